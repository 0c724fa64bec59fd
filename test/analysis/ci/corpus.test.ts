import assert from "node:assert/strict";
import { test } from "node:test";
import { failuresOfLog } from "../../../src/analysis/ci/failures.ts";
import { figuresOf, readLabelledLog, scoreLogs, type LogFigures, type LogSet } from "../../support/score-logs.ts";

const scores = scoreLogs();
/** Those from which the reading was first built. */
const FIRST = [
  "buildkite-java",
  "connection",
  "github-pytest",
  "gitlab-rust",
  "javac",
  "jenkins-make",
  "lint",
  "perl",
  "pytest",
  "python",
  "rust-tests",
  "shell",
  "tap",
  "travis-node",
  "tsc",
  "unittest",
];

/** A little below what was measured: a log more that is misread shows. */
const FLOORS: Readonly<Record<LogSet, Omit<LogFigures, "logs" | "size">>> = {
  tuning: { hit: 1, recall: 0.98, f1: 0.5, primary: 0.98, errorType: 0.87, class: 0.95, tests: 0.95 },
  "held-out": { hit: 0.97, recall: 0.95, f1: 0.52, primary: 0.84, errorType: 0.87, class: 0.84, tests: 0.84 },
};
const MOST_LINES = 20;

test("of the logs it was built from, the lines that tell what went wrong, the primary error, its type and the failing tests are found", () => {
  const first = scores.filter(({ name }) => FIRST.includes(name));
  assert.equal(first.length, FIRST.length);
  for (const { name, primary, errorType, tests, wanted } of first) {
    assert.ok(primary.isRight, `${name}: ${primary.found}`);
    assert.ok(errorType.isRight, `${name}: ${errorType.found}`);
    assert.equal(tests.found, wanted.tests.join(" | "), name);
  }
  assert.ok(figuresOf(first).recall >= 0.95);
});

test("of the logs of a hundred builds that really failed, what went wrong is found as well as it was measured", () => {
  for (const [set, floors] of Object.entries(FLOORS)) {
    const found = figuresOf(scores.filter((score) => score.set === set));
    assert.ok(found.logs > 30, set);
    assert.ok(found.size <= MOST_LINES, `${set}: ${found.size} lines`);
    const low = (["hit", "recall", "f1", "primary", "errorType", "class", "tests"] as const).filter((name) => found[name] < floors[name]);
    assert.deepEqual(low, [], `${set}: ${JSON.stringify(found)}`);
  }
});

test("the region, and every failure, is the same on each reading", () => {
  for (const name of FIRST) {
    assert.deepEqual(failuresOfLog(name, readLabelledLog(name).log), failuresOfLog(name, readLabelledLog(name).log));
  }
});
