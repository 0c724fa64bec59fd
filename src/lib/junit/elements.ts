import type { CaseStatus, Problem, Suite, TestCase } from "./report.ts";

/** The attributes of an element. */
export type Attributes = Readonly<Record<string, string>>;

/** A test while its element is open. */
export interface OpenCase {
  suite: Suite;
  attributes: Attributes;
  /** Line of the report. */
  line: number;
  failures: Problem[];
  errors: Problem[];
  flaky: Problem[];
  /** How often it ran again, whether or not that helped. */
  reruns: number;
  isSkipped: boolean;
  output: string;
}

const LONGEST_NAME = 1_000;
const FAILED = /^(?:fail|failed|failure|broken)$/i;
const ERRED = /^(?:error|errored|crashed|timeout|timedout|aborted|disconnected|notrunnable)$/i;
const PASSED_OVER = /^(?:skip|skipped|notrun|notexecuted|disabled|ignored|suppressed|pending|inconclusive|todo)$/i;

/** The suite that an element opens, within the one around it. */
export function openSuite(attributes: Attributes, around: Suite | undefined): Suite {
  const name = wordsOf(attributes["name"] ?? attributes["package"]);
  const path = [around?.path ?? "", name === around?.name ? "" : name].filter((part) => part !== "").join(" / ");
  return {
    name: name || (around?.name ?? ""),
    path: path.length > 2 * LONGEST_NAME ? path.slice(-LONGEST_NAME) : path,
    file: findWords(attributes["file"] ?? attributes["filepath"]) ?? around?.file ?? null,
    timestamp: findWords(attributes["timestamp"]) ?? around?.timestamp ?? null,
  };
}

/** A test that nothing is known of but its attributes. */
export function openCase(suite: Suite, attributes: Attributes, line: number): OpenCase {
  return { suite, attributes, line, failures: [], errors: [], flaky: [], reruns: 0, isSkipped: false, output: "" };
}

/** The test as it is once its element ends. */
export function closeCase(open: OpenCase): TestCase {
  const { suite, attributes, reruns, output } = open;
  const line = Number.parseInt(attributes["line"] ?? "", 10);
  const problems = [...open.failures, ...open.errors, ...open.flaky];
  return {
    suite,
    name: wordsOf(attributes["name"]) || (attributes["name"] === undefined ? "(a test without a name)" : "(a test with an empty name)"),
    className: wordsOf(attributes["classname"] ?? attributes["class"]),
    file: findWords(attributes["file"] ?? attributes["filepath"]) ?? suite.file,
    line: Number.isSafeInteger(line) && line >= 0 ? line : null,
    reportLine: open.line,
    timeSeconds: parseSeconds(attributes["time"] ?? attributes["duration"]),
    status: statusOf(open),
    problems,
    output,
    retries: reruns,
  };
}

/** A suite that failed as a whole, as when it could not be loaded. */
export function failedSuite(suite: Suite, status: "failed" | "error", problem: Problem): TestCase {
  const { file } = suite;
  const nothing = { name: "", className: "", line: null, timeSeconds: null, output: "", retries: 0 };
  return { ...nothing, suite, file, status, problems: [problem], reportLine: problem.line };
}

/** Seconds with three decimals from `1.25`, `1,234.5` or `00:00:01.25`; null where that is no duration. */
export function parseSeconds(text: string | undefined): number | null {
  const plain = (text ?? "").trim().replace(/^(\d+),(\d{1,2}|\d{4,})$/, "$1.$2");
  const [, hours = 0, minutes = 0, rest = plain] = /^(\d{1,4}):(\d\d):(\d\d(?:\.\d{1,9})?)$/.exec(plain) ?? [];
  const seconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest.replaceAll(/,(?=\d{3}\b)/g, "") || NaN);
  return Number.isFinite(seconds) && seconds >= 0 && seconds < 1e9 ? Math.round(seconds * 1000) / 1000 : null;
}

/** A count as programs write it; null where it is none. */
export function parseCount(text: string | undefined): number | null {
  return /^\s*\d{1,9}\s*$/.test(text ?? "") ? Number(text) : null;
}

/** Whether the attributes of a test say that it failed, or was in error. */
export function saysBad(attributes: Attributes): boolean {
  return [attributes["status"] ?? "", attributes["result"] ?? ""].some((word) => FAILED.test(word) || ERRED.test(word));
}

/** A failure outweighs all else, so that what is broken is never taken for flaky. */
function statusOf({ failures, errors, flaky, reruns, isSkipped, attributes }: OpenCase): CaseStatus {
  if (failures.length > 0) return "failed";
  if (errors.length > 0) return "error";
  if (isSkipped) return "skipped";
  const said = [attributes["status"] ?? "", attributes["result"] ?? ""];
  if (said.some((word) => FAILED.test(word))) return "failed";
  if (said.some((word) => ERRED.test(word))) return "error";
  if (flaky.length > 0) return "flaky";
  if (reruns > 0) return "failed";
  return said.some((word) => PASSED_OVER.test(word)) ? "skipped" : "passed";
}

function wordsOf(text: string | undefined): string {
  const short = (text ?? "").trim();
  // Cut short, names would no longer tell two tests apart.
  return short.length > LONGEST_NAME ? `${short.slice(0, LONGEST_NAME / 2)}…${short.slice(-LONGEST_NAME / 2)}` : short;
}

function findWords(text: string | undefined): string | null {
  return wordsOf(text) || null;
}
