import assert from "node:assert/strict";
import { test } from "node:test";
import { summariseTests } from "../../src/analysis/summary/junit.ts";
import type { Item } from "../../src/core/item.ts";
import { NOW } from "../support/day.ts";
import { itemOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";

function reportOf(path: string, tests: number, failures: number, flaky = 0): Item {
  const fields = { path, tests, failures, errors: 0, skipped: 0, flaky, timeSeconds: null, ranAt: null };
  return itemOf({ id: `junit:${path}`, source: "junit", kind: "report", fields });
}

function testOf(title: string, report: string, status = "failed"): Item {
  return itemOf({ id: `junit:${report}#${title}`, source: "junit", kind: "test", title, fields: { report, status } });
}

function tell(news: readonly Item[], known: readonly Item[] = []): string[] {
  const material = { news, items: [...news, ...known], gone: [], findings: [], sources: [], asOf: NOW, timezone: "UTC" };
  return summariseTests(news, material).map(({ text }) => textOf(text));
}

test("failing and flaky tests are named, and counted among all", () => {
  const tests = [testOf("adds", "a.xml"), testOf("pays", "b.xml"), testOf("waits", "b.xml", "flaky")];
  assert.deepEqual(tell([reportOf("a.xml", 400, 1), reportOf("b.xml", 12, 1, 1), ...tests]), [
    "Tests: 2 of 412 tests failed in 2 reports: adds; pays; flaky: waits.",
  ]);
});

test("a test that fails as before is named again when its report was written anew", () => {
  assert.deepEqual(tell([reportOf("a.xml", 2, 1)], [testOf("adds", "a.xml"), testOf("old", "b.xml")]), [
    "Tests: 1 of 2 tests failed in 1 report: adds.",
  ]);
});

test("that none failed is told, and that nothing ran is not", () => {
  assert.deepEqual(tell([reportOf("a.xml", 3, 0)]), ["Tests: 3 tests in 1 report, none failed."]);
  assert.deepEqual(tell([]), []);
});
