import assert from "node:assert/strict";
import { test } from "node:test";
import type { Condition } from "../../../src/core/event.ts";
import type { FieldValue } from "../../../src/core/item.ts";
import { matches } from "../../../src/engine/events/where.ts";

type Row = [field: FieldValue | undefined, test: Condition["test"], values: Condition["values"], holds: boolean];

const TABLE: readonly Row[] = [
  ["main", "is", ["main"], true],
  ["main", "is", ["dev", "main"], true],
  ["main", "is", ["Main"], false],
  ["100", "is", [100], false],
  [100, "is", [100], true],
  [true, "is", [true], true],
  ["true", "is", [true], false],
  [null, "is", [null], true],
  [undefined, "is", [null], false],
  ["main", "not", ["main"], false],
  ["main", "not", ["dev", "main"], false],
  ["main", "not", ["dev"], true],
  [undefined, "not", ["dev"], true],
  [101, "over", [100], true],
  [100, "over", [100], false],
  ["101", "over", [100], false],
  [101, "over", ["100"], false],
  [true, "over", [0], false],
  [null, "under", [1], false],
  [-1, "under", [0], true],
  [undefined, "under", [0], false],
  ["2026-11-20", "over", ["2026-11-19"], true],
  ["2026-11-20", "over", ["2026-11-20"], false],
  ["2026-11-20T00:00:00.001Z", "over", ["2026-11-20"], true],
  ["2026-11-20T01:00:00+02:00", "under", ["2026-11-20"], true],
  ["2026-11-20T10:00:00Z", "under", ["2026-11-20T10:00:00.500Z"], true],
  ["b", "over", ["a"], false],
  ["2026-13-45", "over", ["2026-01-01"], false],
  ["release/2", "starts", ["release/"], true],
  ["my release/2", "starts", ["release/"], false],
  ["notes/a.md", "ends", [".md"], true],
  ["urgent: disk full", "contains", ["disk"], true],
  ["urgent: disk full", "contains", ["memory", "disk"], true],
  [5, "contains", [5], false],
  ["a.c", "contains", ["a?c"], false],
  [["bug", "urgent"], "contains", ["urgent"], true],
  [["bug", "urgent"], "contains", ["urge"], false],
  [["bug", "urgent"], "is", ["urgent"], true],
  [["bug", "urgent"], "not", ["urgent"], false],
  [["bug", "urgent"], "not", ["done"], true],
  [["bug", "urgent"], "starts", ["urg"], true],
  [[], "is", ["urgent"], false],
  [[], "not", ["urgent"], true],
];

test("each condition holds exactly where its test does", () => {
  for (const [field, condition, values, holds] of TABLE) {
    const fields = field === undefined ? {} : { field };
    const what = `${JSON.stringify(field)} ${condition} ${JSON.stringify(values)}`;
    assert.equal(matches([{ field: "field", test: condition, values }], fields), holds, what);
  }
});

test("all conditions must hold, and none at all always do", () => {
  const main: Condition = { field: "branch", test: "is", values: ["main"] };
  const large: Condition = { field: "lines", test: "over", values: [100] };
  assert.equal(matches([], {}), true);
  assert.equal(matches([main, large], { branch: "main", lines: 200 }), true);
  assert.equal(matches([main, large], { branch: "main", lines: 20 }), false);
});

test("what every object inherits is no field", () => {
  for (const field of ["constructor", "toString", "__proto__"]) {
    assert.equal(matches([{ field, test: "not", values: ["x"] }], {}), true);
    assert.equal(matches([{ field, test: "is", values: ["x"] }], {}), false);
  }
});
