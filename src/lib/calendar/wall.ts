import { Temporal } from "temporal-polyfill";

/**
 * Time as a clock on the wall shows it, in milliseconds as if the wall were in UTC. Repetitions are counted in it, so that a weekly
 * meeting at nine stays at nine when the clocks change.
 */
export type Wall = number;

export const DAY_MS = 86_400_000;

/** The instant at which clocks in a zone show this, in milliseconds: the later one where they skip it, the first where they show it twice. */
export function instantAt(wall: Wall, zone: string): number {
  if (zone === "UTC") return wall;
  const text = new Date(wall).toISOString().slice(0, -1);
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
}

/** What clocks in a zone show at an instant given in milliseconds. */
export function wallAt(instantMs: number, zone: string): Wall {
  if (zone === "UTC") return instantMs;
  return instantMs + Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}

/** The start of the day. */
export function dayOf(wall: Wall): Wall {
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

/** `2026-11-20`. */
export function dateText(wall: Wall): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** UTC text of an instant in milliseconds. */
export function instantText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
