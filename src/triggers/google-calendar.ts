import { OWNER_ONLY } from "../core/audience.ts";
import { z } from "zod";
import type { Item } from "../core/item.ts";
import { instancesIn, type Instance } from "../core/kinds/instance.ts";
import { isCovered } from "../lib/coverage.ts";
import { hashOf } from "../lib/hash.ts";
import { momentFields, type Look, type Moment } from "./moment.ts";
import { earliestOf } from "./poll-look.ts";
import { pollingSource, pollKeys } from "./poll.ts";

const EVENTS = ["created", "changed", "cancelled"] as const;
type CalendarEventName = (typeof EVENTS)[number];

const schema = z
  .strictObject({
    event: z
      .enum([...EVENTS, "any"])
      .describe("created: a meeting is new in the calendar; changed: something about it is another; cancelled: it is off; any: all three."),
    ...pollKeys,
  })
  .describe("Runs when something happens in the calendar; looks in the automation's own read of google-calendar.");

export type CalendarEventOptions = z.infer<typeof schema>;

const WORDS: Readonly<Record<CalendarEventOptions["event"], string>> = {
  created: "when a meeting is new in Google Calendar",
  changed: "when a meeting in Google Calendar is changed",
  cancelled: "when a meeting in Google Calendar is cancelled",
  any: "when a meeting in Google Calendar is new, changed or cancelled",
};

/** What is new, changed or cancelled in calendars. A series that is changed as a whole is one event, told by its next date. */
export const googleCalendarSource = pollingSource<CalendarEventOptions>({
  id: "google-calendar",
  schema,
  everyMs: 60_000,
  describe: ({ event }) => WORDS[event],
  audience: () => OWNER_ONLY,
  moments(now, before) {
    const entries = entriesIn(before?.items ?? []);
    const known = { uids: new Set(entries.map(({ uid }) => uid)), items: new Map(entries.map(({ item }) => [item.id, item])) };
    const present = nextFirst(entriesIn(now.items), now.at).flatMap((instance) => momentsOf(instance, known, before));
    return [...present, ...goneOf(nextFirst(entries, now.at), now)];
  },
  isMeant: ({ event }, options) => options.event === "any" || options.event === event,
});

/** When a colleague is busy is known without being an entry of a calendar: nobody says when that was made. */
function entriesIn(items: readonly Item[]): Instance[] {
  return instancesIn(items).filter(({ created }) => created !== null);
}

interface Known {
  uids: ReadonlySet<string>;
  items: ReadonlyMap<string, Item>;
}

/** What a calendar shows of one date: the series was made, it is as it is now, or it is off. */
function momentsOf(instance: Instance, known: Known, before: Look | undefined): Moment[] {
  const { uid, item, status, created } = instance;
  if (status === "cancelled") return [momentOf("cancelled", instance, `${item.id}@${item.updatedAt}`, item.updatedAt)];
  const isKnown = known.uids.has(uid);
  const isSame = saysTheSame(known.items.get(item.id), item);
  return [
    { ...momentOf("created", instance, uid, created ?? item.updatedAt), isStale: isKnown || !wasInView(instance, before) },
    {
      ...momentOf("changed", instance, `${uid}@${item.updatedAt}`, item.updatedAt),
      isStale: !isKnown || isSame || isOld(item.updatedAt, before),
    },
  ];
}

/** Services date some things anew that stay as they are. */
function saysTheSame(before: Item | undefined, now: Item): boolean {
  return before !== undefined && hashOf({ ...before, updatedAt: now.updatedAt, contentHash: now.contentHash }) === hashOf(now);
}

/** A date that was changed long ago may only come into view now. */
function isOld(at: string, before: Look | undefined): boolean {
  return before !== undefined && at < earliestOf(before);
}

/** The calendar is looked at so far ahead: what only comes into view as days pass is not new, unless it was made since. */
function wasInView({ item, created }: Instance, before: Look | undefined): boolean {
  const { covers, at = "" } = before ?? {};
  return !covers || item.ts < covers.to || (created !== null && created >= at);
}

/** Of each series the next date that should still be there and is not; what is past goes out of view by itself. */
function goneOf(known: readonly Instance[], { items, covers, isWhole, at }: Look): Moment[] {
  if (!isWhole) return [];
  const present = new Set(items.map(({ id }) => id));
  const isGone = ({ item, status }: Instance): boolean =>
    status !== "cancelled" && !present.has(item.id) && item.ts >= at && isCovered(item, covers);
  const byUid = Map.groupBy(known.filter(isGone), ({ uid }) => uid);
  const nearest = [...byUid.values()].flatMap(([first]) => first ?? []);
  return nearest.map((instance) => momentOf("cancelled", instance, `${instance.item.id}@${instance.item.updatedAt}`, at));
}

function momentOf(event: CalendarEventName, { item }: Instance, key: string, at: string): Moment {
  return { id: `${event} ${key}`, event, at, title: `${item.title}: ${event}`, fields: momentFields(event, item) };
}

/** Those that lie ahead come first, the next before all others. */
function nextFirst(instances: readonly Instance[], now: string): Instance[] {
  const rank = ({ item }: Instance): string => `${item.ts < now ? "1" : "0"} ${item.ts}`;
  return instances.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
