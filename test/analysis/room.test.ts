import assert from "node:assert/strict";
import { test } from "node:test";
import { NOW } from "../support/day.ts";
import { healthOf, itemOf, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { linesOf, runDay } from "./checked-day.ts";
import { branchOf, commitOf, following, repositoryOf, tagOf, tallyOf } from "./git-items.ts";

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

test("events beyond the budget are all named on the day on which they are found", () => {
  const commits = NAMES.flatMap((name) => [
    repositoryOf(name),
    commitOf(
      `Revert in ${name}`,
      "2026-11-18T10:00:00.000Z",
      { ...following("2026-11-18T09:00:00.000Z"), earlierSubject: `Add ${name}`, earlierSha: name },
      "Ben Ode",
      name,
    ),
  ]);
  const { briefing } = runDay({ items: commits, sources: [healthOf("git", NOW)] });
  const told = linesOf(briefing, "risks").join("\n");
  for (const name of NAMES) assert.ok(told.includes(`Add ${name} was undone`), told);
  assert.deepEqual(linesOf(briefing, "counts"), []);
});

test("every repository with news keeps a line with its counts, however much else there is to say", () => {
  const names = ["api", "shop", "web", "docs"];
  const news = names.flatMap((name) =>
    [1, 2, 3]
      .map((hour) => commitOf(`Change ${hour} ${"with many words ".repeat(9)}`, `2026-11-18T0${hour}:00:00.000Z`, {}, "Ben Ode", name))
      .concat(tallyOf(3, {}, name)),
  );
  const tasks = Array.from({ length: 12 }, (_, index) =>
    taskOf(`Report ${index} ${"of many words ".repeat(9)}`, { due: "2026-11-16", owner: "me" }),
  );
  const { briefing } = runDay({ items: [...tasks, ...news], sources: [healthOf("files", NOW), healthOf("git", NOW)] });
  const lines = linesOf(briefing, "changed");
  for (const name of names) assert.ok(lines.includes(`${name}: 3 commits.`), lines.join("\n"));
  assert.ok(!JSON.stringify(briefing).includes('"short"'));
});

test("sentences of our own are told whole, or not at all", () => {
  const note = "The file tasks/house.md was expected to have a date such as 2026-11-20 in line 7, got tomorrow, so that it has none.";
  const items = Array.from({ length: 30 }, (_, index) =>
    taskOf(`Report ${index} ${"of many words ".repeat(9)}`, { due: "2026-11-16", owner: "me" }),
  );
  const { briefing } = runDay({ items, sources: [healthOf("files", NOW, { ok: false, error: note, notes: [note, note] })] });
  const told = [...briefing.gaps, ...briefing.sections.flatMap((section) => section.bullets)].map((bullet) => textOf(bullet.text));
  assert.ok(told.some((line) => line.startsWith("files: ") && line.includes(note)));
  assert.ok(told.filter((line) => line.startsWith("The file")).every((line) => line === note));
});

test("the evidence of commits is the commits, by names that people use", () => {
  const items = [
    repositoryOf(),
    commitOf("Add coupons", "2026-11-18T08:00:00.000Z"),
    tallyOf(1),
    itemOf({ ...tagOf("v1.2.0"), fields: { repository: "shop", repositoryId: "git:shop/repository", release: true, short: "cc48620d8" } }),
    branchOf("topic", "2026-08-01T08:00:00.000Z"),
  ];
  const { briefing } = runDay({ items, sources: [healthOf("git", NOW)] });
  const places = briefing.citations.map(({ title, place }) => `${title}: ${place}`);
  assert.deepEqual(places, [
    "v1.2.0: tag in shop",
    `Add coupons: commit ${String(items[1]?.fields["short"])} in shop`,
    "topic: branch in shop",
  ]);
});

test("an event whose source failed since is nothing that stands open", () => {
  const revert = commitOf("Revert", "2026-11-18T10:00:00.000Z", following("2026-11-18T09:00:00.000Z"));
  const first = runDay({ items: [repositoryOf(), revert], sources: [healthOf("git", NOW)] });
  const now = "2026-11-20T08:00:00.000Z";
  const failed = healthOf("git", now, { ok: false, count: 0, error: "no permission" });
  const { briefing } = runDay({ now, sources: [failed], ledger: first.analysis.ledger, since: NOW });
  assert.deepEqual(
    briefing.gaps.map((gap) => textOf(gap.text)),
    ["git: no permission."],
  );
});

test("a title is emphasised whole, its numbers included", () => {
  const waiting = branchOf("topic", "2026-11-10T08:00:00.000Z", { unpushed: 2, oldestUnpushedAt: "2026-11-10T08:00:00.000Z" });
  const { briefing } = runDay({ items: [repositoryOf(), waiting], sources: [healthOf("git", NOW)] });
  const text = briefing.sections.find((section) => section.style === "numbered")?.bullets[0]?.text ?? [];
  const strong = text.filter((span) => span.kind === "strong" || (span.kind !== "text" && span.strong === true));
  assert.equal(textOf(strong), "topic in shop has 2 unpushed commits");
});

test("of many changes the first are told, and every other one is named or counted", () => {
  const taskFor = (owner: string) => (index: number) => taskOf(`Report ${index}`, { due: "2026-11-16", owner });
  const before = Array.from({ length: 12 }, (_, index) => taskFor("dana")(index));
  const first = runDay({ items: before });
  const items = Array.from({ length: 12 }, (_, index) => taskFor("zed")(index));
  const { briefing, analysis } = runDay({
    now: "2026-11-19T09:00:00.000Z",
    items,
    earlier: before,
    ledger: first.analysis.ledger,
    since: NOW,
  });
  const changed = analysis.judged.filter((each) => each.word === "changed").map((each) => each.finding.key);
  const told = briefing.sections.flatMap((section) => (section.id === "changed" ? section.bullets.flatMap((bullet) => bullet.flags) : []));
  assert.ok(changed.length > 0);
  assert.deepEqual(told.toSorted(), changed.toSorted());
});

test("notes that do not fit are said to be missing", () => {
  const notes = ["one", "two", "three", "four"].map((word) => `Read the first of ${word} only.`);
  const { briefing } = runDay({ sources: [healthOf("files", NOW, { notes })] });
  assert.deepEqual(linesOf(briefing, "counts"), ["Further lines, for length.", ...notes.slice(0, 3)]);
});

test("where only others have something new at risk, what is still open of the reader's own is not denied", () => {
  const mine = taskOf("Mine", { due: "2026-11-16", owner: "me" });
  const first = runDay({ items: [mine] });
  const items = [mine, taskOf("Theirs", { due: "2026-11-16", owner: "dana" })];
  const { briefing } = runDay({ now: "2026-11-19T09:00:00.000Z", items, earlier: [mine], ledger: first.analysis.ledger, since: NOW });
  assert.equal(textOf(briefing.headline), "Nothing new of yours is at risk; 1 thing of others is; 1 thing is still open.");
});

test("a window of no length is not told as one of days", () => {
  const health = healthOf("files", NOW, { window: { from: NOW, to: NOW } });
  assert.equal(textOf(runDay({ items: [taskOf("One")], sources: [health] }).briefing.coverage), "Looked at 1 file.");
});
