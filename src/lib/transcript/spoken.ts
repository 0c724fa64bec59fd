import { nameFrom, NAME } from "./name.ts";
import { secondsOf } from "./times.ts";
import { inOneLine, withLine, type Turn } from "./turn.ts";

const TIME = String.raw`(?:\d{1,2}:)?\d{1,2}:\d\d`;
const BOLD = String.raw`\*{0,2}`;
const LEAD = String.raw`^\s*(?:[-*>]\s+)?`;

/** Who says what in a line, and when: `[00:12:03] Ana: words`, `Ana (12:03): words`. */
const TIMED: readonly RegExp[] = [
  new RegExp(`${LEAD}[[(]?(?<time>${TIME})[\\])]?\\s*[-–—]?\\s*${BOLD}(?<name>${NAME})${BOLD}\\s*:${BOLD}\\s*(?<words>.*)$`, "u"),
  new RegExp(`${LEAD}${BOLD}(?<name>${NAME})${BOLD}\\s*[[(](?<time>${TIME})[\\])]\\s*:?${BOLD}\\s*(?<words>.*)$`, "u"),
  new RegExp(`${LEAD}\\[(?<name>${NAME})\\]\\s+(?<time>${TIME})\\s*:?\\s*(?<words>)$`, "u"),
  new RegExp(`${LEAD}${BOLD}(?<name>${NAME})${BOLD}(?:\\s{2,}|\\t\\s*| \\| | - )(?<time>${TIME})(?<words>)\\s*$`, "u"),
  new RegExp(`${LEAD}${BOLD}(?<name>${NAME})${BOLD} (?<time>${TIME})(?<words>)\\s*$`, "u"),
];
/** The same without a time. */
const UNTIMED = new RegExp(`${LEAD}${BOLD}(?<name>${NAME})${BOLD}\\s?:${BOLD}\\s+(?<words>\\S.*)$`, "u");
const ONLY_NAME = new RegExp(`^\\s*${BOLD}(?<name>${NAME})${BOLD}\\s*$`, "u");
const ONLY_TIME = new RegExp(`^\\s*[[(]?(?<time>${TIME})[\\])]?\\s*$`, "u");
/** Characters of a line that are looked at for a name. */
const HEAD = 200;

type Line = Pick<Turn, "seconds" | "speaker"> & { words: string };

/** What a text says turn by turn, and the lines before the first. */
export function readSpoken(lines: readonly string[]): { pieces: Turn[]; head: string[] } {
  const isTimed = lines.some((_, index) => timedAt(lines, index) !== undefined);
  const beginOf = (index: number): (Line & { length: number }) | undefined =>
    isTimed ? timedAt(lines, index) : untimed(lines[index] ?? "");
  const head: string[] = [];
  const pieces: Turn[] = [];
  let clock: number | undefined;
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] ?? "";
    const begun = beginOf(index);
    const time = begun ? undefined : secondsOf(ONLY_TIME.exec(line)?.groups?.["time"]);
    const last = pieces.at(-1);
    // A time on a line of its own is that of what comes next.
    if (begun) pieces.push(pieceOf(begun, clock));
    else if (time === undefined && last) pieces[pieces.length - 1] = { ...last, words: withLine(last.words, headingless(line)) };
    else if (time === undefined) head.push(line);
    clock = time ?? (begun ? undefined : clock);
    index += begun?.length ?? 1;
  }
  return { pieces, head };
}

function pieceOf({ words, speaker, seconds }: Line, clock: number | undefined): Turn {
  const at = seconds ?? clock;
  return { words: inOneLine(words), ...(speaker !== undefined && { speaker }), ...(at !== undefined && { seconds: at }) };
}

/** A turn with its time that begins at a line; `length` is how many lines its beginning takes. */
function timedAt(lines: readonly string[], index: number): (Line & { length: number }) | undefined {
  const line = lines[index] ?? "";
  for (const pattern of TIMED) {
    const found = pattern.exec(line.slice(0, HEAD));
    const speaker = nameFrom(found?.groups?.["name"]);
    const seconds = secondsOf(found?.groups?.["time"]);
    const words = `${found?.groups?.["words"] ?? ""}${line.slice(HEAD)}`;
    if (found && speaker !== undefined && seconds !== undefined) return { speaker, seconds, words, length: 1 };
  }
  // A name on a line of its own, its time on the next.
  const speaker = nameFrom(ONLY_NAME.exec(line.slice(0, HEAD))?.groups?.["name"]);
  const seconds = secondsOf(ONLY_TIME.exec((lines[index + 1] ?? "").slice(0, HEAD))?.groups?.["time"]);
  return speaker === undefined || seconds === undefined ? undefined : { speaker, seconds, words: "", length: 2 };
}

function untimed(line: string): (Line & { length: number }) | undefined {
  const found = UNTIMED.exec(line.slice(0, HEAD));
  const speaker = nameFrom(found?.groups?.["name"]);
  return found && speaker !== undefined ? { speaker, words: `${found.groups?.["words"] ?? ""}${line.slice(HEAD)}`, length: 1 } : undefined;
}

/** Headings stand between turns and are nobody's words. */
function headingless(line: string): string {
  return /^\s*#{1,6}\s/.test(line) ? "" : line;
}
