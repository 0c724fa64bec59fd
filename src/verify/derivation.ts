import { Temporal } from "temporal-polyfill";
import type { Fact } from "../core/item.ts";
import type { Derived } from "../core/prose.ts";
import { businessDaysBetween } from "../core/work-calendar.ts";
import { holds, type Lookup } from "./lookup.ts";
import { dateOf, isMoment } from "./moment.ts";

const HOUR_MS = 60 * 60 * 1000;
const SPAN_MS: Readonly<Record<string, number>> = { minute: 60 * 1000, hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS };

/** Whether a number follows from the facts that it names: as their count, their sum, a difference, the time between them, or how far two of these lie apart. */
export function follows({ value, unit, from }: Derived, lookup: Lookup): boolean {
  if (!from.every((fact) => holds(fact, lookup))) return false;
  if (isApart(value, unit, from)) return true;
  if (unit === "business day" && from[0]?.path.endsWith(".date") === true && isRoom(value, from, lookup)) return true;
  return unit === "business day" || unit in SPAN_MS ? isElapsed(value, unit, from, lookup) : isTally(value, from);
}

/** How far two spans of time lie apart, or two sums, as their numbers are shown: each from two facts. */
function isApart(value: number, unit: string, from: readonly Fact[]): boolean {
  const [first, second, third, fourth] = from.map((fact) => fact.value);
  if (from.length !== 4) return false;
  const size = SPAN_MS[unit];
  const spanOf = (start: unknown, end: unknown): number => {
    if (size === undefined) return typeof start === "number" && typeof end === "number" ? start + end : Number.NaN;
    return Math.round((Date.parse(String(end)) - Date.parse(String(start))) / size);
  };
  return value === Math.abs(spanOf(first, second) - spanOf(third, fourth));
}

/** How far the end of a chain of tasks lies from a date: work follows on what comes before it, and a date holds the chain back until then. */
function isRoom(value: number, [target, ...steps]: readonly Fact[], { briefing, evidence }: Lookup): boolean {
  const zone = evidence.calendar.timezone;
  const daysTo = (at: unknown): number =>
    typeof at === "string" && isMoment(at)
      ? businessDaysBetween(evidence.calendar, dateOf(briefing.asOf, zone), dateOf(at, zone))
      : Number.NaN;
  const end = steps.reduce((day, step) => (typeof step.value === "number" ? day + step.value : Math.max(day, daysTo(step.value))), 0);
  return value === Math.abs(Math.floor(daysTo(target?.value) - end));
}

function isTally(value: number, from: readonly Fact[]): boolean {
  const distinct = new Set(from.map((fact) => `${fact.item}\n${fact.path}`)).size;
  const numbers = from.flatMap((fact) => (typeof fact.value === "number" ? [fact.value] : []));
  const isSum = numbers.length > 0 && numbers.length === from.length && numbers.reduce((sum, each) => sum + each, 0) === value;
  const [first, second] = numbers;
  const isDifference = numbers.length === 2 && first !== undefined && second !== undefined && Math.abs(first - second) === value;
  return value === distinct || isSum || isDifference;
}

/** From the first fact to the second, or else to now. A number kept in its field in this very unit is right, too. */
function isElapsed(value: number, unit: string, from: readonly Fact[], { briefing, evidence }: Lookup): boolean {
  const [start, end] = from.map((fact) => fact.value);
  if (typeof start === "number") return isTally(value, from);
  if (typeof start !== "string" || !isMoment(start)) return false;
  const until = typeof end === "string" && isMoment(end) ? end : briefing.asOf;
  const zone = evidence.calendar.timezone;
  if (unit === "business day") return value === Math.abs(businessDaysBetween(evidence.calendar, dateOf(start, zone), dateOf(until, zone)));
  const days = Math.abs(Temporal.PlainDate.from(dateOf(start, zone)).until(dateOf(until, zone), { largestUnit: "days" }).days);
  if (unit === "day" && value === days) return true;
  const exact = Math.abs(Date.parse(until) - Date.parse(start)) / (SPAN_MS[unit] ?? Infinity);
  return start.includes("T") && (value === Math.floor(exact) || value === Math.round(exact));
}
