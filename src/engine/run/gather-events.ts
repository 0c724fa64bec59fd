import type { Event } from "../../core/event.ts";
import type { DraftItem, Item, SourceHealth } from "../../core/item.ts";
import { sealItem } from "../../lib/hash.ts";

/** What events are called as a source of items. */
export const EVENTS = "events";

/** The events of a run as items of a source of their own, so that lines about them can be traced to them like any other. */
export function itemsOf(events: readonly Event[]): Item[] {
  return events.map((event) => sealItem(draftOf(event)));
}

/** What the events' source says of itself: it is read when the run begins, and never fails. */
export function healthOf(events: readonly Event[], asOf: string): SourceHealth {
  const times = events.map((event) => event.at).sort();
  return { source: EVENTS, ok: true, fetchedAt: asOf, window: { from: times[0] ?? asOf, to: asOf }, count: events.length };
}

function draftOf({ source, id, at, title, fields }: Event): DraftItem {
  return {
    id: `${EVENTS}:${source}:${id}`,
    source: EVENTS,
    kind: "event",
    title,
    body: "",
    ts: at,
    updatedAt: at,
    actors: [],
    fields,
  };
}
