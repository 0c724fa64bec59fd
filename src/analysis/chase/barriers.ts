import { Temporal } from "temporal-polyfill";
import { MOST_IN_A_WEEK } from "../../core/ask.ts";
import { isWorkday, workdayAfter, type WorkCalendar } from "../../core/work-calendar.ts";
import { dateAt, hoursOn } from "./hours.ts";
import type { Asked, ChaseOptions } from "./types.ts";

const WEEK_DAYS = 7;

/** What keeps a message from somebody. */
export interface Barrier {
  /** In words that end no sentence. */
  why: string;
  /** When to look again, in milliseconds since 1970; null where nobody knows. */
  untilMs: number | null;
}

/** What keeps a message back at an instant in milliseconds since 1970; undefined where nothing does. */
export type FindBarrier = (atMs: number) => Barrier | undefined;

/** What holds for everybody. */
export interface Manners {
  calendar: WorkCalendar;
  hours: ChaseOptions["hours"];
}

/** A moment as a person's own clock and calendar show it. */
interface Moment {
  atMs: number;
  date: string;
  /** When their hours begin on a plain date. */
  opens: (date: string) => number;
  /** When their hours begin on the next day on which they work. */
  opensNext: () => number;
}

/** What keeps messages from one person who has not stopped them, however much they press; `sentMs` is when they got some, in milliseconds since 1970. */
export function barriersOf(person: Asked, sentMs: readonly number[], { calendar, hours }: Manners): FindBarrier {
  const { timezone } = person;
  const written = [...new Set(sentMs)].map((ms) => dateAt(ms, timezone));
  const opens = (date: string): number => hoursOn(date, timezone, hours).fromMs;
  return (atMs) => {
    const date = dateAt(atMs, timezone);
    const moment = { atMs, date, opens, opensNext: () => opens(workdayAfter(calendar, date, 1, person.absences)) };
    const { toMs } = hoursOn(date, timezone, hours);
    return (
      unwilling(person, moment) ?? offWork(person, moment, toMs, calendar) ?? tooOften(person, moment, written) ?? meeting(person, moment)
    );
  };
}

function unwilling({ name, isReachable, snoozedUntil }: Asked, { date, opens }: Moment): Barrier | undefined {
  if (!isReachable) return { why: `config/people.yaml has no account or address by which ${name} can be asked`, untilMs: null };
  if (snoozedUntil === null || date >= snoozedUntil) return undefined;
  return { why: `${name} wants no questions before ${snoozedUntil}`, untilMs: opens(snoozedUntil) };
}

function offWork({ name, absences }: Asked, moment: Moment, closesMs: number, calendar: WorkCalendar): Barrier | undefined {
  const { atMs, date, opens } = moment;
  if (!isWorkday(calendar, date, absences)) return nextWorkday(moment, `${name} does not work on ${date}`);
  if (atMs < opens(date)) return { why: `it is too early in the day for ${name}`, untilMs: opens(date) };
  return atMs < closesMs ? undefined : nextWorkday(moment, `it is too late in the day for ${name}`);
}

function tooOften({ name }: Asked, moment: Moment, written: readonly string[]): Barrier | undefined {
  // A date ahead was written down while the clock went wrong.
  if (written.some((each) => each >= moment.date)) return nextWorkday(moment, `${name} was written to today`);
  const from = weekBefore(moment.date);
  const count = written.filter((each) => each > from).length;
  return count < MOST_IN_A_WEEK ? undefined : nextWorkday(moment, `${name} was written to ${count} times this week`);
}

function meeting({ name, busy }: Asked, { atMs }: Moment): Barrier | undefined {
  const now = busy.find(({ from, to }) => Date.parse(from) <= atMs && atMs < Date.parse(to));
  return now && { why: `${name} is busy`, untilMs: Date.parse(now.to) };
}

function nextWorkday({ opensNext }: Moment, why: string): Barrier {
  return { why, untilMs: opensNext() };
}

function weekBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: WEEK_DAYS }).toString();
}

/** Until when a message may go out that may at an instant: the end of the person's hours, or the beginning of what they are busy with next. */
export function closesAt({ timezone, busy }: Asked, atMs: number, { hours }: Manners): number {
  const next = busy.map(({ from }) => Date.parse(from)).filter((fromMs) => fromMs > atMs);
  return Math.min(hoursOn(dateAt(atMs, timezone), timezone, hours).toMs, ...next);
}
