import type { Fact } from "./item.ts";

/** One criterion of a goal, and what became of it. */
export interface Graded {
  /** As the definition says it. */
  criterion: string;
  /** `ungraded` where nobody could say. */
  state: "met" | "not_met" | "ungraded";
  /** What a yes rests on: words of a thing, as they stood there. */
  proof?: Fact;
  /** From when on it has been met: a UTC instant. */
  since?: string;
  /** Whom it waits for, as the evidence calls them, and the words that say so. */
  waits?: { who: Fact; proof: Fact };
  /** Why it is not graded, or why a yes does not count; in words. */
  why?: string;
}

export const GOAL_STATUSES = ["met", "not_met", "stuck"] as const;
/** What a goal has come to: `stuck` where all that is left waits for somebody. */
export type GoalStatus = (typeof GOAL_STATUSES)[number];

/** Why an automation is paused whose goal is met. */
export const GOAL_MET = "goal met";

/** Where a goal stands; undefined where there is none, or part of it is not graded. */
export function goalStatusOf(graded: readonly Graded[]): GoalStatus | undefined {
  if (graded.length === 0 || graded.some(({ state }) => state === "ungraded")) return undefined;
  const open = graded.filter(({ state }) => state !== "met");
  if (open.length === 0) return "met";
  return open.every(({ waits }) => waits) ? "stuck" : "not_met";
}

/** Whether somebody who knows where a goal stood is told something new by where it stands. */
export function isGoalMoved(before: readonly Graded[], now: readonly Graded[]): boolean {
  const standing = (graded: readonly Graded[]): string =>
    JSON.stringify(graded.map(({ criterion, state, waits }) => [criterion, state, waits?.who.value ?? null]));
  return standing(before) !== standing(now);
}
