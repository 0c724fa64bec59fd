import type { Merge } from "./merge.ts";
import { undoneIn, type Undone } from "./reverts.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Weeks that this one is held against. */
export const EARLIER_WEEKS = 4;

/** What was merged in seven days. Each change is in exactly one of its parts. */
export interface Week {
  /** What people did, and what stands. */
  shipped: readonly Merge[];
  /** New versions of what others make, and what programs did. */
  routine: readonly Merge[];
  /** What was made and taken back within the week. */
  undone: readonly Undone[];
}

/** The week up to an instant, then the four before it, the latest first. */
export function weeksUpTo(asOf: string, merges: readonly Merge[]): Week[] {
  const ageOf = ({ at }: Merge): number => Math.floor((Date.parse(asOf) - Date.parse(at)) / WEEK_MS);
  const byAge = Map.groupBy(merges, ageOf);
  return Array.from({ length: EARLIER_WEEKS + 1 }, (_, age) => toWeek(byAge.get(age) ?? []));
}

/** All that a week has, each change once. */
export function allOf({ shipped, routine, undone }: Week): Merge[] {
  return [...shipped, ...routine, ...undone.flatMap(({ change, by }) => [change, by])];
}

function toWeek(merges: readonly Merge[]): Week {
  const undone = undoneIn(merges);
  const cancelled = new Set(undone.flatMap(({ change, by }) => [change, by]));
  const left = merges.filter((merge) => !cancelled.has(merge));
  return { shipped: left.filter(({ isRoutine }) => !isRoutine), routine: left.filter(({ isRoutine }) => isRoutine), undone };
}
