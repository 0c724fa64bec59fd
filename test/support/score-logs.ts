import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { findErrorType } from "../../src/analysis/ci/error-type.ts";
import { failuresOfLog } from "../../src/analysis/ci/failures.ts";
import { groupFailures } from "../../src/analysis/ci/group/group.ts";
import { cleanLine } from "../../src/analysis/ci/clean-line.ts";
import { addGreen, takeLog, type GreenLines, type Log } from "../../src/analysis/ci/log.ts";
import { wordsOf } from "../../src/analysis/ci/primary-error.ts";
import { findRegion } from "../../src/analysis/ci/region.ts";

const CORPUS = join(import.meta.dirname, "../corpus/ci");
const SETS = ["tuning", "held-out"] as const;
export type LogSet = (typeof SETS)[number];

const span = z.tuple([z.number(), z.number()]);
const label = z.strictObject({
  kind: z.string(),
  core: z.array(span).nonempty(),
  primary: z.union([z.string(), z.array(z.string())]),
  errorType: z.union([z.string().nullable(), z.array(z.string().nullable())]),
  tests: z.array(z.string()),
  class: z.enum(["BROKEN", "FLAKY", "INFRA", "unclear"]),
  set: z.enum(SETS),
});
type Label = z.infer<typeof label>;

/** How what was read of one log compares with its label. */
export interface LogScore {
  readonly name: string;
  readonly set: LogSet;
  readonly wanted: Label;
  readonly hasGreen: boolean;
  /** Share of the core lines that the region tells. */
  readonly recall: number;
  /** Lines of the region. */
  readonly size: number;
  readonly f1: number;
  readonly primary: Held;
  readonly errorType: Held;
  readonly class: Held;
  readonly tests: Held;
}

/** What was found beside what was wanted. */
export interface Held {
  readonly isRight: boolean;
  readonly found: string;
}

/** Reads every log of the corpus, each with the green log of its job where there is one and nothing else, and holds it against its label. */
export function scoreLogs(): LogScore[] {
  const labels = z.record(z.string(), label).parse(JSON.parse(readFileSync(join(CORPUS, "labels.json"), "utf8")));
  return Object.entries(labels).map(([name, wanted]) => scoreLog(name, wanted));
}

/** A log of the corpus as it is read beside its green one. */
export function readLabelledLog(name: string): { log: Log; texts: readonly string[]; hasGreen: boolean } {
  const hasGreen = existsSync(join(CORPUS, `${name}.green.txt`));
  const green: GreenLines | null = hasGreen ? { keys: new Set() } : null;
  if (green) addGreen(green, linesOf(`${name}.green.txt`));
  const taker = takeLog(green);
  const texts = linesOf(`${name}.red.txt`);
  taker.push(texts);
  return { log: taker.end(), texts, hasGreen };
}

function linesOf(file: string): string[] {
  return readFileSync(join(CORPUS, file), "utf8").split(/\r\n|\n|\r/);
}

function scoreLog(name: string, wanted: Label): LogScore {
  const { log, texts, hasGreen } = readLabelledLog(name);
  const region = findRegion(log);
  const failures = failuresOfLog(name, log);
  const words = wordsOf(region.primary?.text ?? "");
  const type = findErrorType(words);
  const tests = failures.flatMap(({ test }) => test ?? []);
  const verdict = classOf(failures);
  return {
    name,
    set: wanted.set,
    wanted,
    hasGreen,
    ...compare(
      region.lines.map(({ text }) => text),
      coreOf(wanted, texts),
    ),
    primary: { isRight: [wanted.primary].flat().some((part) => words.includes(part)), found: words },
    errorType: { isRight: [wanted.errorType].flat().includes(type), found: type ?? "" },
    class: { isRight: verdict === wanted.class, found: verdict },
    tests: { isRight: haveAll(tests, wanted.tests), found: tests.join(" | ") },
  };
}

function coreOf({ core }: Label, texts: readonly string[]): string[] {
  return core.flatMap(([from, to]) => texts.slice(from - 1, to)).flatMap((text) => cleanLine(text).text.trim() || []);
}

/** A line tells the same wherever it stands, so that of those that read alike one will do. */
function compare(region: readonly string[], core: readonly string[]): { recall: number; size: number; f1: number } {
  const told = new Set(region.map((text) => text.trim()));
  const wanted = new Set(core);
  const recall = core.filter((text) => told.has(text)).length / core.length;
  const precision = [...told].filter((text) => wanted.has(text)).length / Math.max(1, told.size);
  return { recall, size: region.length, f1: recall === 0 ? 0 : (2 * recall * precision) / (recall + precision) };
}

function haveAll(found: readonly string[], wanted: readonly string[]): boolean {
  return found.length === wanted.length && wanted.every((test) => found.some((each) => each.includes(test)));
}

/** The class of the cause with most of the failures. */
function classOf(failures: ReturnType<typeof failuresOfLog>): string {
  const now = "2026-11-22T00:00:00.000Z";
  const { causes } = groupFailures({ failures, runs: [], commits: [], good: null, defaultBranch: "main", history: { causes: [] }, now });
  const [most] = causes.toSorted((a, b) => b.failures.length - a.failures.length);
  return most?.class ?? "none";
}

/** Figures of several logs, each from 0 to 1 but `size`, the median of lines in a region. */
export interface LogFigures {
  readonly logs: number;
  readonly hit: number;
  readonly recall: number;
  readonly size: number;
  readonly f1: number;
  readonly primary: number;
  readonly errorType: number;
  readonly class: number;
  readonly tests: number;
}

export function figuresOf(scores: readonly LogScore[]): LogFigures {
  const mean = (of: (score: LogScore) => number): number => scores.reduce((sum, score) => sum + of(score), 0) / Math.max(1, scores.length);
  const share = (of: (score: LogScore) => boolean): number => mean((score) => (of(score) ? 1 : 0));
  const sizes = scores.map(({ size }) => size).toSorted((a, b) => a - b);
  return {
    logs: scores.length,
    hit: share(({ recall }) => recall > 0),
    recall: mean(({ recall }) => recall),
    size: sizes[Math.floor((sizes.length - 1) / 2)] ?? 0,
    f1: mean(({ f1 }) => f1),
    primary: share(({ primary }) => primary.isRight),
    errorType: share(({ errorType }) => errorType.isRight),
    class: share((score) => score.class.isRight),
    tests: share(({ tests }) => tests.isRight),
  };
}
