/** Where time comes from. Tests pass a clock that they move by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `ms`; the returned function cancels. While it waits, the process stays. */
  after(ms: number, callback: () => void): () => void;
}

/** The places at which a process may die without harm, in the order in which work passes them. */
export const CRASH_POINTS = [
  "event.received",
  "event.admitted",
  "slots.judged",
  "slots.recorded",
  "slots.moved",
  "run.queued",
  "run.claimed",
  "step.done",
  "step.kept",
  "run.ending",
  "run.ended",
  "entry.claimed",
  "entry.answered",
  "entry.settled",
  "alert.kept",
] as const;

/** Called at each of them: does nothing in normal use, and ends the process where a test says so. */
export type CrashPoint = (point: (typeof CRASH_POINTS)[number]) => void;

/** Structured log lines; `fields` never holds fetched text or secrets. */
export interface Logger {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
