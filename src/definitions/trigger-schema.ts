import { z } from "zod";
import { DURATION_PATTERN, parseDuration } from "../lib/duration.ts";
import { conditionSchema } from "./conditions.ts";

const DURATION = "to be a duration such as 15m, 1h or 1d";
const DAY_MS = 86_400_000;

/** Text of one line. */
export const line = z.string().regex(/^\P{Cc}*$/u, { error: "to be one line" });
/** A duration as people write it. */
export const duration = z.string({ error: DURATION }).regex(DURATION_PATTERN, { error: DURATION, abort: true });
/** One, or a list of at least one. */
export const oneOrMany = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1)]);
const withinADay = duration.refine((text) => (parseDuration(text) ?? 0) <= DAY_MS, { error: "to be at most 1d" });

/** The kinds of trigger that come due by the clock, in the order in which a definition's triggers are numbered. */
export const TRIGGER_KEYS = ["schedule", "every", "at", "rrule"] as const;
/** What is said about the times of a group. */
export const TIME_OPTIONS = ["jitter", "workCalendar"] as const;
/** What is said about its events. */
export const EVENT_OPTIONS = ["where", "cooldown", "coalesce"] as const;

const known = z.looseObject({
  schedule: oneOrMany(line).optional().describe('A cron expression of five fields, such as "0 9 * * 1-5"; a list gives several.'),
  every: oneOrMany(duration).optional().describe("A duration from 1m on, such as 15m, 1h or 1d."),
  at: oneOrMany(line).optional().describe("One date and time, such as 2026-12-01T09:00, in the zone below unless it has an offset."),
  rrule: oneOrMany(line).optional().describe('A recurrence rule of iCalendar, such as "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9".'),
  timezone: line.optional().describe("An IANA zone, such as Europe/Berlin; the workspace's when absent."),
  jitter: duration.optional().describe("Times start up to so much later, each by an amount of its own; shorter than the gap between them."),
  workCalendar: oneOrMany(z.enum(["workdays_only", "roll_up"]))
    .optional()
    .describe(
      "workdays_only leaves out days on which the owner does not work; with roll_up the first briefing after days off tells " +
        "again what came up during them. roll_up for schedules with reads when absent.",
    ),
  where: z
    .record(z.string(), conditionSchema)
    .optional()
    .describe("Conditions on the event's fields, which must all hold, such as { status: failed, lines: { over: 100 } }."),
  cooldown: withinADay.optional().describe("After an event that started a run, others are skipped for so long; at most 1d."),
  coalesce: withinADay.optional().describe("Events are collected for so long, and start one run together; at most 1d."),
});

/** One group of triggers; what its event sources are told is not looked at yet. */
export type WrittenTriggers = z.infer<typeof known>;

/** The keys of a group that are the same whatever event sources there are. */
export const GROUP_KEYS = Object.keys(known.shape);

/** The schema of a group in which each of these event sources is a key. */
export function triggersWith(events: Readonly<Record<string, z.ZodType>>): z.ZodType<WrittenTriggers> {
  const sources = Object.entries(events).map(([id, schema]) => [id, schema.optional()] as const);
  const shape: Record<string, z.ZodType> = { ...known.shape, ...Object.fromEntries(sources) };
  // The known keys are checked by their own schemas in it; a second check would tell their faults twice.
  return z.strictObject(shape).pipe(z.custom<WrittenTriggers>());
}
