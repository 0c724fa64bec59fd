import { nameFrom, NAME } from "./name.ts";
import { secondsOf } from "./times.ts";
import { inOneLine, withLine, type Turn } from "./turn.ts";

/** The line above what is said: WebVTT writes `00:01.000 --> 00:04.000 align:start`, SubRip has commas. https://www.w3.org/TR/webvtt1/#webvtt-timestamp */
const TIMING = /^\s*((?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?)\s*-->\s*((?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?)?/;
/** Who speaks from here on. https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span */
const VOICE = /<v(?:\.[^\s>]*)?\s+([^>]{1,200})>/gi;
const TAG = /<\/?(?:[a-z]{1,5}(?:[.\s][^<>]{0,200})?|\d[\d:.]{0,20})>/gi;
const SPOKEN = new RegExp(`^\\s*(?:>>\\s*|-\\s+)?(${NAME}):\\s+(\\S.*)$`, "u");
/** The part of all cues that has a name where changes of voice are marked. */
const LEAST_NAMED = 1 / 3;
const LONGEST_BREAK_SECONDS = 3;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", nbsp: " ", quot: '"', lrm: "", rlm: "" };

/** Whether a text is written in cues, as WebVTT and SubRip are. */
export function isInCues(lines: readonly string[]): boolean {
  return lines.some((line) => TIMING.test(line));
}

/** What cues say, piece by piece, and the text of the notes between them. A cue that breaks off has what is there of it. */
export function readCues(lines: readonly string[]): { pieces: Turn[]; notes: string[] } {
  const pieces: Turn[] = [];
  const notes: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const timing = TIMING.exec(lines[at] ?? "");
    const isNote = /^NOTE(?:\s|$)/.test(lines[at] ?? "");
    // Looked for only where it is needed: else each line of a long text would have all that follow looked at.
    const end = timing || isNote ? endOfBlock(lines, at + 1) : at + 1;
    if (timing) {
      const [seconds, until] = [secondsOf(timing[1]), secondsOf(timing[2])];
      const times = { ...(seconds !== undefined && { seconds }), ...(until !== undefined && { until }) };
      for (const voice of voicesIn(lines.slice(at + 1, end))) pieces.push({ ...voice, ...times });
    } else if (isNote) {
      notes.push((lines[at] ?? "").slice("NOTE".length).trim());
      for (const line of lines.slice(at + 1, end)) notes.push(line);
    } else {
      const [, heading] = /^\ufeff?WEBVTT\s+(?:-\s*)?(\S.*)$/.exec(lines[at] ?? "") ?? [];
      if (heading !== undefined) notes.push(heading);
    }
    at = end;
  }
  return { pieces: goneOnIn(pieces), notes: notes.filter((note) => note !== "") };
}

/** Where only a change of voice is marked, a cue without a name goes on with what was said right before it. */
function goneOnIn(pieces: readonly Turn[]): Turn[] {
  const isAgain = pieces.some(({ speaker }, index) => speaker !== undefined && speaker === pieces[index - 1]?.speaker);
  const named = pieces.flatMap(({ speaker }) => speaker ?? []);
  if (isAgain || new Set(named).size < 2 || named.length < LEAST_NAMED * pieces.length) return [...pieces];
  const whole: Turn[] = [];
  for (const piece of pieces) {
    const before = whole.at(-1);
    const isOn = before?.until !== undefined && piece.seconds !== undefined && piece.seconds - before.until < LONGEST_BREAK_SECONDS;
    whole.push(piece.speaker === undefined && isOn && before?.speaker !== undefined ? { ...piece, speaker: before.speaker } : piece);
  }
  return whole;
}

/** An empty line ends a block; where it was left out, the next timing does, with the number before it. */
function endOfBlock(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && (lines[at] ?? "").trim() !== "" && !TIMING.test(lines[at] ?? "")) at += 1;
  return TIMING.test(lines[at] ?? "") && at > from && /^\s*\d+\s*$/.test(lines[at - 1] ?? "") ? at - 1 : at;
}

/** The words of a cue by who says them: voices are marked, or a line begins with a name. */
function voicesIn(lines: readonly string[]): Turn[] {
  const text = lines.join("\n");
  const marks = [...text.matchAll(VOICE)];
  if (marks.length === 0) return spokenIn(lines);
  const before = plain(text.slice(0, marks[0]?.index));
  const voiced = marks.map((mark, index) =>
    turnOf(nameFrom(inOneLine(plain(mark[1] ?? ""))), plain(text.slice(mark.index + mark[0].length, marks[index + 1]?.index))),
  );
  return [...(inOneLine(before) === "" ? [] : [turnOf(undefined, before)]), ...voiced];
}

function spokenIn(lines: readonly string[]): Turn[] {
  const turns: Turn[] = [];
  for (const line of lines) {
    const [, written, said] = SPOKEN.exec(plain(line)) ?? [];
    const speaker = nameFrom(written);
    const last = turns.at(-1);
    if (speaker === undefined && last) turns[turns.length - 1] = { ...last, words: withLine(last.words, plain(line)) };
    else turns.push(turnOf(speaker, speaker === undefined ? plain(line) : (said ?? "")));
  }
  return turns;
}

function turnOf(speaker: string | undefined, words: string): Turn {
  return { words: inOneLine(words), ...(speaker !== undefined && { speaker }) };
}

function plain(text: string): string {
  return text
    .replaceAll(TAG, "")
    .replaceAll(/&(\w{2,4});/g, (entity, name: string) => (Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? "") : entity));
}
