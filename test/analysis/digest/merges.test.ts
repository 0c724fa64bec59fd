import assert from "node:assert/strict";
import { test } from "node:test";
import { mergesIn } from "../../../src/analysis/digest/merges.ts";
import { allOf, weeksUpTo } from "../../../src/analysis/digest/week.ts";
import type { Item } from "../../../src/core/item.ts";
import { NOW } from "../../support/day.ts";
import { changeOf, pullOf } from "./pulls.ts";

function titlesOf(items: readonly Item[]): string[] {
  return mergesIn(items)
    .map(({ item }) => item.title)
    .toSorted();
}

test("a pull request and the commit that merged it are one change", () => {
  const items = [pullOf(12), changeOf("12".padStart(40, "b"), { merge: true })];
  assert.deepEqual(titlesOf(items), ["Change 12"]);
  assert.equal(mergesIn(items)[0]?.also[0], items[1]);
});

test("a squashed commit belongs to the pull request whose number it gives, in its own repository only", () => {
  const pull = pullOf(12, { mergeCommit: null });
  const squashed = changeOf("5a", { pullRequest: 12 });
  assert.deepEqual(titlesOf([pull, squashed]), ["Change 12"]);
  const elsewhere = changeOf("5b", { pullRequest: 12, repository: "docs" });
  assert.deepEqual(titlesOf([pull, elsewhere]), ["Change 12", "Change 5b"]);
  const byPage = changeOf("5c", { pullRequest: 12, repository: "clone" }, { url: "https://github.com/acme/shop/commit/5c" });
  assert.deepEqual(titlesOf([pull, byPage]), ["Change 12"]);
});

test("commits that a service put on the branch one by one belong to the pull request of the last", () => {
  const at = (second: number): string => `2026-11-17T09:00:0${second}.000Z`;
  const own = { authoredAt: "2026-11-16T10:00:00.000Z" };
  const last = changeOf("12".padStart(40, "b"), own, { ts: at(2) });
  const before = changeOf("6a", own, { ts: at(1) });
  const foreign = changeOf("6b", { authoredAt: "2026-11-10T10:00:00.000Z" }, { ts: at(1) });
  assert.deepEqual(titlesOf([before, last, foreign, pullOf(12)]), ["Change 12", "Change 6b"]);
});

test("without pull requests every step of the default branch is a change, also where two clones tell of it", () => {
  const [a, b] = [changeOf("1a"), changeOf("1b")];
  const clone = { ...a, id: `git:../clone/change/${String(a.fields["sha"])}` };
  assert.deepEqual(titlesOf([a, b, clone]), ["Change 1a", "Change 1b"]);
});

test("a change that was taken to a release as well counts once, at its original", () => {
  const aside = { base: "release/1.2", baseIsDefault: false };
  const items = [
    pullOf(1, {}, { title: "Fix totals" }),
    pullOf(2, aside, { title: "[release/1.2] Fix totals (#1)" }),
    pullOf(3, aside, { title: "Another title", body: `(cherry picked from commit ${"1".padStart(40, "b")})` }),
    pullOf(4, aside, { title: "Only for the release" }),
  ];
  assert.deepEqual(titlesOf(items), ["Fix totals", "Only for the release"]);
});

test("a change that was first made on a release and then picked to the default branch is told once, where it was first made", () => {
  const hotfix = pullOf(1, { base: "release/1.2", baseIsDefault: false }, { title: "Fix totals" });
  const sha = "1".padStart(40, "b");
  const later = "2026-11-17T10:00:00.000Z";
  const picked = pullOf(2, { mergedAt: later }, { title: "Fix totals", body: `(cherry picked from commit ${sha})` });
  const pushed = changeOf("5a", { pickedFrom: sha }, { title: "Fix totals", ts: later });
  for (const copy of [picked, pushed]) {
    const told = mergesIn([copy, hotfix]).map(({ item, also }) => [item.id, also.map(({ id }) => id)]);
    assert.deepEqual(told, [[hotfix.id, [copy.id]]]);
  }
});

test("changes that say that they were picked from each other are one, with all their copies", () => {
  const from = (number: number): string => `(cherry picked from commit ${String(number).padStart(40, "b")})`;
  const items = [pullOf(1, {}, { body: from(3) }), pullOf(2, {}, { body: from(1) }), pullOf(3, {}, { body: from(2) })];
  const copy = pullOf(4, {}, { body: from(2) });
  assert.deepEqual(
    mergesIn([...items, copy]).map(({ item, also }) => [item.title, also.map(({ title }) => title)]),
    [["Change 1", ["Change 2", "Change 3", "Change 4"]]],
  );
});

test("what was merged into another's branch is out only with that one", () => {
  assert.deepEqual(titlesOf([pullOf(1), pullOf(2, { base: "work/1", baseIsDefault: false })]), ["Change 1"]);
});

test("a change and its revert cancel out, and a revert that was taken back does not", () => {
  const made = changeOf("1a");
  const undone = changeOf("1b", { reverts: String(made.fields["sha"]) }, { ts: "2026-11-17T10:00:00.000Z" });
  const again = changeOf("1c", { reverts: String(undone.fields["sha"]) }, { ts: "2026-11-17T11:00:00.000Z" });
  const [pair] = weeksUpTo(NOW, mergesIn([made, undone]));
  assert.deepEqual([pair?.undone.length, pair?.shipped.length], [1, 0]);
  const [three] = weeksUpTo(NOW, mergesIn([again, undone, made]));
  assert.deepEqual(
    three?.shipped.map(({ item }) => item.title),
    ["Change 1a"],
  );
  const pulls = [pullOf(7), pullOf(8, { reverts: "acme/shop#7", mergedAt: "2026-11-17T12:00:00.000Z" }, { title: 'Revert "Change 7"' })];
  assert.equal(weeksUpTo(NOW, mergesIn(pulls))[0]?.undone.length, 1);
});

test("what was merged before a change has not taken it back, whatever it says", () => {
  const items = [pullOf(1), pullOf(2, { reverts: "acme/shop#1", mergedAt: "2026-11-17T08:00:00.000Z" })];
  const [week] = weeksUpTo(NOW, mergesIn(items));
  assert.deepEqual([week?.shipped.length, week?.undone.length], [2, 0]);
});

test("a revert of an earlier week's change is a change of its own", () => {
  const made = changeOf("1a", {}, { ts: "2026-11-10T09:00:00.000Z" });
  const undone = changeOf("1b", { reverts: String(made.fields["sha"]) });
  const [now, before] = weeksUpTo(NOW, mergesIn([made, undone]));
  assert.deepEqual([now?.shipped.length, before?.shipped.length], [1, 1]);
});

test("updates by programs and of dependencies are routine, and every change is in one part of its week", () => {
  const items = [
    pullOf(1),
    pullOf(2, { bot: true }),
    pullOf(3, {}, { title: "Bump parser from 1.2 to 1.3" }),
    pullOf(4, {}, { title: "chore(deps): update dependency zod to v4" }),
    changeOf("9a", { reverts: "9b".padEnd(40, "0") }, { ts: "2026-11-18T09:00:00.000Z" }),
    changeOf("9b"),
  ];
  const [week] = weeksUpTo(NOW, mergesIn(items));
  assert.ok(week);
  assert.deepEqual([week.shipped.length, week.routine.length, week.undone.length], [1, 3, 1]);
  assert.equal(new Set(allOf(week)).size, items.length);
});
