import type { Window } from "../../core/item.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** The window, and the weeks up to its end where so many are asked for. */
export function reachOf({ from, to }: Window, weeks: number | undefined): Window {
  const since = new Date(Date.parse(to) - (weeks ?? 0) * WEEK_MS).toISOString();
  return { from: since < from ? since : from, to };
}
