import type { Audience } from "./audience.ts";
import type { Condition } from "./event.ts";

/** When an automation is due. Anything can also be started by hand. */
export type Trigger = Schedule | EventTrigger;

/** A trigger that comes due by the clock. */
export type Schedule = ScheduleTimes & ScheduleOptions;

type ScheduleTimes =
  | { kind: "cron"; expression: string; timezone: string }
  | { kind: "every"; everyMs: number }
  | { kind: "at"; at: string }
  | { kind: "rrule"; rule: string; timezone: string };

interface ScheduleOptions {
  /** A time starts up to this much later, by the same amount whenever it is asked. */
  jitterMs?: number;
  /** Times on days on which the owner does not work are skipped. */
  workdaysOnly?: boolean;
}

/** A trigger that something outside sets off. */
export interface EventTrigger {
  kind: "event";
  /** The event source's id: `file`, `run`, `webhook`, `before`. */
  source: string;
  /** What the source is to look for, as its own schema parsed it. */
  options: Readonly<Record<string, unknown>>;
  /** Who can read what these events tell. */
  audience: readonly Audience[];
  /** The events that it hears of; see Event. */
  topic: string;
  /** All of them must hold. */
  where: readonly Condition[];
  /** After an event that started a run, others are skipped for so long. */
  cooldownMs?: number;
  /** Events are collected for so long, and start one run together. */
  coalesceMs?: number;
}

/** What happens to a new occurrence while the automation has as many runs as it may have at once. */
export const OVERLAPS = ["skip", "buffer_one", "buffer_all", "cancel_other", "allow_all"] as const;
export type Overlap = (typeof OVERLAPS)[number];

export const CATCHUP_MODES = ["latest", "all", "none"] as const;

/** What becomes of times that passed while nobody was there. */
export interface Catchup {
  mode: (typeof CATCHUP_MODES)[number];
  /** How late a time may still start. When absent: half the gap between times for `latest`, at most 12 h; 12 h for `all`. */
  windowMs?: number;
  /** How many of them may start with `all`, and how many are told one by one. */
  max: number;
}

export function isSchedule(trigger: Trigger): trigger is Schedule {
  return trigger.kind !== "event";
}
