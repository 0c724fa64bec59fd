import { z } from "zod";
import type { Item } from "../item.ts";

/** What somebody said to an invitation. */
export const RESPONSES = ["accepted", "declined", "tentative", "needs_action"] as const;

const text = z.string().nullable();

/**
 * The fields of an Item of kind `instance`: one date of a calendar event, recurring or not, whichever calendar it comes from.
 * Title is its summary, body its description as plain text, `ts` its start, actors are `organizer`, `required`, `optional` and
 * `resource`, each with a response. Instants are UTC; an all-day instance has plain dates, its end being the day after the last.
 */
export const instanceFields = z.object({
  /** Name of the calendar, as its owner calls it. */
  calendar: z.string(),
  /** The source's own id of the whole event, the same for every date of a series. */
  uid: z.string(),
  recurring: z.boolean(),
  start: z.string(),
  end: z.string(),
  allDay: z.boolean(),
  status: z.enum(["confirmed", "tentative", "cancelled"]),
  /** `free` does not take time; `out_of_office` says that its owner is away. */
  showAs: z.enum(["busy", "free", "out_of_office", "focus"]),
  /** IANA zone in which the start is written; null for UTC and floating times. */
  timezone: text,
  /** The start of the series' date before this one, a UTC instant. */
  previousStart: text,
  location: text,
  /** Where to join from afar. */
  conference: text,
  /** Links in the description and attachments, apart from the conference's. */
  documents: z.array(z.string()),
  /** When it was made, a UTC instant. */
  created: text,
});
export type InstanceFields = z.infer<typeof instanceFields>;

/** An Item with the fields of its kind. */
export interface Instance extends InstanceFields {
  item: Item;
}

/** Read once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], Instance[]>();

/** The dates of calendar events among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function instancesIn(items: readonly Item[]): readonly Instance[] {
  const read = known.get(items) ?? items.flatMap(readInstance);
  known.set(items, read);
  return read;
}

function readInstance(item: Item): Instance[] {
  const parsed = item.kind === "instance" ? instanceFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
