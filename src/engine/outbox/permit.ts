import type { Approval } from "../../core/approval.ts";
import type { Reach } from "../../core/audience.ts";
import type { Automation } from "../../core/automation.ts";
import { cargoOf, type Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import { PolicyError, TransientError, type StoredError } from "../../core/errors.ts";
import type { People } from "../../core/person.ts";
import type { Delivery } from "../../core/ports/outside.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Workspace } from "../../core/workspace.ts";
import { hashOf } from "../../lib/hash.ts";
import { listOf } from "../../lib/text.ts";
import { expectPermitted, judgeNow, notPermitted, type JudgeParts, type MessageNow } from "./judge-now.ts";
import { questionOf } from "./question.ts";
import { whyNotAsked, whyNotNamed, type Standing } from "./still-asked.ts";

export interface PermitParts extends Pick<JudgeParts, "findRanBy"> {
  store: Standing & Pick<Store, "consents">;
  /** The definition in force now; undefined where it is gone. */
  findAutomation(id: string): Automation | undefined;
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

/** What becomes of it: it may go to the readers of this fingerprint, waits for so long until a person has said yes to it, or is over, since it asks what is settled. */
export type Permission =
  | { decision: "send"; reach?: string }
  | { decision: "hold"; approval: Approval; expiresMs: number }
  | { decision: "expire"; error: StoredError };

/**
 * Judges a message right before it is sent, by what is so now. Nothing of the answer is kept: each attempt asks anew. Throws PolicyError
 * `message-not-permitted`, `message-outsiders` or one of `inspectOutgoing` where no yes could help, TransientError `definition-broken` where a file has to be mended
 * first, and what `findReach` throws.
 */
export type Permit = (entry: OutboxEntry, leaving: Leaving) => Promise<Permission>;

export function createPermit(parts: PermitParts): Permit {
  return async (entry, leaving) => {
    const over = await whyNotAsked(parts.store, entry, leaving.briefing);
    if (over !== undefined) return { decision: "expire", error: over };
    const content = await inspect(parts, entry, leaving);
    if (entry.run === undefined) return permitOwnWords(await leaving.findReach());
    const automation = getAutomation(parts, entry.automation);
    const unnamed = whyNotNamed(automation, entry, leaving.briefing);
    if (unnamed !== undefined) return { decision: "expire", error: unnamed };
    // Judged before anybody is asked: a place that is not permitted any more is left alone.
    expectPermitted(automation, entry, { carries: cargoOf(leaving.briefing) });
    const reach = await leaving.findReach();
    const now = { ...leaving, content, ...(reach && { reach: await compared(parts, entry, reach) }) };
    const { reasons, approvers, ownerMayRead } = await judgeNow({ ...parts, consents: parts.store.consents }, automation, entry, now);
    const owners = [...(ownerMayRead ? [automation.owner] : []), parts.workspace().owner];
    const approval = questionOf(entry, { reasons, approvers, owners, content, reach });
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

/** With who read there when a person said yes, or else when the last message went out. */
async function compared({ store }: PermitParts, entry: OutboxEntry, now: Reach): Promise<NonNullable<MessageNow["reach"]>> {
  const before = entry.approval?.reach ?? (await store.outbox.lastReach(entry));
  return { now, ...(before !== undefined && { before }) };
}
