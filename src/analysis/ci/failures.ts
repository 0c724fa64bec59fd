import type { Failure } from "../../core/ci-failure.ts";
import type { Problem, Report, TestCase } from "../../lib/junit/report.ts";
import { plainLines } from "../../lib/junit/plain-text.ts";
import { findErrorType } from "./error-type.ts";
import { findFrames } from "./frames.ts";
import { findGoTests } from "./go-events.ts";
import type { Log, LogLine } from "./log.ts";
import { maskLine } from "./mask.ts";
import { findPrimary, wordsOf } from "./primary-error.ts";
import { findRegion } from "./region.ts";
import { scoreOf } from "./score.ts";
import { findTestBlocks } from "./test-blocks.ts";

/** The failures of one log: one for each failing test, or one for the step that failed; none where nothing says that anything did. */
export function failuresOfLog(source: string, log: Log): Failure[] {
  const region = findRegion(log);
  const { step } = region;
  const events = findGoTests(log.lines);
  const tests = events.length > 0 ? events : findTestBlocks(log.lines);
  const found = tests.map(({ test, lines }) => toFailure({ source, test, step }, lines, primaryOf(lines)));
  if (found.length > 0) return withIds(found);
  return region.lines.length === 0 ? [] : withIds([toFailure({ source, test: null, step }, region.lines, region.primary)]);
}

/** The failures that a test report tells of; a test that passed when it was run again is none. Reports tell no line numbers. */
export function failuresOfReport(source: string, { failing }: Report): Failure[] {
  const tests = failing.filter(({ status }) => status === "failed" || status === "error");
  return withIds(tests.map((test) => ofTestCase(source, test)));
}

/** A failure of which a few lines tell, such as what a service marked, without its id; each line may be the one that says most. */
export function failureOfWords(place: Place, texts: readonly string[]): Omit<Failure, "id"> {
  const primary = findPrimary(toLines(texts), new Set(texts.keys()));
  return describe(place, texts, wordsOf(primary?.text ?? texts.find((text) => text.trim() !== "") ?? ""), { lines: [] });
}

type Place = Pick<Failure, "source" | "test" | "step">;

function toFailure(place: Place, lines: readonly LogLine[], primary: LogLine | null): Omit<Failure, "id"> {
  const texts = lines.map(({ text }) => text);
  return describe(place, texts, primary ? wordsOf(primary.text) : "", { lines: lines.map(({ number }) => number) });
}

function describe(
  place: Place,
  texts: readonly string[],
  primaryError: string,
  { lines, type }: { lines: readonly number[]; type?: string },
): Omit<Failure, "id"> {
  const masked = maskLine(primaryError);
  const errorType = findErrorType(primaryError) ?? findErrorType(type ?? "");
  return { ...place, lines, region: texts.join("\n"), primaryError, masked, errorType, frames: findFrames(texts) };
}

function ofTestCase(source: string, test: TestCase): Omit<Failure, "id"> {
  const { suite, file, className, name, problems, output } = test;
  const names = [file ?? "", className || suite.name, name].filter((part, index, all) => part !== "" && all.indexOf(part) === index);
  const texts = [...problems.map(textOf), ...(problems.length === 0 ? [plainLines(output)] : [])].join("\n").split("\n");
  const [problem] = problems;
  const primary = findPrimary(toLines(texts), new Set(texts.keys()));
  const message = plainLines(problem?.message ?? "").split("\n", 1)[0] ?? "";
  const primaryError = wordsOf(bestOf(message, primary?.text ?? texts.find((text) => text.trim() !== "") ?? ""));
  return describe({ source, test: names.join(" > "), step: null }, texts, primaryError, { lines: [], type: problem?.type ?? "" });
}

/** The message is what its runner thought best; a cause further within says more. */
function bestOf(message: string, found: string): string {
  return message === "" || /^\s*Caused by/.test(found) ? found : message;
}

function textOf({ message, text }: Problem): string {
  const [head, rest] = [plainLines(message), plainLines(text)];
  return rest.includes(head) ? rest : `${head}\n${rest}`;
}

function toLines(texts: readonly string[]): LogLine[] {
  return texts.map((text, number) => ({ ...scoreOf(text), number, text, isKnown: false, step: 0 }));
}

/** The heading of a test says that it failed, and not why: it is taken where nothing else says anything. */
function primaryOf(lines: readonly LogLine[]): LogLine | null {
  const numbers = new Set(lines.map(({ number }) => number));
  return findPrimary(lines.slice(1), numbers) ?? findPrimary(lines, numbers);
}

/** The same in each reading of the same source, whatever else is read. */
function withIds(failures: readonly Omit<Failure, "id">[]): Failure[] {
  const seen = new Map<string, number>();
  return failures.map((failure) => {
    const name = `${failure.source}#${failure.test ?? failure.step ?? ""}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { id: count === 1 ? name : `${name}~${count}`, ...failure };
  });
}
