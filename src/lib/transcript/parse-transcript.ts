import { isInCues, readCues } from "./cues.ts";
import { nameFrom } from "./name.ts";
import { readSpoken } from "./spoken.ts";
import { clockOf, dayIn } from "./times.ts";
import { inOneLine, joinTurns, type Turn } from "./turn.ts";

/** What was said in a meeting, as its file tells. */
export interface TranscriptText {
  title: string;
  /** The meeting's day as a plain date; absent where neither file nor file name say it. */
  date?: string;
  /** Who was there, as far as that is listed; whoever speaks is not repeated. */
  attendees: readonly string[];
  turns: readonly Turn[];
  /** What else its head says, keys in lower case. */
  head: ReadonlyMap<string, string>;
}

const MOST_ATTENDEES = 200;
/** Lines before the first turn that are looked at. */
const MOST_HEAD = 40;
const LONGEST_TITLE = 200;
const PEOPLE_KEYS = ["attendees", "participants", "present", "people"] as const;

/**
 * Reads WebVTT, SubRip, and text in which each turn begins with a name, as Zoom, Teams, Meet, Otter and people write it. `fileName` is
 * without its folders. Undefined where nobody says anything. Never throws.
 */
export function parseTranscript(text: string, fileName: string): TranscriptText | undefined {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const { front, rest } = frontMatterOf(lines);
  const { pieces, notes } = isInCues(rest) ? readCues(rest) : spokenOf(rest);
  const turns = joinTurns(pieces);
  if (turns.length === 0) return undefined;
  const { keys, free } = headOf([...front, ...notes.slice(0, MOST_HEAD)]);
  const day = dayIn(keys.get("date") ?? keys.get("day") ?? keys.get("when") ?? "") ?? firstDay(free) ?? dayIn(fileName);
  const speakers = new Set(turns.map(({ speaker }) => speaker));
  const attendees = namesIn(PEOPLE_KEYS.flatMap((key) => keys.get(key) ?? []).join(",")).filter((name) => !speakers.has(name));
  return { title: titleOf(keys, free, fileName), ...(day && { date: day.date }), attendees, turns, head: keys };
}

/** One line for each turn, `00:12:03 Ana Ruiz: words`: what its quotes are cut from. */
export function bodyOf(turns: readonly Turn[]): string {
  return turns.map(lineOf).join("\n");
}

function lineOf({ seconds, speaker, words }: Turn): string {
  return `${seconds === undefined ? "" : `${clockOf(seconds)} `}${speaker === undefined ? "" : `${speaker}: `}${words}`;
}

/** From its first word to its last, in seconds; undefined where no times are written. */
export function secondsIn(turns: readonly Turn[]): number | undefined {
  const times = turns.flatMap(({ seconds, until }) => [seconds, until]).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.round(times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b)));
}

function frontMatterOf(lines: readonly string[]): { front: readonly string[]; rest: readonly string[] } {
  const end = lines[0]?.trimEnd() === "---" ? lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line)) : -1;
  return end < 0 ? { front: [], rest: lines } : { front: lines.slice(1, end), rest: lines.slice(end + 1) };
}

function spokenOf(lines: readonly string[]): { pieces: Turn[]; notes: string[] } {
  const { pieces, head } = readSpoken(lines);
  return { pieces, notes: head };
}

/** `Date: 2026-11-18` and the like, and the lines that are no such thing. */
function headOf(lines: readonly string[]): { keys: ReadonlyMap<string, string>; free: string[] } {
  const keys = new Map<string, string>();
  const free: string[] = [];
  for (const line of lines.map(inOneLine)) {
    const [, key, value] = /^\*{0,2}([A-Za-z]{2,20})\*{0,2}:\*{0,2}\s+(\S.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) keys.set(key.toLowerCase(), value.replace(/^(["'])(.*)\1$/, "$2"));
    else if (line !== "") free.push(line.replace(/^#{1,6}\s+/, ""));
  }
  return { keys, free };
}

function firstDay(lines: readonly string[]): ReturnType<typeof dayIn> {
  return lines.flatMap((line) => dayIn(line) ?? [])[0];
}

function titleOf(keys: ReadonlyMap<string, string>, free: readonly string[], fileName: string): string {
  const written = keys.get("title") ?? keys.get("topic") ?? keys.get("subject") ?? keys.get("meeting");
  const heading = [...(written === undefined ? [] : [written]), ...free].map(withoutDay).find((title) => /\p{L}/u.test(title));
  return (heading ?? fromFileName(fileName)).slice(0, LONGEST_TITLE);
}

function withoutDay(line: string): string {
  const day = dayIn(line);
  const rest = day ? `${line.slice(0, day.start)} ${line.slice(day.end)}` : line;
  return inOneLine(rest.replaceAll(/\(\s*\)/g, "")).replaceAll(/^[\s,;:–—-]+|(?:[\s,;:–—-]|\b(?:on|of|recorded))+$/gi, "");
}

function fromFileName(fileName: string): string {
  const words = withoutDay(fileName.replace(/(?:\.(?:vtt|srt|txt|md|markdown|transcript))+$/i, ""))
    .replaceAll(/[-_.\s]+/g, " ")
    .trim();
  return words === "" ? "Meeting" : words.charAt(0).toUpperCase() + words.slice(1);
}

function namesIn(text: string): string[] {
  const names = text.replaceAll(/[[\]"]/g, "").split(/,|;| and /);
  return [...new Set(names.flatMap((name) => nameFrom(inOneLine(name)) ?? []))].slice(0, MOST_ATTENDEES);
}
