import { z } from "zod";
import { TOLD_STATUSES } from "../ask.ts";
import type { Item } from "../item.ts";

/** What an Item of kind `ask` has once its person has said how a thing stands; an Ask whose person has not is none of these. */
const saidFields = z.object({
  /** Id of the Item that it is about. */
  item: z.string(),
  status: z.enum(TOLD_STATUSES).nullable(),
  /** Plain dates: the day, or the first and the last of a range. */
  eta: z.string().nullable(),
  etaTo: z.string().nullable(),
  blocker: z.string().nullable(),
  /** A UTC instant. */
  saidAt: z.string(),
  /** Whether it may be taken for what is so. */
  sure: z.boolean(),
});

/** An Item with what its person said. */
export interface Said extends z.infer<typeof saidFields> {
  ask: Item;
}

/** What people said of things when they were asked, the newest of each thing first. */
export function saidIn(items: readonly Item[]): Said[] {
  const said = items.flatMap((ask) => {
    const parsed = ask.kind === "ask" ? saidFields.safeParse(ask.fields) : undefined;
    return parsed?.success ? [{ ask, ...parsed.data }] : [];
  });
  return said.toSorted((a, b) => (a.saidAt < b.saidAt ? 1 : a.saidAt > b.saidAt ? -1 : 0));
}
