import { createHash } from "node:crypto";
import type { Counts, TestCase } from "./report.ts";

/** What is known of a report's tests while it is read; of those that pass only their number is kept. */
export interface Tally {
  most: number;
  counts: Counts;
  /** Elements that stand for tests, and those among them that failed: as many programs count. */
  elements: { tests: number; bad: number };
  failing: Map<string, TestCase>;
}

const LONGEST_KEY = 400;

/** An empty one, which keeps at most so many failing tests. */
export function startTally(most: number): Tally {
  return {
    most,
    counts: { tests: 0, failures: 0, errors: 0, skipped: 0, flaky: 0 },
    elements: { tests: 0, bad: 0 },
    failing: new Map(),
  };
}

/** Adds a test. One of the same name as one that failed is the same test, run again. */
export function count(tally: Tally, test: TestCase): void {
  const isBad = test.status === "failed" || test.status === "error";
  tally.elements.tests += test.name === "" ? 0 : 1;
  tally.elements.bad += isBad ? 1 : 0;
  const isKept = isBad || test.status === "flaky";
  const key = isKept || tally.failing.size > 0 ? keyOf(test) : "";
  const before = tally.failing.get(key);
  if (before) {
    move(tally.counts, before, -1);
    const again = runAgain(before, test);
    move(tally.counts, again, 1);
    tally.failing.set(key, again);
    return;
  }
  tally.counts.tests += test.name === "" ? 0 : 1;
  move(tally.counts, test, 1);
  if (isKept && tally.failing.size < tally.most) tally.failing.set(key, detached(test));
}

/** What tells a test apart from all others of its report. */
export function keyOf({ suite, className, name }: Pick<TestCase, "suite" | "className" | "name">): string {
  const key = `${suite.path}/${className}/${name}`;
  if (key.length <= LONGEST_KEY) return key;
  return `${key.slice(0, LONGEST_KEY / 2)}~${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
}

/** The last run decides; what went wrong is told as it was the first time. */
function runAgain(before: TestCase, test: TestCase): TestCase {
  if (test.status === "skipped") return before;
  const isGood = test.status === "passed" || test.status === "flaky";
  return { ...before, status: isGood ? "flaky" : test.status, retries: before.retries + 1 + test.retries };
}

function move(counts: Counts, { status }: TestCase, by: number): void {
  if (status === "failed") counts.failures += by;
  if (status === "error") counts.errors += by;
  if (status === "skipped") counts.skipped += by;
  if (status === "flaky") counts.flaky += by;
}

/** A copy that shares no memory with the file's text, which would otherwise be kept as long as a word of it is. */
function detached(test: TestCase): TestCase {
  return structuredClone(test);
}
