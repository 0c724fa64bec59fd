import type { StoredError } from "./errors.ts";
import type { GoalStatus } from "./goal.ts";

export const RUN_STATUSES = ["queued", "running", "succeeded", "partial", "failed", "cancelled", "dead"] as const;
/** What became of the execution. */
export type RunStatus = (typeof RUN_STATUSES)[number];

/** Whether there was something to say; where the automation has a goal that was graded, what became of that. */
export type ContentStatus = "unknown" | "something" | "nothing" | GoalStatus;

/** Whether what was said reached people: `none` where nothing was to be sent, `refused` where a person or the reviewer denied it, or nobody decided in time, `staged` where it was only written down. */
export type DeliveryStatus = "none" | "held" | "pending" | "delivered" | "undeliverable" | "refused" | "staged";

export const TERMINAL_STATUSES: ReadonlySet<RunStatus> = new Set(["succeeded", "partial", "failed", "cancelled", "dead"]);

/** What a run is started with. Its first step freezes the rest: definition, people, ledger, memory. */
export interface RunInput {
  automation: string;
  /** The instant that the run speaks of. */
  asOf: string;
  nominalAt: string;
  trigger: "schedule" | "event" | "manual";
  /** Nothing is delivered, and the ledger stays as it is. */
  dryRun: boolean;
  /** Its time had been missed. */
  caughtUp?: boolean;
  /** Hash of a stored definition that was made for this run alone and stands in no file. */
  definition?: string;
}

/** One execution of an automation. */
export interface Run {
  id: string;
  automation: string;
  status: RunStatus;
  /** Why it ended so, in words; empty while it goes on. */
  reason: string;
  content: ContentStatus;
  delivery: DeliveryStatus;
  input: RunInput;
  /** The daemon's start that owns it; writes of an older epoch are refused. */
  epoch: number;
  /** How often it was taken up again after a crash, since its last kept step. */
  recoveries: number;
  /** How often it was begun or taken up again. */
  claims: number;
  codeVersion: string;
  queuedAt: string;
  startedAt?: string;
  endedAt?: string;
  error?: StoredError;
  /** Hash of the Briefing document. */
  briefing?: string;
}

/** A kept outcome of one step. */
export interface StepOutcome {
  run: string;
  /** `<branch>/<name>`, unique within the run. */
  name: string;
  /** The place in the order in which the steps of its branch were started. */
  position: number;
  /** The place in the order in which all steps of the run were started; those side by side may share or change places after a crash. */
  ordinal: number;
  outcome: unknown;
  startedAt: string;
  endedAt: string;
  attempts: number;
}
