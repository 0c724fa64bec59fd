import type { Decided, Failure } from "../../core/ci-failure.ts";
import { plainLines, plainRows, type PlainRow } from "../../lib/junit/plain-text.ts";
import type { Problem, Report, TestCase } from "../../lib/junit/report.ts";
import { describeFailure, withIds } from "./describe-failure.ts";
import type { LogLine } from "./log.ts";
import { findPrimary, withMessage, wordsOf } from "./primary-error.ts";
import { scoreOf } from "./score.ts";

/** The failures that a test report tells of; a test that passed when it was run again is none. Lines are those of the report. */
export function failuresOfReport(source: string, report: Report): Failure[] {
  return [...eachFailureOfReport(source, report)];
}

/** The same, one by one. */
export function eachFailureOfReport(source: string, { failing }: Report): Generator<Failure> {
  return withIds(ofTests(source, failing));
}

/** A failure of which a few lines tell, such as what a service marked, without its id; each line may be the one that says most. */
export function failureOfWords(
  { test, ...place }: Pick<Failure, "source" | "test" | "step">,
  texts: readonly string[],
): Omit<Failure, "id"> {
  const { text } = primaryOf(
    undefined,
    texts.map((each, at) => ({ text: each, line: at + 1 })),
    "",
  );
  return describeFailure({ ...place, test: test === null ? null : [test], lines: [], texts, primaryError: wordsOf(text), type: "" });
}

function* ofTests(source: string, tests: readonly TestCase[]): Generator<Omit<Failure, "id">> {
  for (const test of tests) if (test.status === "failed" || test.status === "error") yield ofTestCase(source, test);
}

function ofTestCase(source: string, test: TestCase): Omit<Failure, "id"> {
  const { suite, file, className, name, problems, output, reportLine } = test;
  const [problem] = problems;
  const rows = problem ? problems.flatMap(rowsOf) : plainRows(output, [reportLine]);
  const { text, primary, type } = primaryOf(problem, rows, name);
  return describeFailure({
    source,
    test: [file ?? "", className || suite.name, name],
    step: null,
    lines: rows.map(({ line }) => line),
    texts: rows.map((row) => row.text),
    primaryError: wordsOf(text),
    type: `${problem?.type ?? ""} ${type}`,
    decided: { region: `report.${problem?.element ?? "testcase"}`, primary },
  });
}

interface Primary {
  readonly text: string;
  readonly type: string;
  readonly primary: Decided["primary"];
}

/** The message is what its runner thought best; a cause further within says more, and so does its text where the message says nothing. */
function primaryOf(problem: Problem | undefined, rows: readonly PlainRow[], name: string): Primary {
  const found = findPrimary(rows.map(toLine), new Set(rows.keys()));
  const [message = "", ...after] = plainLines(problem?.message ?? "").split("\n");
  const isMessage = problem !== undefined && saysMore(message, found, name);
  // Its text says of which kind the same error is, where the message does not.
  const type = found?.text.includes(message) === true ? found.text : "";
  if (isMessage) return { text: withMessage(message, after), type, primary: { by: "report.message", line: problem.line } };
  const first = rows.find(({ text }) => text.trim() !== "");
  if (found) return { text: found.text, type, primary: { by: found.by ?? "", line: rows[found.number]?.line ?? 1 } };
  return { text: first?.text ?? "", type, primary: first ? { by: "report.text", line: first.line } : null };
}

/** Some runners have but "Failed" for a message, or the test's own place and name. */
function saysMore(message: string, found: LogLine | null, name: string): boolean {
  const place = /^\S{1,300}:\d+:\d+ (.+)$/.exec(message)?.[1];
  if (message === "" || (place !== undefined && name.endsWith(place))) return false;
  if (!found || found.text.includes(message)) return true;
  return found.by !== "anchors.caused-by" && (scoreOf(message).cause > LITTLE || found.cause <= LITTLE);
}

/** How well a line says what went wrong that only sounds like a failure. */
const LITTLE = 0.5;

/** The message stands in the first line of its element, unless the text repeats it. */
function rowsOf({ message, text, textLines, line }: Problem): PlainRow[] {
  const [head, rows] = [plainRows(message, [line]), plainRows(text, textLines)];
  const told = rows.map((row) => row.text).join("\n");
  return told.includes(head.map((row) => row.text).join("\n")) ? rows : [...head, ...rows];
}

function toLine({ text }: PlainRow, number: number): LogLine {
  return { ...scoreOf(text), number, text, isKnown: false, step: 0 };
}
