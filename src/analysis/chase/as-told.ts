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

const STATUS_FIELDS: ReadonlySet<string> = new Set(["status", "statusName"]);

/** What an answer says of its task; a range is no day. */
export function wordsOf({ told: { status, eta, blocker } }: Answer): Words {
  return { status, eta: typeof eta === "string" ? eta : null, blocker: blocker?.what ?? null };
}

/** Whether a field of a task became what somebody said of it, so that it was Chief who wrote that, or somebody who said the same. */
export function isAsTold({ field, to }: Change, { status, eta, blocker }: Words): boolean {
  if (field === "eta") return to === eta;
  if (field === "blockedBy") return to === blocker;
  if (!STATUS_FIELDS.has(field)) return false;
  const told = typeof to === "string" ? toldStatusOf(to) : undefined;
  // What is blocked by something is blocked, whatever else is said of it.
  return told !== undefined && (told === status || (told === "blocked" && blocker !== null));
}

/** The same of a status in a word of the plan that nobody knows, which says nothing against it. */
export function mayBeAsTold(change: Change, words: Words): boolean {
  const isUnknown = change.field === "statusName" && typeof change.to === "string" && toldStatusOf(change.to) === undefined;
  return isUnknown || isAsTold(change, words);
}
