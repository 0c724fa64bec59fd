import type { Answer, ToldStatus } from "../../core/ask.ts";
import type { Change } from "../../core/item.ts";
import { toldStatusOf } from "../../lib/rows/told.ts";

/** What somebody said of a task. */
interface Words {
  status: ToldStatus | null;
  /** A plain date. */
  eta: string | null;
  blocker: string | null;
}

/** What an answer says of its task; a range is no day. */
export function wordsOf({ told: { status, eta, blocker } }: Answer): Words {
  return { status, eta: typeof eta === "string" ? eta : null, blocker: blocker?.what ?? null };
}

/** Whether a field of a task became what somebody said of it, so that it may be Chief who wrote that; a word of the plan that nobody knows says nothing. */
export function isAsTold({ field, to }: Change, { status, eta, blocker }: Words): boolean {
  if (field === "eta") return to === eta;
  if (field === "blockedBy") return to === blocker;
  if (field !== "status" && field !== "statusName") return false;
  const told = typeof to === "string" ? toldStatusOf(to) : undefined;
  if (told === undefined) return field === "statusName" && to !== null;
  // What is blocked by something is blocked, whatever else is said of it.
  return told === status || (told === "blocked" && blocker !== null);
}
