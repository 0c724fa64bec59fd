import { cleanLine, type Marker } from "./clean-line.ts";
import { lineKey } from "./line-key.ts";
import { LINES } from "./parameters.ts";
import { scoreOf, type Score } from "./score.ts";

/** A line that was kept of a log. */
export interface LogLine extends Score {
  /** From 1, as \n, \r\n and \r end lines. */
  readonly number: number;
  readonly text: string;
  /** Whether a green log of the same job has it too, or it has nothing in it; false where there is none. */
  readonly isKnown: boolean;
  readonly step: number;
}

/** A part of a job that the service itself marked. */
export interface Step {
  /** Empty for what stands between marked parts. */
  readonly name: string;
  readonly begin: number;
}

/** What is kept of a log: all of it, where it is not huge. */
export interface Log {
  readonly lines: readonly LogLine[];
  readonly total: number;
  /** Lines that are not kept, since there are too many. */
  readonly left: number;
  readonly steps: readonly Step[];
  /** Number of the line that says that it failed; null where none does. */
  readonly exit: number | null;
  /** Whether there was a green log to compare it with. */
  readonly isCompared: boolean;
}

/** Takes the lines of a log as they come. */
export interface LogTaker {
  push(lines: readonly string[]): void;
  end(): Log;
}

/** Keys of all lines of green logs of a job. */
export interface GreenLines {
  readonly keys: Set<number>;
}

/** Adds the lines of a green log. */
export function addGreen(green: GreenLines, lines: readonly string[]): void {
  for (const line of lines) green.keys.add(lineKey(cleanLine(line).text));
}

/** Keeps the start, the end and what stands around anchors between, in memory that does not grow with the log. */
export function takeLog(green: GreenLines | null): LogTaker {
  const steps: Step[] = [{ name: "", begin: 1 }];
  const exits: { service: number | null; program: number | null } = { service: null, program: null };
  const keep = keeper();
  let total = 0;
  const take = (raw: string): void => {
    total += 1;
    const { text, marker } = cleanLine(raw);
    if (marker) addStep(steps, marker, total);
    const score = marker ? NO_SCORE : scoreOf(text);
    if (score.exit === "service") exits.service ??= total;
    if (score.exit === "program") exits.program = total;
    const isKnown = green !== null && isKnownTo(green, text);
    keep.add({ ...score, number: total, text, isKnown, step: steps.length - 1 });
  };
  return {
    push: (lines) => lines.forEach(take),
    end() {
      const lines = keep.all();
      return { lines, total, left: total - lines.length, steps, exit: exits.service ?? exits.program, isCompared: green !== null };
    },
  };
}

function isKnownTo({ keys }: GreenLines, text: string): boolean {
  const key = lineKey(text);
  return key === -1 || keys.has(key);
}

const NO_SCORE: Score = { weight: 0, by: null, cause: 0, exit: null };

/** Within a step of GitHub, programs may open groups of their own. */
function addStep(steps: Step[], { kind, name }: Marker, begin: number): void {
  const isRun = /^(?:Run|Post) /.test(name);
  const areRuns = steps.some((step) => step.name.startsWith("Run "));
  if (areRuns && !isRun) return;
  if (kind === "begin") steps.push({ name, begin });
  else if (!areRuns) steps.push({ name: "", begin });
}

function keeper() {
  const head: LogLine[] = [];
  const [middle, tail] = [queue(LINES.keptMiddle), queue(LINES.keptTail)];
  let headLength = 0;
  let followed = 0;
  const recent: LogLine[] = [];
  /** Lines that the tail has no room for any more are kept where an anchor is near. */
  const pass = (line: LogLine): void => {
    recent.push(line);
    if (line.weight >= 2) {
      for (const each of recent) middle.add(each);
      recent.length = 0;
      followed = LINES.middleAfter;
    } else if (followed > 0) {
      followed -= 1;
      middle.add(line);
      recent.length = 0;
    } else if (recent.length > LINES.middleBefore) recent.shift();
  };
  return {
    add(line: LogLine): void {
      if (headLength < LINES.keptHead) {
        headLength += line.text.length + LINE_COST;
        head.push(line);
      } else for (const old of tail.add(line)) pass(old);
    },
    all: (): LogLine[] => [...head, ...middle.all(), ...tail.all()],
  };
}

/** What a line takes in memory beyond its text, in characters. */
const LINE_COST = 60;

/** Holds the last lines, up to so many characters; `add` gives back those that it let go. */
function queue(most: number) {
  let lines: LogLine[] = [];
  let [first, length] = [0, 0];
  return {
    add(line: LogLine): readonly LogLine[] {
      lines.push(line);
      length += line.text.length + LINE_COST;
      const gone: LogLine[] = [];
      while (length > most) {
        const old = lines[first];
        if (!old) break;
        gone.push(old);
        length -= old.text.length + LINE_COST;
        first += 1;
      }
      if (first > 1_000 && first > lines.length / 4) [lines, first] = [lines.slice(first), 0];
      return gone;
    },
    all: (): readonly LogLine[] => lines.slice(first),
  };
}
