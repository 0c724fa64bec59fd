import assert from "node:assert/strict";
import { thresholdsOf, type Rule, type RuleContext } from "../../src/analysis/rule.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { Actor, DraftItem, FieldValue, Item } from "../../src/core/item.ts";
import type { WorkCalendar } from "../../src/core/work-calendar.ts";
import { calendarOf, itemOf, people } from "../support/items.ts";
import { NOW } from "./run-rule.ts";

/** What of an event differs from one of half an hour, accepted, with one colleague who organises it. */
export interface EventChanges {
  minutes?: number;
  /** What the reader said; null where the reader is not asked. */
  me?: Actor["response"] | null;
  /** True where the reader organises it. */
  isOrganised?: boolean;
  guests?: readonly Actor[];
  fields?: Readonly<Record<string, FieldValue>>;
  draft?: Partial<DraftItem>;
}

/** Somebody who is asked to come. */
export function guest(name: string, response: Actor["response"] = "accepted", role = "required", domain = "example.com"): Actor {
  const email = `${name.split(" ")[0]?.toLowerCase()}@${domain}`;
  return { name, email, role, response };
}

/** Somebody of another company. */
export function stranger(name: string, response: Actor["response"] = "accepted"): Actor {
  return guest(name, response, "required", "acme.example");
}

/** So many colleagues. */
export function crowd(count: number): Actor[] {
  return Array.from({ length: count }, (_, index) => guest(`Person${index} Smith`));
}

export const lee = guest("Lee Chen");

/** One date of an event; `start` is Berlin's time on Thursday 19 November 2026, or an instant. */
export function eventOf(title: string, start: string, changes: EventChanges = {}): Item {
  const { minutes = 30, me = "accepted", isOrganised = false, guests = [lee], fields = {}, draft = {} } = changes;
  const startMs = Date.parse(start.includes("T") ? start : `2026-11-19T${start}:00+01:00`);
  const startAt = new Date(startMs).toISOString();
  const slug = title.toLowerCase().replaceAll(/\W+/g, "-");
  const own: Actor[] =
    me === null ? [] : [{ name: "Sam Field", email: "sam@example.com", role: isOrganised ? "organizer" : "required", response: me }];
  const others = guests.map((actor, index) =>
    index === 0 && !isOrganised ? { ...actor, role: actor.role === "required" ? "organizer" : actor.role } : actor,
  );
  const isRecurring = fields["recurring"] === true;
  return itemOf({
    id: isRecurring ? `ics:${slug}@${startAt}` : `ics:${slug}`,
    source: "ics",
    kind: "instance",
    title,
    body: "What we want to decide, and who brings what.",
    ts: startAt,
    actors: guests.length === 0 ? [] : [...own, ...others],
    ...draft,
    fields: {
      calendar: "Sam",
      uid: slug,
      recurring: false,
      start: startAt,
      end: new Date(startMs + minutes * 60_000).toISOString(),
      allDay: false,
      status: "confirmed",
      showAs: "busy",
      timezone: "Europe/Berlin",
      previousStart: null,
      location: null,
      conference: "https://meet.example.com/room",
      documents: [],
      created: null,
      ...fields,
    },
  });
}

/** Dates of a series, so many days apart. */
export function seriesOf(title: string, starts: readonly string[], changes: EventChanges = {}): Item[] {
  return starts.map((start) => eventOf(title, start, { ...changes, fields: { recurring: true, ...changes.fields } }));
}

/** An entry of whole days; `end` is the day after the last. */
export function dayEntry(
  title: string,
  start: string,
  end: string,
  fields: Readonly<Record<string, FieldValue>> = {},
  guests: readonly Actor[] = [],
): Item {
  return eventOf(title, `${start}T00:00:00Z`, { guests, me: null, fields: { start, end, allDay: true, ...fields } });
}

/** What of the surroundings differs from Thursday morning in Berlin. */
export type Surroundings = Partial<Omit<RuleContext, "items" | "thresholds">> & { configured?: Record<string, number>; zone?: string };

/** What a rule finds among items. */
export function findIn(rule: Rule, items: readonly Item[], { configured = {}, zone, ...around }: Surroundings = {}): Finding[] {
  const calendar: WorkCalendar = calendarOf(zone);
  return rule.find({ items, gone: [], changes: [], now: NOW, calendar, people, thresholds: thresholdsOf(rule, configured), ...around });
}

/** Asserts that each group of items by itself gives one finding, about its first item. */
export function assertEach(rule: Rule, groups: readonly (readonly Item[])[], around?: Surroundings): void {
  for (const group of groups) {
    const found = findIn(rule, group, around).map(({ primary }) => primary);
    assert.deepEqual(
      found,
      group.slice(0, 1).map(({ id }) => id),
      `expected one finding about ${group[0]?.title}`,
    );
  }
}

/** Asserts that no group of items by itself gives any. */
export function assertNoneOf(rule: Rule, groups: readonly (readonly Item[])[], around?: Surroundings): void {
  for (const group of groups) assert.deepEqual(findIn(rule, group, around), [], `expected nothing about ${group[0]?.title}`);
}
