import assert from "node:assert/strict";
import { test } from "node:test";
import { telling } from "../../src/analysis/summary/git-subjects.ts";
import { summariseGit } from "../../src/analysis/summary/git.ts";
import type { Item } from "../../src/core/item.ts";
import { check } from "../../src/verify/check.ts";
import { runDay } from "../support/day.ts";
import { healthOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { branchOf, commitOf, following, repositoryOf, tagOf, tallyOf, todoOf, treeOf } from "./git-items.ts";

const at = (hour: number): string => `2026-11-18T${String(hour).padStart(2, "0")}:00:00.000Z`;

function linesOf(news: readonly Item[], earlier?: readonly Item[]): string[] {
  const material = {
    news,
    items: news,
    gone: [],
    findings: [],
    sources: [],
    asOf: "2026-11-19T08:00:00.000Z",
    timezone: "UTC",
    ...(earlier && { earlier }),
  };
  return summariseGit(news, material).map((bullet) => textOf(bullet.text));
}

test("one line says how many commits, by whom, where, and what matters most in them", () => {
  const commits = [
    commitOf("Add coupons", at(8), { folder: "src/cart" }, "Ben Ode"),
    commitOf("chore: tidy", at(9), { folder: "src/cart" }, "Ann Lee"),
    commitOf("fix: rounding", at(10), { folder: "src/cart" }, "Ann Lee"),
    commitOf("docs: say more", at(11), { folder: "docs" }, "Ann Lee"),
    commitOf("wip", at(12), {}, "Ann Lee"),
    commitOf("Merge branch 'coupons'", at(13), { merge: true }, "Ann Lee"),
    commitOf("Speed up search", at(14), { folder: "src/cart" }, "Ann Lee"),
    commitOf("feat(api)!: drop the old API", at(15), { folder: "src/api" }, "Ann Lee"),
  ];
  assert.deepEqual(linesOf([...commits, tallyOf(8)]), [
    "shop: 8 commits by Ann Lee and Ben Ode: Add coupons; fix: rounding; Speed up search; feat(api)!: drop the old API; 4 more.",
  ]);
});

test("a folder is named where most commits happened in it", () => {
  const commits = [1, 2, 3, 4, 5].map((hour) => commitOf(`Add ${hour}`, at(hour), { folder: hour < 4 ? "src/cart" : "docs" }));
  assert.match(linesOf([...commits, tallyOf(5)])[0] ?? "", /by Ben Ode, mostly in src\/cart: /);
});

test("many authors are named in order of the alphabet, never of counts, and the rest is counted", () => {
  const commits = ["Zoe Z", "Ann A", "Ben B", "Cleo C", "Dan D"].map((name, hour) => commitOf(`Add ${name}`, at(hour), {}, name));
  assert.match(linesOf([...commits, tallyOf(5)])[0] ?? "", /^shop: 5 commits by Ann A, Ben B and 3 others: /);
});

test("updates by bots are a number", () => {
  const bots = [1, 2].map((hour) => commitOf(`Bump x to ${hour}`, at(hour), { bot: true }, "dependabot[bot]"));
  assert.deepEqual(linesOf([...bots, commitOf("Add coupons", at(3)), tallyOf(3, { byBots: 2 })]), [
    "shop: 3 commits, 1 by Ben Ode, 2 by bots: Add coupons.",
  ]);
  assert.deepEqual(linesOf([...bots, tallyOf(2, { byBots: 2 })]), ["shop: 2 commits, all by bots."]);
  assert.deepEqual(linesOf([...bots, commitOf("Add coupons", at(3)), tallyOf(9, { byBots: 2, shown: 3 })]), [
    "shop: 9 commits by Ben Ode, some by bots: Add coupons.",
  ]);
});

test("releases, other tags and added notes have lines of their own", () => {
  assert.deepEqual(linesOf([tagOf("v1.2.0"), tagOf("v1.1.9")]), ["shop: released v1.2.0 and v1.1.9."]);
  assert.deepEqual(linesOf([tagOf("v1.2.0"), tagOf("nightly", false), tagOf("a", false), tagOf("b", false)]), [
    "shop: tagged v1.2.0, nightly, a and 1 more.",
  ]);
  assert.deepEqual(linesOf([todoOf("// TODO sort"), todoOf("# FIXME(ben): slow"), todoOf("// TODO c")]), [
    "shop: 3 TODOs added: // TODO sort (src/cart.ts); # FIXME(ben): slow (src/cart.ts); 1 more.",
  ]);
});

test("beyond a hundred, notes and commits are told as more than that", () => {
  const many = Array.from({ length: 150 }, (_, index) => index);
  assert.deepEqual(linesOf(many.map((index) => todoOf(`// TODO ${index}`))), [
    "shop: more than 100 TODOs added: // TODO 0 (src/cart.ts); // TODO 1 (src/cart.ts); more than 100 others.",
  ]);
  const commits = many.map((index) => commitOf(`Add ${index}`, at(index % 24)));
  assert.match(linesOf([...commits, tallyOf(150)])[0] ?? "", /^shop: 150 commits by Ben Ode: .*; more than 100 others\.$/);
});

test("a note that was there before is not told again when it is committed", () => {
  const [before, after] = [todoOf("// TODO sort", { committed: false }), todoOf("// TODO sort", { line: 9 })];
  assert.deepEqual(linesOf([after], [before]), []);
});

test("a quiet repository has its last commit told, and standing things tell nothing", () => {
  const older = [commitOf("Old", at(1), { older: true }), commitOf("Older", at(0), { older: true })];
  assert.deepEqual(linesOf([...older, repositoryOf(), treeOf({ changed: 1 }), branchOf("x", at(1))]), [
    `shop: nothing new. Its last commit is Old by Ben Ode, ${at(1)}.`,
  ]);
});

test("of many repositories the busiest have their lines, the others share one", () => {
  const news = ["a", "b", "c", "d", "e"].flatMap((name, index) => [
    ...Array.from({ length: 5 - index }, (_, hour) => commitOf(`Add ${hour}`, at(hour), {}, "Ben Ode", name)),
    tallyOf(5 - index, {}, name),
  ]);
  const lines = linesOf(news);
  assert.deepEqual(
    lines.map((line) => line.split(":")[0]),
    ["a", "b", "c", "3 commits in 2 other repositories."],
  );
});

test("of what matters equally the larger change is told, each subject once", () => {
  const commits = [
    commitOf("Add a", at(1), { insertions: 1 }),
    commitOf("Add b", at(2), { insertions: 900 }),
    commitOf("add B", at(3), { insertions: 900 }),
  ];
  assert.deepEqual(
    telling(commits, 1).map((commit) => commit.title.toLowerCase()),
    ["add b"],
  );
});

test("a briefing over a busy week passes every check and keeps to its length", () => {
  const old = "2026-08-01T08:00:00.000Z";
  const items = [
    repositoryOf(),
    treeOf({ changed: 3, untracked: 1, oldestChangeAt: "2026-11-09T08:00:00.000Z", oldestNewAt: "2026-11-10T08:00:00.000Z" }),
    branchOf("topic", old),
    branchOf("waiting", "2026-11-10T08:00:00.000Z", { unpushed: 2, oldestUnpushedAt: "2026-11-10T08:00:00.000Z" }),
    ...[1, 2, 3, 4, 5, 6].map((hour) =>
      commitOf(`Add part ${hour} of 12`, at(hour), { folder: "src/cart" }, hour > 3 ? "Priya Nair" : "Ben Ode"),
    ),
    commitOf('Revert "Add coupons"', at(9), following(at(4))),
    commitOf("fix: totals", at(9), following(at(3), "fix", "files")),
    tallyOf(8),
    tagOf("v1.2.0"),
    todoOf("// TODO sort"),
  ];
  const { briefing, evidence } = runDay({
    items,
    sources: [healthOf("git", "2026-11-19T08:00:00.000Z", { count: items.length })],
  });
  assert.deepEqual(check(briefing, evidence), []);
  const risks = briefing.sections.find((section) => section.id === "risks")?.bullets.map((bullet) => textOf(bullet.text)) ?? [];
  assert.equal(risks.length, 3);
  assert.match(risks[0] ?? "", /shop has 3 changed and 1 new file: .*\. Next: commit what is worth keeping, discard the rest \(you\)\.$/);
});
