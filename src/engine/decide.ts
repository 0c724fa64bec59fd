import { countOf } from "../lib/text.ts";

/** All that the fate of a due slot depends on. Times are milliseconds since the epoch. */
export interface DueQuestion {
  nominalAt: number;
  now: number;
  /** A run of the same automation is queued or running. */
  active: boolean;
  paused: boolean;
  /** How late a slot may be and still start. */
  graceMs: number;
  /** A later time of the same trigger is due as well, and takes its place. */
  superseded: boolean;
  /** Times of the same trigger after this one that are too late too. */
  alsoMissed: { count: number; more: boolean };
  /** When this process began to watch the schedule. */
  watchingSince: number;
}

/** What becomes of a due slot; the reason is empty where it starts. */
export interface DueDecision {
  state: "start" | "skipped" | "missed";
  reason: string;
}

/** Decides about one due slot, from nothing but what it is told. */
export function decide(question: DueQuestion): DueDecision {
  const late = question.now - question.nominalAt > question.graceMs;
  if (late || question.superseded) return { state: "missed", reason: whyMissed(question) };
  if (question.paused) return { state: "skipped", reason: "the automation is paused" };
  if (question.active) return { state: "skipped", reason: "its previous run had not ended yet" };
  return { state: "start", reason: "" };
}

function whyMissed({ nominalAt, watchingSince, alsoMissed }: DueQuestion): string {
  const why = nominalAt < watchingSince ? "Chief was not running" : "the machine was asleep, or its clock was changed";
  if (alsoMissed.count === 0) return why;
  return `${why}; ${alsoMissed.more ? "more than " : ""}${countOf(alsoMissed.count, "later time")} passed as well`;
}
