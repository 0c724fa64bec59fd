/** A group of tests as the report names it. */
export interface Suite {
  name: string;
  /** The names of the suites that it lies in and its own, outermost first, joined by ` / `. */
  path: string;
  file: string | null;
  /** As it is written, in whatever zone. */
  timestamp: string | null;
}

/** `flaky` failed first and passed later, in the same report. */
export type CaseStatus = "passed" | "failed" | "error" | "flaky" | "skipped";

/** What one failure says of itself. */
export interface Problem {
  message: string;
  type: string;
  /** Mostly a stack trace; at most 4,000 characters. */
  text: string;
  /** The element that tells it, such as `failure`, and the line of the report, from 1, in which that begins. */
  element: string;
  line: number;
  /** The line of the report of each line of the text. */
  textLines: number[];
}

/** One test, or a suite that failed as a whole: that one has no name. */
export interface TestCase {
  suite: Suite;
  name: string;
  className: string;
  file: string | null;
  line: number | null;
  /** The line of the report, from 1, in which its element begins. */
  reportLine: number;
  timeSeconds: number | null;
  status: CaseStatus;
  problems: readonly Problem[];
  /** What it printed; at most 4,000 characters. */
  output: string;
  /** How often it was run again. */
  retries: number;
}

export interface Counts {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
  flaky: number;
}

/** What one report says. */
export interface Report {
  /** Name of its outermost suite, where it has a single one. */
  name: string;
  /** Counted from its tests, a test that was run again once. */
  counts: Counts;
  /** Tests that failed, or failed first, up to the number asked for. */
  failing: readonly TestCase[];
  timeSeconds: number | null;
  timestamp: string | null;
  /** What is odd about it, as sentence parts. */
  remarks: readonly string[];
  /** Why not all of it, or none, could be read; `isForeign` where it is sound but no test report. */
  trouble: { reason: string; hint: string; isForeign: boolean } | null;
}
