import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { MeetingActs } from "../../src/analysis/meeting/acts.ts";
import type { Actor } from "../../src/core/item.ts";
import { readMeeting } from "../../src/analysis/meeting/read-meeting.ts";
import { bodyOf, parseTranscript } from "../../src/lib/transcript/parse-transcript.ts";
import { actorsOf } from "../../src/lib/transcript/actors.ts";

const labels = z.record(
  z.string(),
  z.strictObject({
    date: z.string().nullable(),
    decisions: z.array(z.array(z.string())),
    actions: z.array(z.strictObject({ said: z.array(z.string()), owner: z.string().nullable(), due: z.string().nullable() })),
    questions: z.array(z.string()),
  }),
);

/** How much of what was planted was found, and how much of what was found was planted. */
export interface Score {
  meetings: number;
  decisions: Counts;
  /** Of the decisions found: those that were said or agreed to, and those that only look like one. */
  sure: { right: number; of: number };
  unsure: { right: number; of: number };
  actions: Counts;
  questions: Counts;
  /** Of the actions found. */
  owners: { right: number; of: number };
  dues: { right: number; of: number };
  /** What went wrong, a line each. */
  misses: string[];
}

interface Counts {
  planted: number;
  found: number;
  right: number;
}

const FOLDER = join(import.meta.dirname, "../corpus/transcripts");

/** One transcript of a set, read as the product reads it. */
export interface Read {
  file: string;
  title: string;
  date: string | undefined;
  body: string;
  actors: readonly Actor[];
  names: readonly string[];
  acts: MeetingActs;
}

/** The transcripts of a set. */
export function readSet(set: string): Read[] {
  const files = readdirSync(join(FOLDER, set)).filter((name) => name !== "labels.json");
  return files.map((file) => {
    const parsed = parseTranscript(readFileSync(join(FOLDER, set, file), "utf8"), file);
    if (!parsed) throw new RangeError(`expected ${file} to hold words, got none`);
    const { title, date, turns } = parsed;
    const body = bodyOf(turns);
    const actors = actorsOf(parsed);
    const acts = readMeeting({ body, actors, timezone: "Europe/Berlin", ...(date !== undefined && { date }) });
    return { file, title, date, body, actors, names: actors.map(({ name }) => name), acts };
  });
}

/** What is planted in each transcript of a set. */
export function plantedIn(set: string): z.infer<typeof labels> {
  return labels.parse(JSON.parse(readFileSync(join(FOLDER, set, "labels.json"), "utf8")));
}

/** Holds a set against its labels. */
export function scoreSet(set: string): Score {
  const planted = plantedIn(set);
  const none = (): Counts => ({ planted: 0, found: 0, right: 0 });
  const score: Score = {
    meetings: 0,
    decisions: none(),
    sure: { right: 0, of: 0 },
    unsure: { right: 0, of: 0 },
    actions: none(),
    questions: none(),
    owners: { right: 0, of: 0 },
    dues: { right: 0, of: 0 },
    misses: [],
  };
  for (const read of readSet(set)) {
    const label = planted[read.file];
    if (!label) throw new RangeError(`expected ${read.file} to be labelled, got no label`);
    score.meetings += 1;
    if ((read.date ?? null) !== label.date) score.misses.push(`${read.file}: date ${read.date}`);
    const { decisions, actions, questions } = read.acts;
    const told = match(score.decisions, read, decisions, label.decisions, "decision", score.misses);
    if (told.length > label.decisions.length) throw new RangeError("expected each decision once, got more");
    const right = new Set(told.map(([found]) => found));
    for (const [index, { sure }] of decisions.entries()) {
      const tier = sure ? score.sure : score.unsure;
      tier.of += 1;
      tier.right += Number(right.has(index));
    }
    match(
      score.questions,
      read,
      questions,
      label.questions.map((words) => [words]),
      "question",
      score.misses,
    );
    const pairs = match(
      score.actions,
      read,
      actions,
      label.actions.map(({ said }) => said),
      "action",
      score.misses,
    );
    for (const [found, index] of pairs) {
      const [wanted, action] = [label.actions[index], actions[found]];
      score.owners.of += 1;
      score.dues.of += 1;
      const quote = read.body.slice(...(action?.quote ?? [0, 0]));
      const isOwner = (action?.owner ?? null) === (wanted?.owner ?? null);
      const isDue = (action?.due ?? null) === (wanted?.due ?? null);
      score.owners.right += Number(isOwner);
      score.dues.right += Number(isDue);
      if (!isOwner) score.misses.push(`${read.file}: owner ${action?.owner} instead of ${wanted?.owner}: ${quote}`);
      if (!isDue) score.misses.push(`${read.file}: due ${action?.due} instead of ${wanted?.due}: ${quote}`);
    }
  }
  return score;
}

interface Told {
  quote: readonly [number, number];
  agreed?: readonly [number, number];
}

/** Which of the found is which of the planted, each once. */
function match(
  counts: Counts,
  { file, body }: Read,
  found: readonly Told[],
  planted: readonly (readonly string[])[],
  what: string,
  misses: string[],
): [number, number][] {
  const left = new Set(planted.keys());
  const pairs = found.flatMap(({ quote, agreed }, index): [number, number][] => {
    const said = `${body.slice(...quote)}\n${agreed ? body.slice(...agreed) : ""}`;
    const which = [...left].find((each) => planted[each]?.some((words) => said.includes(words)));
    if (which === undefined) misses.push(`${file}: ${what} that is none: ${body.slice(...quote)}`);
    else left.delete(which);
    return which === undefined ? [] : [[index, which]];
  });
  for (const each of left) misses.push(`${file}: ${what} not found: ${planted[each]?.join(" | ")}`);
  counts.planted += planted.length;
  counts.found += found.length;
  counts.right += pairs.length;
  return pairs;
}

/** The figures in one line. */
export function inFigures({ meetings, decisions, sure, unsure, actions, questions, owners, dues }: Score): string {
  const of = (part: number, whole: number): string => (whole === 0 ? "-" : (part / whole).toFixed(3));
  const both = ({ planted, found, right }: Counts): string =>
    `recall ${of(right, planted)} (${right}/${planted}), precision ${of(right, found)} (${right}/${found})`;
  return `${meetings} meetings; decisions ${both(decisions)}, sure ${of(sure.right, sure.of)} (${sure.right}/${sure.of}), unsure ${of(unsure.right, unsure.of)} (${unsure.right}/${unsure.of}); actions ${both(actions)}; owners ${of(owners.right, owners.of)}; dates ${of(dues.right, dues.of)}; questions ${both(questions)}`;
}
