import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `launch`: what a plan of tasks leads to. Title is what people call it, `ts` is when its plan last changed;
 * an actor of role `owner` where somebody answers for all of it.
 */
export const launchFields = z.object({
  /** What its tasks name as their `plan`. */
  plan: z.string(),
  /** A plain date; null where none is set. */
  date: text,
  /** Business days after which nobody knows any more how a task stands; null where nothing is said. */
  cadence: z.number().nullable(),
});
export type LaunchFields = z.infer<typeof launchFields>;

/** What a task of a plan has beside the fields of every task (`status`, `owner`, `due`, `blockedBy`, `blockedSince`). */
export const planTaskFields = z.object({
  plan: z.string(),
  /** What other tasks of the plan call it, such as `T-12`. */
  key: z.string(),
  /** Keys, or titles, of the tasks that have to be finished first. */
  dependsOn: z.array(z.string()).default([]),
  /** When its owner expects it to be done: a plain date. */
  eta: text.default(null),
  /** Business days of work that are left, or that it takes as a whole. */
  estimate: z.number().nullable().default(null),
  /** True for a decision of go or no-go. */
  gate: z.boolean().default(false),
  /** When somebody last said how it stands: a UTC instant. */
  statusAt: text.default(null),
  /** How it stands in the plan's own word; null where that is empty. */
  statusName: text.default(null),
});
export type PlanTaskFields = z.infer<typeof planTaskFields>;

/** Items with the fields of their kind. */
export interface Launch extends LaunchFields {
  item: Item;
}
export interface PlanTask extends PlanTaskFields {
  item: Item;
}

/** The launches among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function launchesIn(items: readonly Item[]): Launch[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "launch" ? launchFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}

/** The tasks of plans among items of any kind; a task without a plan is none. */
export function planTasksIn(items: readonly Item[]): PlanTask[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "task" ? planTaskFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}
