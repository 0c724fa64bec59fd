import { PLAN_FIELDS, type PlanField } from "../../core/briefing.ts";
import type { Left } from "./settle.ts";

const LEFT = "; left as it was: ";

/** What is kept of a change that was made: its task, and what of it stays as it was and why. */
export function receiptOf(task: string, left: readonly Left[]): string {
  return left.length === 0 ? task : `${task}${LEFT}${left.map(({ field, why }) => `${field} (${why})`).join("; ")}`;
}

/** The fields that a change has left as they were, by what is kept of it. */
export function fieldsLeftIn(receipt: string): PlanField[] {
  const [, left = ""] = receipt.split(LEFT);
  return PLAN_FIELDS.filter((field) => new RegExp(`(?:^|; )${field} \\(`).test(left));
}
