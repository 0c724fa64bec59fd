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
});
export type RolloutFields = z.infer<typeof rolloutFields>;

/** An Item with the fields of its kind. */
export interface Rollout extends RolloutFields {
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
