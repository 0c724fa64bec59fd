import type { Briefing } from "../core/briefing.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import type { Event } from "../core/event.ts";
import type { JudgedFinding } from "../core/finding.ts";
import type { Occurrence } from "../core/occurrence.ts";
import type { Spent } from "../core/ports/spending.ts";
import type { Run, StepOutcome } from "../core/run.ts";
import { countOf } from "../lib/text.ts";
import { guardText } from "../render/guard.ts";
import { formatInstant, textOf, type Reader } from "../render/prose.ts";
import { messageInWords, shortKeyOf, whereTo, whyHeld } from "./message-words.ts";
import { spentInWords } from "./cost-words.ts";
import { latenessOf } from "./occurrence-words.ts";

/** Rows of cells for `table`; what has none but its heading is not worth showing. */
type Rows = string[][];

/** Events of a burst that are named; the others are counted. */
const MOST_EVENTS = 20;
const LONGEST_TITLE = 200;

/** What the table of a run is made of. */
interface RunRecord {
  run: Run;
  occurrence: Occurrence | undefined;
  messages: readonly OutboxEntry[];
  /** What models have cost. */
  spent: Spent;
}

/** How a run stands: when it was due and what became of that, and its three statuses. */
export function runTable({ run, occurrence, messages, spent }: RunRecord, reader: Reader): Rows {
  const instant = (at: string | undefined): string => (at === undefined ? "not yet" : formatInstant(at, reader));
  return [
    ["Run", run.id],
    ["Execution", run.reason === "" ? run.status : `${run.status}: ${run.reason}`],
    ["Content", contentInWords(run)],
    ["Delivery", deliveryInWords(run, messages)],
    ["Due", dueInWords(run, occurrence, reader)],
    ["Started", instant(run.startedAt)],
    ["Ended", instant(run.endedAt)],
    ["Taken up again", run.recoveries === 0 ? "never" : `${countOf(run.recoveries, "time")}, after the process had ended`],
    ...(spent.calls === 0 ? [] : [["Models", spentInWords(spent)]]),
  ];
}

/** `not met` for `not_met`. */
export function contentInWords({ content }: Pick<Run, "content">): string {
  return content.replace("_", " ");
}

/** A message that nobody decided about is not sent either, but nobody has refused it. */
function deliveryInWords({ delivery, input }: Run, messages: readonly OutboxEntry[]): string {
  if (input.dryRun) return `${delivery}: a dry run sends nothing and remembers nothing`;
  if (delivery !== "refused") return delivery;
  const ends = ["denied", "expired"].filter((end) => messages.some(({ state }) => state === end));
  return ends.length === 0 ? delivery : `${delivery}: ${ends.join(", ")}`;
}

function dueInWords({ input, startedAt }: Run, occurrence: Occurrence | undefined, reader: Reader): string {
  const started = startedAt === undefined ? {} : { actualAt: startedAt };
  const words = [
    formatInstant(input.nominalAt, reader),
    input.trigger === "manual" ? "by hand" : latenessOf({ nominalAt: input.nominalAt, ...started }),
    occurrence?.caughtUp === true ? "caught up" : undefined,
    input.dryRun ? "a dry run" : undefined,
  ];
  return words.filter((word) => word !== undefined).join(", ");
}

/** What set a run off, oldest first. */
export function eventTable(events: readonly Event[], reader: Reader): Rows {
  const named = events
    .slice(0, MOST_EVENTS)
    .map((event) => [event.source, formatInstant(event.at, reader), guardText(event.title, LONGEST_TITLE)]);
  const more = events.length - named.length;
  return [["EVENT", "AT", "WHAT"], ...named, ...(more > 0 ? [["", "", `and ${countOf(more, "more event")}`]] : [])];
}

/** Each step, how often it was tried and how long it took. */
export function stepTable(steps: readonly StepOutcome[]): Rows {
  const rows = steps.map(({ name, attempts, startedAt, endedAt }) => [
    name,
    String(attempts),
    `${Date.parse(endedAt) - Date.parse(startedAt)} ms`,
  ]);
  return [["STEP", "TRIES", "TOOK"], ...rows];
}

/** Each message, where to, and what became of it. */
export function messageTable(messages: readonly OutboxEntry[], reader: Reader): Rows {
  const rows = messages.map((message) => [
    shortKeyOf(message),
    whereTo(message),
    message.state,
    String(message.attempts),
    [messageInWords(message, reader), ...whyHeld(message)].filter((words) => words !== "").join("; "),
  ]);
  return [["MESSAGE", "TO", "STATE", "TRIES", "WHAT BECAME OF IT"], ...rows];
}

/** Each finding, with the key by which it is acknowledged, and whether the briefing speaks of it. */
export function findingTable(findings: readonly JudgedFinding[], briefing: Briefing | undefined, reader: Reader): Rows {
  const told = new Set(briefing?.sections.flatMap(({ bullets }) => bullets.flatMap(({ flags }) => flags)));
  const rows = findings.map(({ finding: { key, rule, title }, word }) => [
    key.slice(0, 7),
    rule,
    word,
    told.has(key) ? "yes" : "not shown",
    textOf(title, reader),
  ]);
  return [["FINDING", "RULE", "STATE", "IN THE BRIEFING", "WHAT"], ...rows];
}
