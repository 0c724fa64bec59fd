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
}

/** What a person is still to be asked; undefined where nothing is, or a person has said yes to all of it. */
export function questionOf(
  { approval }: Pick<OutboxEntry, "approval">,
  { reasons, content, approvers, reach }: Judged,
): Approval | undefined {
  const rewritten: HoldReason[] = approval && approval.content !== content ? [{ kind: "rewritten" }] : [];
  const isOpen = rewritten.length > 0 || reasons.some((reason) => !isSettled(reason, approval, reach));
  if (!isOpen) return undefined;
  return {
    content,
    // All of them: what was settled before is no longer, since it is another question now.
    reasons: [...rewritten, ...reasons],
    approvers,
    ...(reach && { reach: reach.fingerprint }),
  };
}

/** Whether a yes was said to it. Who reads there goes by the readers themselves, whatever the place is called by now. */
function isSettled(reason: HoldReason, approval: Approval | undefined, reach: Reach | undefined): boolean {
  if (!approval) return false;
  if (reason.kind !== "audience_changed") return approval.reasons.some((settled) => isDeepStrictEqual(settled, reason));
  return approval.reach === reach?.fingerprint && approval.reasons.some(({ kind }) => kind === reason.kind);
}
