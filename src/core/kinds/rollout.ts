import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `rollout`: something on its way to those who use it, whichever source it comes from. Title is what people
 * call it, `ts` is when it began, `url` its page; an actor of role `owner` where somebody answers for it. All instants are UTC.
 */
export const rolloutFields = z.object({
  /** What is rolled out: a repository `owner/name`, or a service's name. */
  service: z.string(),
  /** Where it is now: an environment, or a share such as `50 %`. */
  stage: z.string(),
  /** The stages it is to go through, in their order. */
  plannedStages: z.array(z.string()),
  state: z.enum(["planned", "running", "paused", "done", "failed", "withdrawn"]),
  /** Since when it is at this stage and in this state. */
  stageSince: z.string(),
  /** How long the stage is planned to last, in hours. */
  plannedStageHours: z.number().nullable(),
  /** When its next step is planned. */
  nextStepAt: text,
  /** How to take it back, in words or as a link. */
  rollback: text,
  /** As people see it: `green`, `at risk`. */
  health: text,
  /** The commit or tag that is rolled out. */
  version: text,
  /** How many times faster than allowed its error budget is spent, by the time looked back on: `1h 14.6`, `5m 15`, `6h`, `30m`, `3d`, `2h`. */
  burnRates: z.array(z.string()).default([]),
  /** Percent of its error budget that is left, below zero where it is overdrawn. */
  budgetLeft: z.number().nullable().default(null),
  /** Spans in which nothing may be rolled out: `2026-12-20/2027-01-03`, plain dates with the last one in it, or UTC instants. */
  freezes: z.array(z.string()).default([]),
  /** What is measured where it is rolled out, beside what it was before: `errors 1.2 baseline=0.4 sd=0.1 n=1200`, more being worse. */
  canary: z.array(z.string()).default([]),
  /** The feature flag that it is behind, and when that was taken out of the code. */
  flag: text.default(null),
  flagRemovedAt: text.default(null),
});
/** As sources write them: what they know nothing of may be left out. */
export type RolloutFields = Omit<AllRolloutFields, Measured> & Partial<Pick<AllRolloutFields, Measured>>;
type AllRolloutFields = z.infer<typeof rolloutFields>;
type Measured = "burnRates" | "budgetLeft" | "freezes" | "canary" | "flag" | "flagRemovedAt";

/** An Item with the fields of its kind. */
export interface Rollout extends AllRolloutFields {
  item: Item;
}

/** Read once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], Rollout[]>();

/** The rollouts among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function rolloutsIn(items: readonly Item[]): readonly Rollout[] {
  const read = known.get(items) ?? items.flatMap(readRollout);
  known.set(items, read);
  return read;
}

function readRollout(item: Item): Rollout[] {
  const parsed = item.kind === "rollout" ? rolloutFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
