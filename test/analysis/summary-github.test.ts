import assert from "node:assert/strict";
import { test } from "node:test";
import { coverageOf } from "../../src/analysis/briefing/coverage.ts";
import { summariseWork } from "../../src/analysis/summary/github.ts";
import type { Item } from "../../src/core/item.ts";
import { NOW } from "../support/day.ts";
import { healthOf, itemOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";

function workOf(kind: string, number: number, conclusion = "failed"): Item {
  return itemOf({ id: `github:dana/shop#${number}`, source: "github", kind, fields: { conclusion } });
}

function tell(news: readonly Item[], earlier?: readonly Item[]): string[] {
  const material = { news, items: news, gone: [], findings: [], sources: [], asOf: NOW, timezone: "UTC", ...(earlier && { earlier }) };
  return summariseWork(news, material).map(({ text }) => textOf(text));
}

const pulls = [workOf("pull_request", 1), workOf("pull_request", 2)];

test("what there is is counted by its kind, a job that passed is none", () => {
  const news = [...pulls, workOf("ci_job", 3), workOf("ci_job", 4, "passed"), workOf("release", 5)];
  assert.deepEqual(tell(news), ["GitHub: 2 pull requests, 1 release and 1 failed job."]);
});

test("what is new is told apart from what has changed", () => {
  assert.deepEqual(tell([...pulls, workOf("issue", 6)], pulls.slice(1)), [
    "GitHub: 1 new pull request, 1 changed pull request and 1 new issue.",
  ]);
});

test("what runs as a whole, changes and single failures tell is told by their jobs", () => {
  const news = [workOf("ci_job", 3), ...["ci_failure", "ci_run", "ci_change"].map((kind, index) => workOf(kind, 10 + index))];
  assert.deepEqual(tell(news), ["GitHub: 1 failed job."]);
});

test("where only jobs passed, nothing is told", () => {
  assert.deepEqual(tell([workOf("ci_job", 4, "passed")]), []);
});

test("what was looked at is said by repositories and pull requests", () => {
  const inShop = (kind: string, number: number) =>
    itemOf({ id: `github:dana/shop#${number}`, source: "github", kind, fields: { repository: "dana/shop" } });
  const sources = [healthOf("github", NOW)];
  const told = (items: readonly Item[]) => textOf(coverageOf(sources, items, undefined));
  assert.equal(
    told([inShop("pull_request", 1), inShop("issue", 2)]),
    "Looked at 1 repository with 1 pull request at GitHub over the last 7 days.",
  );
  assert.equal(told([inShop("issue", 2)]), "Looked at 1 repository at GitHub over the last 7 days.");
  assert.equal(told([]), "Looked at GitHub over the last 7 days.");
});
