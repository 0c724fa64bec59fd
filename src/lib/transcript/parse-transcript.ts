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
const ENDINGS = /(?:\.(?:vtt|srt|txt|md|markdown|transcript|cc))+$/i;
/** What Zoom, Teams and Meet put into the names of their files: `GMT20261118-090012_Recording_1920x1080`, `Standup-20261118_090012-Meeting Recording`. */
const STAMPS =
  /(?<![\p{L}\d])GMT(?=\d{8})|(?<=\d{4}[-_.]?\d\d[-_.]?\d\d)[-_T ]\d\d[-.:]?\d\d(?:[-.:]?\d\d)?(?!\d)|(?<!\d)\d{3,4}x\d{3,4}(?!\d)|(?<!\d)\d{9,}(?!\d)/gu;
const MACHINE_WORDS =
  /^(?:audio|video|closed|meeting|saved|caption|captions|transcript|transcription|recording|chat|new|only| )+$|(?: (?:meeting )?(?:recording|transcript|transcription))+$/i;
/** Folders that hold meetings, whatever they are about. */
const DRAWER = /^(?:transcripts?|meetings?|recordings?|zoom|teams|notes?|minutes|calls?|inbox|documents?|downloads?|tmp|data|files)$/i;
const PEOPLE_KEYS = ["attendees", "participants", "present", "people"] as const;

/**
 * Reads WebVTT, SubRip, and text in which each turn begins with a name, as Zoom, Teams, Meet, Otter and people write it. Where its words name
 * no title or day, its file or the folder of it may: `path` is relative. Undefined where nobody says anything. Never throws.
 */
export function parseTranscript(text: string, path: string): TranscriptText | undefined {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const { front, rest } = frontMatterOf(lines);
  const { pieces, notes } = isInCues(rest) ? readCues(rest) : spokenOf(rest);
  const turns = joinTurns(pieces);
  if (turns.length === 0) return undefined;
  const names = path.split("/").slice(-2).toReversed();
  const { keys, free } = headOf([...front, ...notes.slice(0, MOST_HEAD)]);
  const day = dayIn(keys.get("date") ?? keys.get("day") ?? keys.get("when") ?? "") ?? firstDay([...free, ...names]);
  const speakers = new Set(turns.map(({ speaker }) => speaker));
  const attendees = namesIn(PEOPLE_KEYS.flatMap((key) => keys.get(key) ?? []).join(",")).filter((name) => !speakers.has(name));
  return { title: titleOf(keys, free, names) ?? titleOfDay(day?.date), ...(day && { date: day.date }), attendees, turns, head: keys };
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

function titleOf(keys: ReadonlyMap<string, string>, free: readonly string[], names: readonly string[]): string | undefined {
  const written = keys.get("title") ?? keys.get("topic") ?? keys.get("subject") ?? keys.get("meeting");
  const heading = [...(written === undefined ? [] : [written]), ...free].map(withoutDay).find((title) => /\p{L}/u.test(title));
  return (heading ?? names.flatMap((name, at) => fromName(name, at > 0))[0])?.slice(0, LONGEST_TITLE);
}

function titleOfDay(date: string | undefined): string {
  return date === undefined ? "Meeting" : `Meeting of ${date}`;
}

function withoutDay(line: string): string {
  const day = dayIn(line);
  const rest = day ? `${line.slice(0, day.start)} ${line.slice(day.end)}` : line;
  return inOneLine(rest.replaceAll(/\(\s*\)/g, "")).replaceAll(/^[\s,;:–—-]+|(?:[\s,;:–—-]|\b(?:on|of|recorded))+$/gi, "");
}

/** What somebody called a file or its folder; nothing where a program did, or where it only says that meetings lie there. */
function fromName(name: string, isFolder: boolean): string[] {
  const ours = name.replace(ENDINGS, "").replaceAll(STAMPS, " ");
  const words = withoutDay(ours)
    .replaceAll(/[-_.\s]+/g, " ")
    .replace(MACHINE_WORDS, "")
    .trim();
  return /\p{L}{2}/u.test(words) && !(isFolder && DRAWER.test(words)) ? [words.charAt(0).toUpperCase() + words.slice(1)] : [];
}

function namesIn(text: string): string[] {
  const names = text.replaceAll(/[[\]"]/g, "").split(/,|;| and /);
  return [...new Set(names.flatMap((name) => nameFrom(inOneLine(name)) ?? []))].slice(0, MOST_ATTENDEES);
}
