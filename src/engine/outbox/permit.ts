import type { Approval, HoldReason } from "../../core/approval.ts";
import type { Reach } from "../../core/audience.ts";
import type { Automation } from "../../core/automation.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import { PolicyError, TransientError } from "../../core/errors.ts";
import type { People } from "../../core/person.ts";
import type { Delivery } from "../../core/ports/outside.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Circumstances } from "../../core/proposal.ts";
import type { Workspace } from "../../core/workspace.ts";
import { hashOf } from "../../lib/hash.ts";
import { listOf } from "../../lib/text.ts";
import { approversOf } from "../../policy/audiences.ts";
import { decide } from "../../policy/decide.ts";
import { reviewNow } from "../../policy/review.ts";
import { questionOf } from "./question.ts";
import { reasonsSince } from "./since-run.ts";

export interface PermitParts {
  store: Pick<Store, "consents" | "outbox">;
  /** The definition in force now; undefined where it is gone. */
  findAutomation(id: string): Automation | undefined;
  /** The definition that a run went by; undefined where nobody knows it any more. */
  findRanBy(run: string): Promise<Automation | undefined>;
  /** Whose owner is `me` everywhere. */
  workspace(): Pick<Workspace, "owner">;
  /** Whether its file can't be used now. */
  isBroken(id: string): boolean;
  /** Who is known now. */
  people(): People;
  /** Values that no message may hold. */
  secrets(): readonly string[];
}

/** A message as it is about to leave. */
export interface Leaving {
  delivery: Pick<Delivery, "preview" | "audience">;
  briefing: Briefing;
  /** Asks who reads there now; undefined where that can't change. */
  findReach(): Promise<Reach | undefined>;
}

/** What becomes of it: it may go to the readers of this fingerprint, or waits for so long until a person has said yes to it. */
export type Permission = { decision: "send"; reach?: string } | { decision: "hold"; approval: Approval; expiresMs: number };

/**
 * Judges a message right before it is sent, by what is so now. Nothing of the answer is kept: each attempt asks anew. Throws PolicyError
 * `message-not-permitted`, `message-outsiders` or one of `inspectOutgoing` where no yes could help, TransientError `definition-broken` where a file has to be mended
 * first, and what `findReach` throws.
 */
export type Permit = (entry: OutboxEntry, leaving: Leaving) => Promise<Permission>;

export function createPermit(parts: PermitParts): Permit {
  return async (entry, leaving) => {
    const content = await inspect(parts, entry, leaving);
    if (entry.run === undefined) return permitOwnWords(await leaving.findReach());
    const automation = getAutomation(parts, entry.automation);
    const known = { ...(await consentTo(parts, entry.automation)), ...reviewNow(entry, content) };
    // Judged before anybody is asked: a place that is not permitted any more is left alone.
    judge(automation, entry, known);
    const reach = await leaving.findReach();
    const verdict = judge(automation, entry, { ...known, ...(reach && { reach: await compared(parts, entry, reach) }) });
    const since = reasonsSince(automation, await parts.findRanBy(entry.run), { ...leaving, grant: verdict.grant });
    const approval = questionOf(entry, {
      reasons: [...verdict.reasons, ...since],
      approvers: approversOf(automation, verdict.grant, known.acceptedHash),
      owners: [automation.owner, parts.workspace().owner],
      content,
      reach,
    });
    if (approval) return { decision: "hold", approval, expiresMs: automation.approval.expiresMs };
    return { decision: "send", ...(reach && { reach: reach.fingerprint }) };
  };
}

/** Looks at all that would leave; resolves with the hash of that. */
async function inspect({ people, secrets }: PermitParts, { options }: OutboxEntry, { delivery, briefing }: Leaving): Promise<string> {
  // Loaded when the first message goes, since it takes a parser that a start can do without.
  const { inspectOutgoing } = await import("../../policy/outgoing.ts");
  const { exact } = delivery.preview(briefing, options);
  const keys = delivery.audience(options).flatMap((reader) => (reader.kind === "person" ? reader.person : []));
  const recipients = people().all.flatMap(({ key, emails }) => (keys.includes(key) ? emails : []));
  inspectOutgoing(exact, { urls: briefing.citations.flatMap(({ url }) => url ?? []), recipients, secrets: secrets() });
  return hashOf(exact);
}

/** What Chief says of itself is in no definition, and nobody could be asked about it. */
function permitOwnWords(reach: Reach | undefined): Permission {
  if (!reach || reach.outsiders.length === 0) return { decision: "send", ...(reach && { reach: reach.fingerprint }) };
  const place = reach.name ?? "the place";
  throw new PolicyError("message-outsiders", `expected ${place} to be read by the house alone, got ${listOf(reach.outsiders)}`, {
    hint: "Name another place under `alerts` in config/chief.yaml, or say `shared: true` there if people from outside may read it.",
  });
}

function getAutomation({ findAutomation, isBroken }: PermitParts, id: string): Automation {
  const automation = findAutomation(id);
  if (automation) return automation;
  if (!isBroken(id)) throw notPermitted(`none called ${id}`);
  throw new TransientError("definition-broken", `expected the file of ${id} to say whether this message may go, got one with faults`, {
    hint: "`chief validate` names them; the message waits until they are mended.",
  });
}

async function consentTo({ store }: PermitParts, automation: string): Promise<Circumstances> {
  const consent = await store.consents.find(automation);
  return consent ? { acceptedHash: consent.hash } : {};
}

/** With who read there when a person said yes, or else when the last message went out. */
async function compared({ store }: PermitParts, entry: OutboxEntry, now: Reach): Promise<NonNullable<Circumstances["reach"]>> {
  const before = entry.approval?.reach ?? (await store.outbox.lastReach(entry));
  return { now, ...(before !== undefined && { before }) };
}

/** Throws where the definition in force denies it. */
function judge(automation: Automation, entry: OutboxEntry, circumstances: Circumstances) {
  const { grant, delivery, options } = entry;
  const verdict = decide(automation, { kind: "message", automation: entry.automation, grant, delivery, options }, circumstances);
  if (verdict.decision === "deny") throw notPermitted(verdict.error.message);
  if (verdict.grant.staged) throw notPermitted("one whose messages are written down and not sent");
  const reasons: readonly HoldReason[] = verdict.decision === "hold" ? verdict.reasons : [];
  return { grant: verdict.grant, reasons };
}

function notPermitted(got: string): PolicyError {
  return new PolicyError("message-not-permitted", `expected a definition that still permits this message, got ${got}`, {
    hint: "Its definition was changed since: a new run writes another message, as the definition is now.",
  });
}
