import assert from "node:assert/strict";
import { test } from "node:test";
import { oneLine, table, wrapped } from "../../src/cli/print.ts";

const rows = [
  ["DUE", "STATE", "WHAT"],
  ["Fri 20 Nov 09:00", "ran", "two minutes late, because the machine was asleep or its clock was changed"],
  ["Fri 20 Nov 10:00", "skipped", "short"],
];

test("a table without a width has one line for each row, in columns", () => {
  assert.deepEqual(table(rows).split("\n"), [
    "DUE               STATE    WHAT",
    "Fri 20 Nov 09:00  ran      two minutes late, because the machine was asleep or its clock was changed",
    "Fri 20 Nov 10:00  skipped  short",
  ]);
});

test("what a window has no room for goes on in the last column, and nothing is cut", () => {
  assert.deepEqual(table(rows, 65).split("\n"), [
    "DUE               STATE    WHAT",
    "Fri 20 Nov 09:00  ran      two minutes late, because the machine",
    "                           was asleep or its clock was changed",
    "Fri 20 Nov 10:00  skipped  short",
  ]);
});

test("where the last column would be narrow it goes beneath, and a long word stays whole", () => {
  assert.deepEqual(table(rows, 50).split("\n"), [
    "DUE               STATE",
    "    WHAT",
    "Fri 20 Nov 09:00  ran",
    "    two minutes late, because the machine was",
    "    asleep or its clock was changed",
    "Fri 20 Nov 10:00  skipped",
    "    short",
  ]);
  const id = "sched:morning-briefing:2026-11-20T09:00:00.000Z";
  assert.ok(
    table([["A"], [id]], 20)
      .split("\n")
      .some((line) => line.trim() === id),
  );
});

test("a row without words of its own takes no line for them", () => {
  assert.deepEqual(
    table(
      [
        ["A", "B"],
        ["x", "some words that do not fit beside"],
        ["y", ""],
      ],
      20,
    )
      .split("\n")
      .at(-1),
    "y",
  );
});

test("a row may have fewer cells than the heading, and wide letters take two columns", () => {
  assert.deepEqual(
    table([
      ["A", "B", "C"],
      ["日本", "b"],
    ]).split("\n"),
    ["A     B  C", "日本  b"],
  );
});

test("a name from outside can neither colour the terminal nor begin a line of its own", () => {
  assert.equal(oneLine("a\u001b[31mb\u001b]0;title\u0007c\nd\u202ee"), "abc d e");
  assert.equal(table([["A"], ["x\ny\u001b[2J"]]), "A\nx y");
});

test("lines go on below themselves where there is no room, and stay as they are where there is", () => {
  const text = "1. a cause that is told in many words\n   - of which this is one more";
  assert.equal(wrapped(text, Infinity), text);
  assert.equal(wrapped(text, 24), "1. a cause that is told\n  in many words\n   - of which this is\n     one more");
});
