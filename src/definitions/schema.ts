import { z } from "zod";
import { DURATION_PATTERN } from "../lib/duration.ts";

const DURATION = "to be a duration such as 15m, 1h or 1d";

const line = z.string().regex(/^\P{Cc}*$/u, { error: "to be one line" });
const duration = z.string({ error: DURATION }).regex(DURATION_PATTERN, { error: DURATION });
const oneOrMany = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1)]);

/** The kinds of trigger, in the order in which a definition's triggers are numbered. */
export const TRIGGER_KEYS = ["schedule", "every", "at", "rrule"] as const;

const triggers = z.strictObject({
  schedule: oneOrMany(line).optional().describe('A cron expression of five fields, such as "0 9 * * 1-5"; a list gives several.'),
  every: oneOrMany(duration).optional().describe("A duration from 1m on, such as 15m, 1h or 1d."),
  at: oneOrMany(line).optional().describe("One date and time, such as 2026-12-01T09:00, in the zone below unless it has an offset."),
  rrule: oneOrMany(line).optional().describe('A recurrence rule of iCalendar, such as "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9".'),
  timezone: line.optional().describe("An IANA zone, such as Europe/Berlin; the workspace's when absent."),
});
export type WrittenTriggers = z.infer<typeof triggers>;

/** One entry of reads or writes before its options are known: an id, or an id with options. */
const grant = z.union([z.string(), z.record(z.string(), z.unknown())]);
export type WrittenGrant = z.infer<typeof grant>;

/** The front matter. Grants are looked at only from the outside here; each connector or delivery checks its own options. */
export const frontMatterSchema = frontMatterWith(grant, grant);
export type WrittenDefinition = z.infer<typeof frontMatterSchema>;

/** The front matter whose grants have the given forms: for the JSON Schema, which shows the options too. */
export function frontMatterWith<Read extends z.ZodType, Write extends z.ZodType>(read: Read, write: Write) {
  return z.strictObject({
    name: line.trim().min(1).max(120).describe("What people see. The file's name is the id."),
    description: z
      .string()
      .regex(/^(?:\P{Cc}|\n)*$/u, { error: "to be plain text" })
      .max(1_000)
      .default("")
      .describe("What it is good for."),
    on: oneOrMany(triggers).optional().describe("When it runs; only by hand when absent."),
    when: z
      .enum(["changed", "findings", "always"])
      .optional()
      .describe("A gate before the rest of the run: something changed, something was found, or always. changed for schedules with reads."),
    reads: z.array(read).default([]).describe("What it may read; nothing when absent."),
    writes: z.array(write).default([]).describe("Where it may write; nowhere when absent."),
    quiet: z
      .enum(["when_nothing_new", "one_line", "always"])
      .default("one_line")
      .describe("With nothing new: when_nothing_new sends nothing, one_line says so, always sends the whole briefing."),
    retries: z.int().min(0).max(20).default(3).describe("Further tries of a step that failed."),
    stepTimeout: duration.default("10m").describe("How long one step may take."),
    runTimeout: duration.default("1h").describe("How long one run may take."),
    paused: z.boolean().default(false).describe("True stops the schedule; it can still be run by hand."),
    owner: line.default("me").describe("A key of config/people.yaml, or me."),
  });
}

/** A definition in one YAML file, its instructions under `prompt`. */
export const yamlDefinitionSchema = frontMatterSchema.extend({
  prompt: z.string().describe("The instructions, as a block of text."),
});
