import { z } from "zod";
import { REPORT_NAMES, type ReportName } from "../core/automation.ts";
import { APPROVAL_CONDITIONS } from "../core/approval.ts";
import { ON_UNKNOWN } from "../core/grant.ts";
import { SHORTEST_RECORD_MS, SHORTEST_TEXTS_MS } from "../core/retention.ts";
import { CATCHUP_MODES, OVERLAPS } from "../core/trigger.ts";
import { parseDuration } from "../lib/duration.ts";
import { chase } from "./chase.ts";
import { duration, line, oneOrMany, triggersWith } from "./trigger-schema.ts";

/** One entry of reads or writes before its options are known: an id, or an id with options. */
const grant = z.union([z.string(), z.record(z.string(), z.unknown())]);
export type WrittenGrant = z.infer<typeof grant>;

/** What any write may say beside the options of its delivery. */
export const writeKeys = {
  maxChars: z
    .int()
    .min(200)
    .max(40_000)
    .exactOptional()
    .describe("The most characters of one message; as many as the place takes when absent."),
  onUnknown: z
    .enum(ON_UNKNOWN)
    .exactOptional()
    .describe("When nobody knows whether a message arrived: reconcile asks the receiver, resend sends once more, hold waits for a person."),
  within: duration.exactOptional().describe("How late a message may still be sent; about eight hours when absent."),
  staged: z.boolean().default(false).describe("True writes messages down and sends none: `chief preview` shows them."),
  propose: z.boolean().default(false).describe("True has a person asked before each message, whatever `approval` says of the others."),
};

const REPORT_WORDS: Readonly<Record<ReportName, string>> = {
  briefing: "what needs you",
  end_of_day: "what was done, and what tomorrow begins with",
  meeting_prep: "the meeting that set it off, or the next",
  inbox_triage: "which mail needs you, and why",
  commitments: "what was promised by when",
  weekly_digest: "what was merged and rolled out",
  standup: "a draft of it",
  review_radar: "reviews that wait",
  answer: "to what the instructions ask",
  risk_radar: "all that is at risk, by what it endangers",
  release_notes: "what is new between two tags",
  meeting_notes: "decisions, open questions and actions of a transcript",
  incident_summary: "what happened, when, and what follows",
  user_feedback: "what customers say, by theme",
  issue_investigation: "what is known about an issue that was filed",
  pull_request_brief: "what a pull request does, its risk, and who should look",
  document_review: "documents against a checklist",
  ci_failures: "causes of failing checks",
  pull_request_checks: "what of a pull request's failures is its own",
  launch_status: "how a plan stands, and what people say of it",
};

const naming = {
  name: line.trim().min(1).max(120).describe("What people see. The file's name is the id."),
  description: z
    .string()
    .regex(/^(?:\P{Cc}|\n)*$/u, { error: "to be plain text" })
    .max(1_000)
    .default("")
    .describe("What it is good for."),
  report: z
    .enum(REPORT_NAMES)
    .default("briefing")
    .describe(`What it writes: ${REPORT_NAMES.map((name) => `${name} (${REPORT_WORDS[name]})`).join(", ")}.`),
};

const catchup = z.strictObject({
  mode: z.enum(CATCHUP_MODES).default("latest").describe("Which of the missed times still run: latest, all or none."),
  window: duration
    .optional()
    .describe("How late a time may still start: half the gap between times, at most 12h, for latest; 12h for all."),
  max: z.int().min(1).max(1_000).default(100).describe("How many may still run with all, and how many are told one by one."),
});

const timing = {
  overlap: z
    .enum(OVERLAPS)
    .optional()
    .describe("What happens to what comes due while it runs: skip for schedules and buffer_all for events when absent."),
  catchup: catchup.prefault({}).describe("What becomes of times that were missed while Chief was not running."),
  concurrency: z.int().min(1).max(64).default(1).describe("Its runs at once."),
  when: z
    .enum(["changed", "findings", "always"])
    .optional()
    .describe("A gate before the rest of the run: something changed, something was found, or always. changed for schedules with reads."),
};

const approvalWhen = z.union([z.enum(["always", "never"]), z.array(z.enum(APPROVAL_CONDITIONS)).min(1)], {
  error: `to be always, never, or a list of ${APPROVAL_CONDITIONS.join(", ")}`,
});
const approval = z.strictObject({
  when: approvalWhen.default("never").describe("Before each message, before none, or where one of these holds."),
  approvers: z
    .array(line)
    .default([])
    .describe("Keys of config/people.yaml, of whom any may approve where they may see all of the message; the owner when absent."),
  expires: duration.default("1d").describe("How long a message waits for a person."),
});

const flow = z.strictObject({
  from: line.describe("The name of a grant under reads, or events."),
  to: line.describe("The name of a grant under writes."),
});

const onFailure = z.strictObject({
  after: z.int().min(1).max(100).default(1).describe("Failures in a row before the owner is told."),
  every: duration.exactOptional().describe("How often at most; as under alerts in config/chief.yaml when absent."),
});

const atLeast = (shortestMs: number, shortest: string) =>
  duration.refine((text) => (parseDuration(text) ?? 0) >= shortestMs, { error: `to be at least ${shortest}` });
const retention = z.strictObject({
  runs: atLeast(SHORTEST_RECORD_MS, "7d").exactOptional().describe("Runs with their findings and log lines, and what was due."),
  texts: atLeast(SHORTEST_TEXTS_MS, "1d").exactOptional().describe("What was fetched, and what the stages of runs made of it."),
  messages: atLeast(SHORTEST_RECORD_MS, "7d").exactOptional().describe("Messages with what they said and what was answered to them."),
  keep: z.int().min(1).max(10_000).exactOptional().describe("So many of its newest runs and messages stay, however old."),
});

const mostSpent = z.strictObject({
  tokens: z.int().min(1_000).exactOptional().describe("Tokens read and written together."),
  usd: z.number().positive().exactOptional().describe("US dollars, by the prices in config/chief.yaml."),
});
const thinking = {
  model: z
    .enum(["none", "small", "large"])
    .default("large")
    .describe(
      "Which model of config/chief.yaml writes: large, small, or none, by which code alone writes and nothing is shown to a model.",
    ),
  budget: z
    .strictObject({ run: mostSpent.prefault({}), day: mostSpent.prefault({}) })
    .prefault({})
    .describe("The most that models may cost in one run and in one day, where that is less than budgets in config/chief.yaml allow."),
  goal: z
    .array(line.trim().min(1).max(300))
    .max(10)
    .default([])
    .describe("What its work is to come to, in sentences that can be answered by yes or no; each run says what is met."),
  skills: z.array(line).max(10).default([]).describe("Folders under skills/ whose instructions it follows."),
  bestOf: z.int().min(1).max(5).default(1).describe("So many drafts are written, of which the best is taken."),
};

const conduct = {
  flows: z
    .array(flow)
    .default([])
    .describe("Which sources may be told to readers who may not see all of them; in force once `chief accept` was said to this very file."),
  links: z
    .union([z.literal("evidence"), z.array(line).min(1)])
    .default("evidence")
    .describe("Which links messages may have: evidence, those of what they cite; or only those of a list such as github.com/acme/*."),
  quiet: z
    .enum(["when_nothing_new", "one_line", "always"])
    .default("one_line")
    .describe("With nothing new: when_nothing_new sends nothing, one_line says so, always sends the whole briefing."),
  approval: z
    .union([approvalWhen, approval])
    .default("never")
    .describe("Whether a person must approve each message before it is sent, and for how long it waits."),
  retries: z.int().min(0).max(20).default(3).describe("Further tries of a step that failed."),
  stepTimeout: duration.default("10m").describe("How long one step may take."),
  runTimeout: duration.default("1h").describe("How long one run may take."),
  pauseOnFailure: z.int().min(0).max(100).default(5).describe("Failures in a row after which it pauses; 0 for never."),
  onFailure: onFailure.prefault({}).describe("When the owner is told that it fails."),
  ping: line.min(1).exactOptional().describe("A name under pings in config/chief.yaml: that address is told how its runs go."),
  retention: retention.exactOptional().describe("How long what it leaves is kept; as under retention in config/chief.yaml when absent."),
  paused: z.boolean().default(false).describe("True stops the schedule; it can still be run by hand."),
  owner: line.default("me").describe("A key of config/people.yaml, or me."),
};

/** The forms of grants and events. */
interface Forms<Read extends z.ZodType, Write extends z.ZodType> {
  read: Read;
  write: Write;
  /** By event source. */
  events: Readonly<Record<string, z.ZodType>>;
}

/** The front matter whose grants and events have the given forms: for the JSON Schema, which shows their options too. */
export function frontMatterWith<Read extends z.ZodType, Write extends z.ZodType>({ read, write, events }: Forms<Read, Write>) {
  return z.strictObject({
    ...naming,
    on: oneOrMany(triggersWith(events)).optional().describe("When it runs; only by hand when absent."),
    ...timing,
    reads: z.array(read).default([]).describe("What it may read; nothing when absent."),
    writes: z.array(write).default([]).describe("Where it may write; nowhere when absent."),
    chase: chase.exactOptional().describe("How often, and when, those are asked how their part stands whom a write names as its roster."),
    ...thinking,
    ...conduct,
  });
}

export type FrontMatterSchema = ReturnType<typeof frontMatterWith<typeof grant, typeof grant>>;
export type WrittenDefinition = z.infer<FrontMatterSchema>;

const schemas = new Map<string, FrontMatterSchema>();

/**
 * The front matter where these event sources are. Grants and events are looked at only from the outside: each connector,
 * delivery or event source checks its own options.
 */
export function frontMatterOf(eventIds: readonly string[]): FrontMatterSchema {
  const key = eventIds.join(" ");
  const known = schemas.get(key);
  if (known) return known;
  const schema = frontMatterWith({ read: grant, write: grant, events: Object.fromEntries(eventIds.map((id) => [id, z.unknown()])) });
  schemas.set(key, schema);
  return schema;
}

/** A definition in one YAML file, its instructions under `prompt`. */
export function yamlDefinitionOf(eventIds: readonly string[]) {
  return frontMatterOf(eventIds).extend({ prompt: z.string().describe("The instructions, as a block of text.") });
}
