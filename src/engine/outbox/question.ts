import { isDeepStrictEqual } from "node:util";
import type { Approval, HoldReason } from "../../core/approval.ts";
import type { Reach } from "../../core/audience.ts";
import type { OutboxEntry } from "../../core/delivery.ts";

/** How a message stands right before it is sent. */
export interface Judged {
  /** Why policy would have a person asked. */
  reasons: readonly HoldReason[];
  /** Hash of all that would be sent. */
  content: string;
  /** Who is asked. */
  approvers: readonly string[];
  reach: Reach | undefined;
  /** Of the workspace, who is `me` everywhere, and of the automation where that one may see all of it: their word counts, too. */
  owners: readonly string[];
}

/** What a person is still to be asked; undefined where nothing is, or a person has said yes to all of it. */
export function questionOf(
  { approval, decidedBy }: Pick<OutboxEntry, "approval" | "decidedBy">,
  { reasons, content, approvers, owners, reach }: Judged,
): Approval | undefined {
  const rewritten: HoldReason[] = approval && approval.content !== content ? [{ kind: "rewritten" }] : [];
  const isVoid = approval !== undefined && !mayDecide(decidedBy, [...approvers, ...owners]);
  const isOpen = isVoid || rewritten.length > 0 || reasons.some((reason) => !isSettled(reason, approval, reach));
  if (!isOpen) return undefined;
  return {
    content,
    // All of them: what was settled before is no longer, since it is another question now.
    reasons: eachOnce([...rewritten, ...reasons, ...(isVoid ? approval.reasons : [])]),
    approvers,
    ...(reach && { reach: reach.fingerprint }),
  };
}

/** Whether a yes still counts: of somebody whom the definition in force has asked, or of an owner. */
function mayDecide(decidedBy: string | undefined, deciders: readonly string[]): boolean {
  // What they said stands behind who they are.
  const [by] = decidedBy?.split(": ") ?? [];
  return by !== undefined && ["me", ...deciders].includes(by);
}

function eachOnce(reasons: readonly HoldReason[]): HoldReason[] {
  return reasons.filter((reason, place) => reasons.findIndex((each) => isDeepStrictEqual(each, reason)) === place);
}

/** Whether a yes was said to it. Who reads there goes by the readers themselves, whatever the place is called by now. */
function isSettled(reason: HoldReason, approval: Approval | undefined, reach: Reach | undefined): boolean {
  if (!approval) return false;
  if (reason.kind !== "audience_changed") return approval.reasons.some((settled) => isDeepStrictEqual(settled, reason));
  return approval.reach === reach?.fingerprint && approval.reasons.some(({ kind }) => kind === reason.kind);
}
