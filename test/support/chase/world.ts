import type { Asked, ChaseInput, ChaseItem, ChaseOptions } from "../../../src/analysis/chase/types.ts";
import type { Ask } from "../../../src/core/ask.ts";
import type { People } from "../../../src/core/person.ts";
import type { WorkCalendar } from "../../../src/core/work-calendar.ts";
import { chanceFrom, type Chance } from "../simulator/random.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Whole, half and quarter hours, both halves of the world, and clock changes of an hour and of half an hour. */
const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "America/St_Johns",
  "America/Los_Angeles",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "UTC",
] as const;
/** Some weeks with a clock change in them, and one without. */
const STARTS = ["2026-03-04", "2026-03-25", "2026-04-01", "2026-09-23", "2026-10-21", "2026-10-28", "2026-11-18"] as const;
const NAMES = ["Ana Ruiz", "Ben Cole", "Cleo Park", "Dai Ito", "Eve Lund"] as const;

/** One automation with its plan. */
export interface SimulatedPlan {
  automation: string;
  options: ChaseOptions;
  items: ChaseItem[];
  asks: Ask[];
  closed: ChaseInput["closed"];
}

/** Everything that a chase is decided from, as it stands. */
export interface SimulatedWorld {
  seed: number;
  chance: Chance;
  calendar: WorkCalendar;
  people: Asked[];
  plans: SimulatedPlan[];
  sent: { person: string; at: string }[];
  /** When the last runs said that something ends which is waited for, in milliseconds since 1970. */
  wakes: number[];
  /** What the clock shows, in milliseconds since 1970. */
  clockMs: number;
  /** False once the clock has jumped: what came first can't be told from instants any more. */
  isClockTrue: boolean;
}

/** A world from a seed: up to five people, one or two automations that ask the same of them. */
export function worldFrom(seed: number): SimulatedWorld {
  const chance = chanceFrom(seed);
  const clockMs = Date.parse(`${chance.of(STARTS)}T00:00:00.000Z`) + chance.upTo(4 * 24 * 60) * MINUTE_MS;
  const people = NAMES.slice(0, 1 + chance.upTo(NAMES.length)).map((name) => personFrom(name, clockMs, chance));
  const plans = ["launch", "weekly"].slice(0, 1 + chance.upTo(2)).map((automation) => planFrom(automation, people, clockMs, chance));
  return { seed, chance, calendar: calendarFrom(clockMs, chance), people, plans, sent: [], wakes: [], clockMs, isClockTrue: true };
}

/** The plain date so many days after an instant, in UTC. */
export function dayFrom(clockMs: number, days: number): string {
  return new Date(clockMs + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same people, as the rest of Chief knows them. */
export function peopleOf({ people }: SimulatedWorld): People {
  return { all: people.map(({ key, name, absences }) => ({ key, name, absences, emails: [], aliases: [], vip: false })) };
}

function calendarFrom(clockMs: number, chance: Chance): WorkCalendar {
  const workdays = chance.percent(85) ? [1, 2, 3, 4, 5] : [7, 1, 2, 3, 4];
  const holidays = [dayFrom(clockMs, chance.upTo(12)), dayFrom(clockMs, chance.upTo(40))];
  return { timezone: chance.of(ZONES), workdays, hours: { start: "09:00", end: "18:00" }, holidays };
}

function personFrom(name: string, clockMs: number, chance: Chance): Asked {
  const away = chance.upTo(20);
  return {
    key: name.split(" ")[0]?.toLowerCase() ?? name,
    name,
    timezone: chance.of(ZONES),
    absences: chance.percent(30) ? [{ from: dayFrom(clockMs, away), to: dayFrom(clockMs, away + chance.upTo(12)) }] : [],
    busy: Array.from({ length: chance.upTo(12) }, () => meetingFrom(clockMs, chance)),
    hasStopped: chance.percent(3),
    snoozedUntil: chance.percent(5) ? dayFrom(clockMs, chance.upTo(9)) : null,
    isReachable: chance.percent(96),
  };
}

function meetingFrom(clockMs: number, chance: Chance): { from: string; to: string } {
  const fromMs = clockMs + chance.upTo(20 * 24 * 4) * 15 * MINUTE_MS;
  return { from: new Date(fromMs).toISOString(), to: new Date(fromMs + (1 + chance.upTo(12)) * 15 * MINUTE_MS).toISOString() };
}

function planFrom(automation: string, people: readonly Asked[], clockMs: number, chance: Chance): SimulatedPlan {
  const keys = people.map(({ key }) => key);
  const launchDate = chance.percent(80) ? dayFrom(clockMs, 2 + chance.upTo(30)) : null;
  const items = Array.from({ length: 1 + chance.upTo(10) }, (_, index) =>
    itemFrom(`${automation}-${index}`, keys, launchDate, clockMs, chance),
  );
  const options: ChaseOptions = {
    roster: keys.filter(() => chance.percent(92)),
    requester: "me",
    cadenceDays: 1 + chance.upTo(4),
    hours: chance.percent(85) ? { start: "10:00", end: "16:30" } : { start: "09:15", end: "11:45" },
    days: [1, 2, 3, 4],
  };
  return { automation, options, items, asks: [], closed: null };
}

function itemFrom(id: string, keys: readonly string[], launchDate: string | null, clockMs: number, chance: Chance): ChaseItem {
  return {
    ...{ id, key: id.toUpperCase(), title: `Task ${id}`, isOpen: chance.percent(95), isReady: chance.percent(85), launchDate, known: [] },
    ...{ actor: keys[chance.upTo(keys.length + 1)] ?? null, because: "owns it" },
    due: chance.percent(70) ? dayFrom(clockMs, chance.upTo(25)) : null,
    slack: chance.percent(70) ? chance.upTo(12) - 3 : null,
    movedAt: chance.percent(90) ? new Date(clockMs - chance.upTo(9 * 24 * 60) * MINUTE_MS).toISOString() : null,
  };
}
