import assert from "node:assert/strict";
import { test } from "node:test";
import { chief, makeFolder } from "../support/chief.ts";

const green = "installing\nok 1 - adds\ndone in 3s\n";
const red = "installing\r\nok 1 - adds\rAssertionError: 2 == 3\n    at add (src/add.js:4:2)\nProcess completed with exit code 1.\n";

test("ci region tells the lines of a log, why, and what it can't read", async (t) => {
  const folder = makeFolder(t, { "red.log": red, "green.log": green });
  const { stdout, code } = await chief(folder, "ci", "region", "red.log", "--green", "green.log", "--json", "--why");
  assert.equal(code, 0);
  const { lines, primaryError, errorType, decidedBy, why } = JSON.parse(stdout) as Record<string, unknown>;
  assert.deepEqual(
    { lines, primaryError, errorType, decidedBy },
    { lines: [3, 4, 5], primaryError: "AssertionError: 2 == 3", errorType: "AssertionError", decidedBy: "difference" },
  );
  assert.match(JSON.stringify(why), /"line":3,"by":"anchors\.exception"/);
  const words = await chief(folder, "ci", "region", "red.log");
  assert.match(
    words.stdout,
    /^AssertionError: 2 == 3\n4 of 5 lines: those that point at a failure, and what stands around them\.\n\n +1 {2}installing\n/,
  );
  const missing = await chief(folder, "ci", "region", "none.log");
  assert.notEqual(missing.code, 0);
  assert.match(missing.stderr, /expected none\.log to be a file that can be read, got ENOENT/);
});

test("ci templates gives one id for each line, also as an object a line", async (t) => {
  const folder = makeFolder(t, { "a.log": "took 3 ms\n\ntook 14 ms\n" });
  const { stdout } = await chief(folder, "ci", "templates", "a.log");
  const ids = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.slice(0, 12));
  assert.match(stdout, /^[0-9a-f]{12} {2}took <\*>\n[0-9a-f]{12}\n[0-9a-f]{12} {2}took <\*>\n$/);
  assert.equal(ids[0], ids[2]);
  const json = await chief(folder, "ci", "templates", "a.log", "--json");
  assert.deepEqual(
    json.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown),
    ids.map((template, index) => ({ line: index + 1, template })),
  );
  assert.match((await chief(folder, "ci", "regoin", "a.log")).stderr, /Did you mean region\?/);
});
