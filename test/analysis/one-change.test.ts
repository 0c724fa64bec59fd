import assert from "node:assert/strict";
import { test } from "node:test";
import { analyse } from "../../src/analysis/analyse.ts";
import type { Item } from "../../src/core/item.ts";
import { peopleWith } from "../support/simulator/cast.ts";
import { thursday as s } from "./code-world.ts";
import { commitOf, following, repositoryOf } from "./git-items.ts";

const MERGED_AT = s.minutes(-600);
const { earlierSha } = following(MERGED_AT);
const MERGED = s.pull("Warn of spring tides", { number: 12, state: "merged", mergedAt: MERGED_AT, mergeCommit: String(earlierSha) });
const TAKES_BACK = s.pull("Revert the warning", { number: 13, reverts: "harbor/tides#12", openedAt: s.minutes(-300) });
const UNDONE = commitOf('Revert "Warn of spring tides"', s.minutes(-240), following(MERGED_AT));

/** The rules that speak of a change that was undone. */
function rulesOf(items: readonly Item[]): string[] {
  const { now, calendar } = s;
  const sources = ["git", "github"].map((source) => ({ source, ok: true, fetchedAt: now, window: { from: now, to: now }, count: 1 }));
  const input = { items, gone: [], changes: [], sources, ledger: [], now, calendar, people: peopleWith(), thresholds: {}, reader: "me" };
  const rules = analyse(input).judged.map(({ finding }) => finding.rule);
  return rules.filter((rule) => rule === "PR-10" || rule === "REPO-03");
}

test("a merge that was taken back is told once where both the service and the repository show it", () => {
  assert.deepEqual(rulesOf([repositoryOf(), MERGED, TAKES_BACK, UNDONE]), ["PR-10"]);
});

test("it is told by the repository where the service shows no pull request that took it back", () => {
  assert.deepEqual(rulesOf([repositoryOf(), MERGED, UNDONE]), ["REPO-03"]);
  assert.deepEqual(rulesOf([repositoryOf(), UNDONE]), ["REPO-03"]);
});

test("several that are told elsewhere do not make a repository restless", () => {
  const times = [600, 590, 580, 570].map((ago) => s.minutes(-ago));
  const merged = times.map((at, index) => {
    const mergeCommit = String(following(at)["earlierSha"]);
    return s.pull(`Change ${index}`, { number: 20 + index, state: "merged", mergedAt: at, mergeCommit });
  });
  const takers = merged.map((_pull, index) =>
    s.pull(`Revert ${index}`, { number: 40 + index, reverts: `harbor/tides#${20 + index}`, openedAt: s.minutes(-300) }),
  );
  const undone = times.map((at, index) => commitOf(`Undo ${index}`, s.minutes(-240), following(at)));
  assert.deepEqual(rulesOf([repositoryOf(), ...merged, ...takers, ...undone]), ["PR-10", "PR-10", "PR-10", "PR-10"]);
});
