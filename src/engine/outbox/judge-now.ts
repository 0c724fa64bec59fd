import type { HoldReason } from "../../core/approval.ts";
import type { Reach } from "../../core/audience.ts";
import type { Automation } from "../../core/automation.ts";
import { cargoOf, type Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import { PolicyError } from "../../core/errors.ts";
import type { WriteGrant } from "../../core/grant.ts";
import type { ConsentStore } from "../../core/ports/consents.ts";
import type { Delivery } from "../../core/ports/outside.ts";
import type { Circumstances } from "../../core/proposal.ts";
import { approversOf, mayBeAsked } from "../../policy/audiences.ts";
import { decide } from "../../policy/decide.ts";
import { reviewNow } from "../../policy/review.ts";
import { reasonsSince } from "./since-run.ts";

export interface JudgeParts {
  consents: Pick<ConsentStore, "find">;
  /** The definition that a run went by; undefined where nobody knows it any more. */
  findRanBy(run: string): Promise<Automation | undefined>;
}

/** A message as it is now. */
export interface MessageNow {
  delivery: Pick<Delivery, "preview">;
  briefing: Briefing;
  /** Hash of all that would be sent. */
  content: string;
  /** Who reads there, where that was asked. */
  reach?: { now: Reach; before?: string };
}

/** What the definition in force says of a message. */
export interface Judgement {
  grant: WriteGrant;
  /** Why a person is asked about it, whatever was settled before. */
  reasons: readonly HoldReason[];
  /** Whose word is asked for. */
  approvers: readonly string[];
  /** Whether the automation's owner may see all of it, whose word counts then. */
  ownerMayRead: boolean;
}

/** Judges a message of a run by what is so now. Throws as `expectPermitted`. */
export async function judgeNow(parts: JudgeParts, automation: Automation, entry: OutboxEntry, now: MessageNow): Promise<Judgement> {
  const consent = await parts.consents.find(automation.id);
  const { reach, content, briefing } = now;
  const { grant, reasons } = expectPermitted(automation, entry, {
    carries: cargoOf(briefing),
    ...(consent && { acceptedHash: consent.hash }),
    ...reviewNow(entry, content),
    ...(reach && { reach }),
  });
  const ran = entry.run === undefined ? undefined : await parts.findRanBy(entry.run);
  return {
    grant,
    reasons: [...reasons, ...reasonsSince(automation, ran, { ...now, grant })],
    approvers: approversOf(automation, grant, consent?.hash),
    ownerMayRead: mayBeAsked(automation, grant, consent?.hash, automation.owner),
  };
}

/** Throws PolicyError `message-not-permitted` where the definition in force does not permit a message, whoever says yes to it. */
export function expectPermitted(automation: Automation, entry: OutboxEntry, circumstances: Circumstances = {}) {
  const { grant, delivery, options } = entry;
  const verdict = decide(automation, { kind: "message", automation: entry.automation, grant, delivery, options }, circumstances);
  if (verdict.decision === "deny") throw notPermitted(verdict.error.message);
  if (verdict.grant.staged) throw notPermitted("one whose messages are written down and not sent");
  const reasons: readonly HoldReason[] = verdict.decision === "hold" ? verdict.reasons : [];
  return { grant: verdict.grant, reasons };
}

export function notPermitted(got: string): PolicyError {
  return new PolicyError("message-not-permitted", `expected a definition that still permits this message, got ${got}`, {
    hint: "Its definition was changed since: a new run writes another message, as the definition is now.",
  });
}
