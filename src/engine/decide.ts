import type { Catchup, Overlap } from "../core/trigger.ts";
import { durationInWords } from "../lib/duration.ts";
import { countOf } from "../lib/text.ts";

/** How much an automation has at work. */
export interface Load {
  running: number;
  queued: number;
}

/** What stands in the way of anything new of an automation. */
interface Room {
  load: Load;
  /** Its runs at once. */
  concurrency: number;
  overlap?: Overlap;
  paused: boolean;
}

/** All that the fate of a due slot depends on. Times are milliseconds since the epoch. */
export interface SlotQuestion extends Room {
  /** When it was to be acted on: its nominal time and its jitter. */
  dueAt: number;
  now: number;
  /** How late a slot may be and still count as in time. */
  graceMs: number;
  /** When this process began to watch the schedule. */
  watchingSince: number;
  catchup: Catchup;
  /** From this time to the next one of its trigger; Infinity for the last. */
  gapMs: number;
  /** How many later times of the same trigger have passed as well. */
  newer: number;
  /** Whether earlier times of the same trigger are decided at the same moment, and may start as well. */
  together: boolean;
  /** Set where its trigger leaves out days off and this is one: which, in words. */
  dayOff?: string;
}

/** All that the fate of an event depends on, for one automation that waits for it. */
export interface EventQuestion extends Room {
  now: number;
  /** When the last event of this trigger that was not skipped came. */
  lastAt?: number;
  cooldownMs?: number;
  coalesceMs?: number;
  /** The occurrence that collects a burst of this trigger just now, with as many events as it has. */
  burst?: { id: string; size: number };
}

/** What becomes of an occurrence; the reason is empty where it simply starts. */
export type Decision =
  | { state: "start"; reason: string; caughtUp: boolean; cancelsOthers: boolean }
  | { state: "collect"; reason: string; startAt: number }
  | { state: "coalesced"; reason: string; into: string }
  | { state: "skipped" | "missed" | "over_limit"; reason: string };

/** What becomes of an occurrence whose time has come. */
export type TimelyDecision = Exclude<Decision, { state: "collect" | "coalesced" }>;

/** Runs of one automation that may wait for their turn, and events of one burst. */
export const LARGEST_BUFFER = 1_000;
const BURST_FULL: Decision = { state: "over_limit", reason: `its burst had ${countOf(LARGEST_BUFFER, "event")} already` };
const OVER_LIMIT: TimelyDecision = { state: "over_limit", reason: `${countOf(LARGEST_BUFFER, "run")} of it were waiting already` };
const LONGEST_CATCHUP_MS = 12 * 3_600_000;

/** Decides about one due slot, from nothing but what it is told. */
export function decideSlot(question: SlotQuestion): TimelyDecision {
  if (question.paused) return { state: "skipped", reason: "the automation is paused" };
  if (question.dayOff !== undefined) return { state: "skipped", reason: `${question.dayOff}; the next run covers it` };
  const lateMs = question.now - question.dueAt;
  // One that is caught up with others of its trigger must not be skipped because of them.
  const overlap = question.together ? "buffer_all" : (question.overlap ?? "skip");
  if (lateMs <= question.graceMs && question.newer === 0) return decideOverlap(question, overlap);
  if (!mayCatchUp(question, lateMs)) return { state: "missed", reason: whyMissed(question) };
  const decision = decideOverlap(question, overlap);
  return decision.state === "start" ? { ...decision, reason: `caught up: ${whyMissed(question)}`, caughtUp: true } : decision;
}

/** Decides about one event for one automation, from nothing but what it is told. */
export function decideEvent(question: EventQuestion): Decision {
  const { now, paused, burst, lastAt, cooldownMs, coalesceMs } = question;
  if (paused) return { state: "skipped", reason: "the automation is paused" };
  if (burst && burst.size >= LARGEST_BUFFER) return BURST_FULL;
  if (burst) return { state: "coalesced", reason: "came in the same burst", into: burst.id };
  // A last time that is still to come was told by a clock that has been set back since.
  if (lastAt !== undefined && cooldownMs !== undefined && lastAt <= now && now - lastAt < cooldownMs) {
    return { state: "skipped", reason: `came within its cooldown of ${durationInWords(cooldownMs)}` };
  }
  if (coalesceMs !== undefined) return { state: "collect", reason: "", startAt: now + coalesceMs };
  return decideOverlap(question, question.overlap ?? "buffer_all");
}

/** Decides about an occurrence whose time has come, by what the automation has at work. */
export function decideOverlap({ load, concurrency }: Pick<Room, "load" | "concurrency">, overlap: Overlap): TimelyDecision {
  const start = { state: "start", reason: "", caughtUp: false, cancelsOthers: false } as const;
  if (load.running + load.queued < concurrency || overlap === "allow_all") return start;
  switch (overlap) {
    case "skip":
      return { state: "skipped", reason: "its previous run had not ended yet" };
    case "cancel_other":
      return { ...start, cancelsOthers: true };
    case "buffer_one":
      return load.queued === 0 ? start : { state: "skipped", reason: "one of its runs was waiting already" };
    case "buffer_all":
      return load.queued < LARGEST_BUFFER ? start : OVER_LIMIT;
  }
}

/** How late a slot may start, with the gap to the next one. */
export function catchupWindowMs({ mode, windowMs }: Catchup, gapMs: number): number {
  return windowMs ?? (mode === "latest" ? Math.min(gapMs / 2, LONGEST_CATCHUP_MS) : LONGEST_CATCHUP_MS);
}

function mayCatchUp({ catchup, gapMs, newer }: SlotQuestion, lateMs: number): boolean {
  if (catchup.mode === "none" || lateMs > catchupWindowMs(catchup, gapMs)) return false;
  return catchup.mode === "latest" ? newer === 0 : newer < catchup.max;
}

function whyMissed({ dueAt, watchingSince }: SlotQuestion): string {
  return dueAt < watchingSince ? "Chief was not running" : "the machine was asleep, or its clock was changed";
}
