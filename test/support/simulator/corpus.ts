import { z } from "zod";
import type { Letter, Reading } from "../../../src/analysis/language/reading.ts";

const sentence = z.object({
  text: z.string(),
  writtenAt: z.string(),
  timezone: z.string(),
  request: z.boolean(),
  when: z.string().nullable(),
  kind: z.enum(["ask", "question", "promise", "meeting", "none"]),
  reader: z.string(),
});
export type Sentence = z.infer<typeof sentence>;

/** How well a reader of letters does: shares from 0 to 1, and the counts that they were made of. */
export interface Figures {
  sentences: number;
  precision: number;
  recall: number;
  f1: number;
  /** Share of the claimed dates and times that are right. */
  dates: number;
  claimed: number;
  /** Share of the dates and times of asks, promises and meetings that were found and right. */
  datesFound: number;
}

/** The labelled sentences of a file of JSON lines; throws where one is malformed. */
export function readSentences(lines: string): Sentence[] {
  const rows = lines.split("\n").filter((line) => line !== "");
  return rows.map((line) => sentence.parse(JSON.parse(line)));
}

/** One sentence as a letter of its own. */
export function letterOf({ text, writtenAt, timezone, reader }: Sentence): Letter {
  return { text, quoteSpans: [], writtenAt, timezone, readerNames: [reader, ...reader.split(" ")] };
}

/** What a sentence was taken for: a request where any of its parts is one, with the first date that is claimed. */
export function verdictOf(readings: readonly Reading[]): { request: boolean; when?: string } {
  const when = readings.find((reading) => reading.when !== undefined)?.when?.at;
  return { request: readings.some((reading) => reading.request >= 0.5), ...(when !== undefined && { when }) };
}

/** Holds what is read in each sentence against its label. */
export function measure(sentences: readonly Sentence[], read: (letter: Letter) => Reading[]): Figures {
  const rows = sentences.map((each) => ({ label: each, verdict: verdictOf(read(letterOf(each))) }));
  const count = (matches: (row: (typeof rows)[number]) => boolean): number => rows.filter(matches).length;
  const hits = count(({ label, verdict }) => label.request && verdict.request);
  const precision = hits / count(({ verdict }) => verdict.request);
  const recall = hits / count(({ label }) => label.request);
  const claimed = count(({ verdict }) => verdict.when !== undefined);
  const right = count(({ label, verdict }) => label.when !== null && verdict.when === label.when);
  const isDue = ({ label }: (typeof rows)[number]): boolean => label.when !== null && label.kind !== "none";
  return {
    sentences: rows.length,
    precision: rounded(precision),
    recall: rounded(recall),
    f1: rounded((2 * precision * recall) / (precision + recall)),
    dates: rounded(right / claimed),
    claimed,
    datesFound: rounded(count((row) => isDue(row) && row.verdict.when === row.label.when) / count(isDue)),
  };
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
