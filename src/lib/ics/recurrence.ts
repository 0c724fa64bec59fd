import { RRuleTemporal } from "rrule-temporal";
import { shorten } from "../text.ts";
import type { CalendarEvent } from "./event.ts";
import { parseMoment } from "./moment.ts";
import { DAY_MS, wallAt, type Wall } from "../calendar/wall.ts";

/** When a series takes place by its rule, in the time of its own zone. */
export interface Recurrence {
  /** Within a span, both ends included, in order. */
  between(from: Wall, to: Wall): Wall[];
  /** The last one before. */
  before(wall: Wall): Wall | undefined;
}

/** The longest that a rule's period lasts, in days. */
const PERIODS: Readonly<Record<string, number>> = { DAILY: 1, WEEKLY: 7, MONTHLY: 31 };
/** More dates of one event than anybody meets. */
const MOST_DATES = 1_000;
const STEPS: Readonly<Record<string, number>> = { HOURLY: 3_600_000, MINUTELY: 60_000, SECONDLY: 1_000 };

/** The rule of an event; one that can't be understood leaves its start alone, which is told. */
export function recurrenceOf(event: CalendarEvent, remark: (what: string) => void): Recurrence {
  const guarded = <Answer>(ask: () => Answer, otherwise: Answer): Answer => {
    try {
      return ask();
    } catch (error) {
      const reason = error instanceof Error ? shorten(error.message, 100) : "unknown";
      remark(`the repetition ${JSON.stringify(shorten(event.rule ?? "", 80))} could not be followed (${reason})`);
      return otherwise;
    }
  };
  const start = event.start.wall;
  const rule = guarded(() => toRule(event), undefined);
  if (rule === undefined) return onceAt(start);
  return {
    between(from, to) {
      const end = lastOf(event, Math.max(from, start), to);
      const found = guarded(() => rule.between(new Date(from), new Date(Math.max(from, end)), true), []).map(
        (time) => time.epochMilliseconds,
      );
      if (end < to || found.length > MOST_DATES) remark("an event repeats more than 1,000 times, of which the first were read");
      return found.slice(0, MOST_DATES);
    },
    before: (wall) => guarded(() => rule.previous(new Date(wall), false)?.epochMilliseconds, undefined),
  };
}

function onceAt(start: Wall): Recurrence {
  return { between: (from, to) => (start >= from && start <= to ? [start] : []), before: (wall) => (start < wall ? start : undefined) };
}

function toRule(event: CalendarEvent): RRuleTemporal | undefined {
  if (event.rule === undefined || event.rule === "") return undefined;
  const parts = event.rule
    .toUpperCase()
    .split(";")
    .filter((part) => part.includes("=") && !part.startsWith("UNTIL=") && !part.startsWith("X-"));
  if (timesADay(parts) > MOST_DATES) throw new RangeError("it comes more than 1,000 times a day");
  const until = untilOf(event);
  const rule = [...parts, ...(until === undefined ? [] : [`UNTIL=${stampOf(until)}`])].join(";");
  return new RRuleTemporal({
    rruleString: `DTSTART:${stampOf(event.start.wall)}\nRRULE:${rule}`,
    tzid: "UTC",
    includeDtstart: true,
    cache: false,
  });
}

/** UNTIL as the series' own clocks show it: whichever way it is written, the date on which it falls is still one of the series. */
function untilOf({ rule = "", start }: CalendarEvent): Wall | undefined {
  const [, value] = /(?:^|;)UNTIL=([^;]*)/i.exec(rule) ?? [];
  if (value === undefined) return undefined;
  const until = parseMoment({ name: "UNTIL", parameters: new Map(), value }, () => ({ zone: start.zone, written: null }));
  if (!until) throw new RangeError(`UNTIL is no date or time`);
  if (until.isDate) return until.wall + DAY_MS - 1_000;
  return until.zone === start.zone ? until.wall : wallAt(until.wall, start.zone);
}

/** How far before a date of the series the one before it probably lies: found along with it, it costs no search of its own. */
export function lookBackOf({ rule = "" }: CalendarEvent): number {
  const { frequency, interval } = paceOf(rule);
  return Math.min((PERIODS[frequency] ?? 0) * interval, 62) * DAY_MS;
}

function paceOf(rule: string): { frequency: string; interval: number } {
  const [, frequency = ""] = /FREQ=(\w+)/i.exec(rule) ?? [];
  const [, interval] = /INTERVAL=(\d+)/i.exec(rule) ?? [];
  return { frequency: frequency.toUpperCase(), interval: Math.max(Number(interval ?? 1), 1) };
}

function timesADay(parts: readonly string[]): number {
  const lists = parts.filter((part) => /^BY(?:HOUR|MINUTE|SECOND)=/.test(part)).map((part) => part.split(",").length);
  return lists.reduce((product, length) => product * length, 1);
}

/** Where to stop, so that no event that comes every second is followed for weeks. */
function lastOf({ rule = "" }: CalendarEvent, from: Wall, to: Wall): Wall {
  const { frequency, interval } = paceOf(rule);
  const step = STEPS[frequency];
  return step === undefined ? to : Math.min(to, from + MOST_DATES * step * interval);
}

function stampOf(wall: Wall): string {
  return `${new Date(wall).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}
