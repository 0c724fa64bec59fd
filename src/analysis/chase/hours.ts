import { Temporal } from "temporal-polyfill";
import { plainDateOf } from "../../core/work-calendar.ts";
import type { ChaseOptions } from "./types.ts";

/** A half-open span of time, in milliseconds since 1970. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** When local times come, by zone, date and time: that of the day is asked for by all that concerns somebody. */
const known = new Map<string, number>();
const MOST_KNOWN = 2_000;

/** When a local time comes on a plain date in a zone, in milliseconds since 1970; one that a clock change leaves out comes an hour later. */
export function instantAt(date: string, time: string, timezone: string): number {
  const key = `${timezone} ${date}T${time}`;
  const atMs = known.get(key) ?? Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timezone).epochMilliseconds;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, atMs);
  return atMs;
}

/** The hours of a plain date in which somebody of a zone may be written to. */
export function hoursOn(date: string, timezone: string, { start, end }: ChaseOptions["hours"]): Span {
  return { fromMs: instantAt(date, start, timezone), toMs: instantAt(date, end, timezone) };
}

/** The plain date of an instant in milliseconds since 1970. */
export function dateAt(atMs: number, timezone: string): string {
  return plainDateOf(new Date(atMs).toISOString(), timezone);
}
