import type { Occurrence } from "../core/occurrence.ts";
import type { Run } from "../core/run.ts";
import { durationInWords } from "../lib/duration.ts";
import { countOf } from "../lib/text.ts";
import { guardText } from "../render/guard.ts";
import { formatInstant, type Reader } from "../render/prose.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_TITLE = 200;

/** What became of something that was due, and why, as one line; `run` is the one that it started, or was coalesced into. */
export function occurrenceInWords(occurrence: Occurrence, run: Run | undefined, reader: Reader): string {
  const { event } = occurrence;
  const words = fateOf(occurrence, run, reader);
  return event === undefined ? words : `${words} (${guardText(event.title, LONGEST_TITLE)})`;
}

/** How late it was acted on, such as `2 minutes late`; undefined where that is not worth a word. */
export function latenessOf({ nominalAt, actualAt }: Pick<Occurrence, "nominalAt" | "actualAt">): string | undefined {
  const lateMs = actualAt === undefined ? 0 : Date.parse(actualAt) - Date.parse(nominalAt);
  if (lateMs < MINUTE_MS) return undefined;
  const unit = lateMs < 2 * HOUR_MS ? MINUTE_MS : lateMs < 2 * DAY_MS ? HOUR_MS : DAY_MS;
  return `${durationInWords(Math.round(lateMs / unit) * unit)} late`;
}

function fateOf(occurrence: Occurrence, run: Run | undefined, reader: Reader): string {
  const { state, reason, count, into, caughtUp } = occurrence;
  switch (state) {
    case "due":
      return openInWords(occurrence, run, reader);
    case "ran":
      return because([caughtUp ? "caught up" : "ran", latenessOf(occurrence)], reason.replace(/^caught up: /, ""));
    case "coalesced":
      return `coalesced into ${into ?? "another one"}`;
    case "over_limit":
      return because(["over limit", timesOf(count)], reason);
    case "skipped":
    case "missed":
    case "blocked":
      return because([state, timesOf(count)], reason);
  }
}

function openInWords({ startAt, caughtUp }: Occurrence, run: Run | undefined, reader: Reader): string {
  if (startAt !== undefined && !run) return `collects events until ${formatInstant(startAt, reader)}`;
  if (!run) return "due";
  return `${run.status === "running" ? "runs now" : "waits for its turn"}${caughtUp ? ", caught up" : ""}`;
}

function timesOf(count: number): string | undefined {
  return count === 1 ? undefined : countOf(count, "time");
}

function because(words: readonly (string | undefined)[], reason: string): string {
  const told = words.filter((word) => word !== undefined).join(", ");
  return reason === "" ? told : `${told}: ${reason}`;
}
