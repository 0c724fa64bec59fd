import type { Ask } from "../../core/ask.ts";
import { businessDaysBetween, plainDateOf } from "../../core/work-calendar.ts";
import type { Asked, ChaseInput, ChaseItem } from "./types.ts";

/** So many business days before its day, or its launch's, an item presses. */
const PRESSING_DAYS = 2;

/** What is decided from, with what is looked up in it again and again. */
export interface Setting extends ChaseInput {
  nowMs: number;
  /** The plain date where the calendar is. */
  today: string;
  itemOf: (id: string) => ChaseItem | undefined;
  personOf: (key: string) => Asked | undefined;
  /** Whether anything lies where an item does, or did: a file, a data source, a repository. */
  hasPlanOf: (id: string) => boolean;
}

/** The same input, ready to be asked. */
export function settingOf(input: ChaseInput): Setting {
  const items = new Map(input.items.map((item) => [item.id, item]));
  const places = new Set(input.items.map(({ id }) => placeOf(id)));
  const people = new Map(input.people.map((person) => [person.key, person]));
  return {
    ...input,
    nowMs: Date.parse(input.now),
    today: plainDateOf(input.now, input.calendar.timezone),
    itemOf: (id) => items.get(id),
    personOf: (key) => people.get(key),
    hasPlanOf: (id) => places.has(placeOf(id)),
  };
}

/** `files:plan/launch.csv#2d209e9` lies in `files:plan/launch.csv`. */
function placeOf(id: string): string {
  return id.replace(/[#/]?[^#/]*$/, "");
}

/** What people call somebody. */
export function nameOf(key: string, { personOf }: Pick<Setting, "personOf">): string {
  return personOf(key)?.name ?? key;
}

/** Whether an item can't wait for a better day: its own day, or the launch's, is near or past on a plain date. */
export function presses({ due, launchDate }: ChaseItem, date: string, { calendar }: Setting): boolean {
  return [due, launchDate].some((day) => day !== null && businessDaysBetween(calendar, date, day) <= PRESSING_DAYS);
}

/** Whether a launch was before a plain date. */
export function isOver({ launchDate }: ChaseItem, date: string): boolean {
  return launchDate !== null && launchDate < date;
}

/** The asks of an item, the latest first. */
export function asksOf(item: ChaseItem, asks: readonly Ask[]): Ask[] {
  const own = asks.filter((ask) => ask.item === item.id);
  return own.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || (a.id < b.id ? -1 : 1));
}

/** Whether somebody has asked to be asked later. */
export function isSnoozed({ snoozedUntil, timezone }: Asked, { now }: Setting): boolean {
  return snoozedUntil !== null && plainDateOf(now, timezone) < snoozedUntil;
}
