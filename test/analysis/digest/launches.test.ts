import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change, FieldValue, Item } from "../../../src/core/item.ts";
import { derived, fact, getFact, prose } from "../../../src/core/prose.ts";
import { lineOf } from "../../../src/analysis/reports/finish.ts";
import { itemOf, taskOf } from "../../support/items.ts";
import { textOf } from "../../support/text.ts";
import { composeDay } from "../report-day.ts";

const NOW = "2026-11-19T09:00:00.000Z";

function task(title: string, fields: Record<string, FieldValue> = {}): Item {
  const known = { owner: "Dana Reyes", statusAt: NOW, path: "plan/spring.md" };
  return taskOf(title, { plan: "Spring", key: title, dependsOn: [], eta: null, estimate: null, gate: false, ...known, ...fields });
}

const launch = itemOf({
  id: "files:plan#launch",
  source: "files",
  kind: "launch",
  title: "Spring",
  fields: { plan: "Spring", date: "2026-12-11", cadence: null },
});

function launchesOf(items: readonly Item[], changes: readonly Change[] = []) {
  const { sections } = composeDay({ report: "weekly_digest", items: [launch, ...items], changes, now: NOW });
  return sections.find(({ title }) => title === "Launches");
}

test("a launch is told with its room now and a week ago, its path, what slipped and who owes a date, also as a table", () => {
  const build = task("Build", { eta: "2026-12-07" });
  const changes = [{ item: build.id, field: "eta", from: "2026-12-02", to: "2026-12-07", at: "2026-11-17T09:00:00.000Z" }];
  const section = launchesOf([build, task("Test", { dependsOn: ["Build"], estimate: 2 }), task("Post", { owner: null })], changes);
  const [line] = section?.bullets ?? [];
  assert.equal(
    textOf(line?.text ?? []),
    "Spring: 2026-12-11; 2 business days of room (by the dates of a week ago 5 business days of room); critical path Build, then Test; slipped this week: Build by 3 business days; no date yet: Post (unassigned).",
  );
  assert.deepEqual(section?.columns, ["Launch", "Date", "Room", "Critical path", "Slipped this week", "No date yet"]);
  const said = textOf(line?.text ?? []);
  for (const cell of line?.cells ?? []) assert.ok(said.includes(textOf(cell)), textOf(cell));
  assert.equal(line?.cells?.length, section.columns.length);
});

test("a launch whose past nobody has seen is told as it is, and one with nothing left is not told", () => {
  assert.match(
    textOf(launchesOf([task("Build", { due: "2026-12-14" })])?.bullets[0]?.text ?? []),
    /^Spring: 2026-12-11; 1 business day too late; critical path Build\.$/,
  );
  assert.match(textOf(launchesOf([task("Build", { due: "2026-12-11" })])?.bullets[0]?.text ?? []), /; no room; /);
  assert.equal(launchesOf([task("Build", { status: "done" })]), undefined);
});

test("a room that does not follow from the path is noticed", () => {
  const build = task("Build", { eta: "2026-12-07", estimate: 3 });
  const from = ["fields.estimate", "fields.eta"].map((path) => getFact(build, path));
  const room = (days: number): boolean => {
    const bullet = lineOf(
      prose`${fact(launch, "title")}: ${derived(days, "business day", [getFact(launch, "fields.date"), ...from])} of room.`,
    );
    const briefing = composeDay({ items: [launch, build], now: NOW, bullets: [bullet] });
    return briefing.sections.some(({ bullets }) => bullets.some(({ text }) => textOf(text).includes("of room")));
  };
  assert.equal(room(4), true);
  assert.throws(() => room(5), /derived-differs/);
});
