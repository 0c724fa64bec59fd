import { isDeepStrictEqual } from "node:util";
import type { HoldReason } from "../../core/approval.ts";
import type { Automation } from "../../core/automation.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { WriteGrant } from "../../core/grant.ts";
import type { Delivery } from "../../core/ports/outside.ts";
import { hashOf } from "../../lib/hash.ts";
import { flowsNeeded } from "../../policy/audiences.ts";
import { withAllowedLinks } from "../../policy/links.ts";

/** A message that a run left, and the write of the definition in force by which it is to go. */
export interface Left {
  grant: WriteGrant;
  briefing: Briefing;
  delivery: Pick<Delivery, "preview">;
}

/**
 * Why a person is to be asked about a message whose definition is not the one that its run went by; none where it is the same. What was read
 * then stays what the message is made of: a source that the file does not have any more just like that has no flow that anybody could have
 * accepted. Where nobody knows what the run went by, a person is asked.
 */
export function reasonsSince(live: Automation, ran: Automation | undefined, left: Left): HoldReason[] {
  if (ran?.hash === live.hash) return [];
  const rules = { links: live.links, when: live.approval.when, maxChars: left.grant.maxChars ?? null };
  const stricter: HoldReason = { kind: "stricter", rules: hashOf(rules) };
  if (!ran) return [stricter];
  const wider = flowsNeeded(sourcesGone(live, ran), left.grant).map((flow): HoldReason => ({ kind: "wider", ...flow }));
  return asksMore(live, ran) || isRefusedNow(live, left) ? [stricter, ...wider] : wider;
}

/** What the run went by, with those sources alone that the file in force does not have, or has for somebody else. */
function sourcesGone(live: Automation, ran: Automation): Automation {
  const isGone = (source: unknown, now: readonly unknown[]): boolean =>
    live.owner !== ran.owner || !now.some((each) => isDeepStrictEqual(each, source));
  return {
    ...ran,
    // Who is asked now is who reads it then.
    approval: live.approval,
    reads: ran.reads.filter((read) => isGone(read, live.reads)),
    triggers: ran.triggers.filter((trigger) => isGone(trigger, live.triggers)),
  };
}

/** What could only be looked at while the run was at work was not, where the file did not ask for it then. */
function asksMore(live: Automation, ran: Automation): boolean {
  const before = [ran.approval.when].flat();
  return [live.approval.when].flat().some((when) => when !== "never" && !before.includes(when));
}

/** Whether it links to what the file does not let it link to now, or is longer than it may be. */
function isRefusedNow({ links }: Automation, { grant: { maxChars, options }, briefing, delivery }: Left): boolean {
  if (!isDeepStrictEqual(withAllowedLinks(briefing, links), briefing)) return true;
  return maxChars !== undefined && [...delivery.preview(briefing, options).text].length > maxChars;
}
