import type { Window } from "../../core/item.ts";
import { DAY_MS, dayOf, wallAt, type Wall } from "./wall.ts";

/** Whole days of the reader: dates that meet them are told. */
export interface Range {
  /** In the reader's zone, the end being the start of the day after the last. */
  from: Wall;
  to: Wall;
  timezone: string;
}

/** How far from a run dates are read, in milliseconds. */
export interface Reach {
  behindMs: number;
  aheadMs: number;
}

/** How far calendars are read where nothing is said. */
export const USUAL_REACH = { behind: "2d", ahead: "14d" } as const;

/** By whole days, so that all runs of a day see the same dates. */
export function rangeOf({ to }: Window, timezone: string, { behindMs, aheadMs }: Reach): Range {
  const now = Date.parse(to);
  return { from: dayOf(wallAt(now - behindMs, timezone)), to: dayOf(wallAt(now + aheadMs, timezone)) + DAY_MS, timezone };
}

/** The same span to the moment, which lies within the whole days. */
export function coversOf({ to }: Window, { behindMs, aheadMs }: Reach): Window {
  const at = (ms: number): string => new Date(Date.parse(to) + ms).toISOString();
  return { from: at(-behindMs), to: at(aheadMs) };
}
