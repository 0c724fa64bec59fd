import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { analyse } from "../../src/analysis/analyse.ts";
import { plansIn } from "../../src/analysis/plan/plans.ts";
import { brokenLinks } from "../../src/analysis/rules/launch/links.ts";
import { negativeSlack, thinSlack } from "../../src/analysis/rules/launch/slack.ts";
import { slippedPath } from "../../src/analysis/rules/launch/slipped.ts";
import { blockedCritical, openGate, staleStatus, unplannedCritical } from "../../src/analysis/rules/launch/tasks.ts";
import { thresholdsOf, type Rule } from "../../src/analysis/rule.ts";
import type { Change, FieldValue, Item } from "../../src/core/item.ts";
import type { Finding } from "../../src/core/finding.ts";
import { calendarOf, itemOf, people, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { NOW, run } from "./run-rule.ts";

/** Spring, on Tuesday 1 December unless said otherwise: seven business days away. */
function launch(date: string | null = "2026-12-01", fields: Record<string, FieldValue> = {}): Item {
  const actors = [{ name: "Priya Nair", role: "owner" }];
  return itemOf({
    id: "files:plan#launch",
    source: "files",
    kind: "launch",
    title: "Spring",
    actors,
    fields: { plan: "Spring", date, cadence: null, ...fields },
  });
}

function task(title: string, fields: Record<string, FieldValue> = {}): Item {
  const known = { owner: "Dana Reyes", statusAt: "2026-11-18T09:00:00.000Z", path: "plan/spring.md" };
  return taskOf(title, { plan: "Spring", key: title, dependsOn: [], eta: null, estimate: null, gate: false, ...known, ...fields });
}

function told(findings: readonly Finding[]): string[] {
  return findings.map(({ title, why, action, owner }) => `${textOf(title)}: ${textOf(why)}. Next: ${textOf(action)} (${owner})`);
}

function lineFor(rule: Rule, items: readonly Item[]): string {
  const lines = told(run(rule, items));
  assert.equal(lines.length, 1);
  return lines[0] ?? "";
}

describe("what is said of a launch", () => {
  test("that is late: by how much, and by which tasks", () => {
    const items = [
      launch(),
      task("Build", { estimate: 5 }),
      task("Test", { dependsOn: ["build"], estimate: 4 }),
      task("Post", { estimate: 1 }),
    ];
    assert.equal(
      lineFor(negativeSlack, items),
      "Spring can't be ready on 2026-12-01: its critical path ends 2 business days later: Build, then Test. Next: cut work from it, add people or move the date (Priya Nair)",
    );
  });

  test("by tasks of which their source says no more than it has to", () => {
    const sparse = [launch(), taskOf("Build", { plan: "Spring", key: "Build", due: "2026-12-02" })];
    assert.match(lineFor(negativeSlack, sparse), /^Spring can't be ready on 2026-12-01: /);
    const moved: Change = { item: sparse[1]?.id ?? "", field: "due", from: "2026-11-20", to: "2026-12-02", at: "2026-11-18T09:00:00.000Z" };
    const context = {
      items: sparse,
      gone: [],
      changes: [moved],
      now: NOW,
      calendar: calendarOf(),
      people,
      thresholds: thresholdsOf(slippedPath, {}),
    };
    assert.match(told(slippedPath.find(context))[0] ?? "", /^Build slipped on the way to Spring: put off by 7 business days/);
  });

  test("that has little room, or none", () => {
    assert.match(
      lineFor(thinSlack, [launch(), task("Build", { estimate: 6 })]),
      /^Spring on 2026-12-01 has no room for delay: its critical path ends 1 business day before it: Build\./,
    );
    assert.match(lineFor(thinSlack, [launch(), task("Build", { estimate: 7 })]), /ends on that very day: Build\./);
  });

  test("by a long path: its first tasks and its last", () => {
    const names = ["One", "Two", "Three", "Four", "Five", "Six"];
    const chain = names.map((name, index) =>
      task(name, { estimate: 2, dependsOn: names.slice(index - 1, Math.max(index, 0)).slice(0, index) }),
    );
    assert.match(lineFor(negativeSlack, [launch(), ...chain]), /5 business days later: One, then Two, then others, then Six\./);
  });

  test("weighs more the later it is, and the nearer", () => {
    const severity = (date: string, estimate: number): number | undefined =>
      run(negativeSlack, [launch(date), task("Build", { estimate })])[0]?.severity;
    assert.deepEqual(
      [severity("2026-12-01", 8), severity("2026-12-01", 12), severity("2026-12-01", 30), severity("2026-11-19", 1)],
      [2, 3, 4, 4],
    );
  });
});

describe("what is said of a task on the way to a launch", () => {
  test("that slipped: from the later of its dates to the later of them", () => {
    const slipped = task("Build", { due: "2026-11-24", eta: "2026-11-27" });
    const changes: Change[] = [{ item: slipped.id, field: "eta", from: "2026-11-20", to: "2026-11-27", at: NOW }];
    const context = {
      items: [launch(), slipped],
      gone: [],
      changes,
      now: NOW,
      calendar: calendarOf(),
      people,
      thresholds: thresholdsOf(slippedPath),
    };
    assert.deepEqual(told(slippedPath.find(context)), [
      "Build slipped on the way to Spring: put off by 2 business days to 2026-11-27, on the critical path of Spring on 2026-12-01. Next: agree what must give for the launch to hold (Dana Reyes)",
    ]);
  });

  test("that lacks an owner or a date, is not told of, is blocked, or is a decision", () => {
    assert.deepEqual(
      [
        lineFor(unplannedCritical, [launch(), task("Build", { owner: null })]),
        lineFor(unplannedCritical, [launch(), task("Build")]),
        lineFor(staleStatus, [launch("2026-12-30"), task("Build", { statusAt: "2026-11-11T09:00:00.000Z" })]),
        lineFor(blockedCritical, [launch(), task("Build", { status: "blocked", blockedBy: "the permit", blockedSince: "2026-11-16" })]),
        lineFor(openGate, [launch("2026-11-23"), task("Go/no-go", { gate: true, owner: null })]),
      ],
      [
        "Build needs an owner and a date: the critical path of Spring on 2026-12-01 hangs on it. Next: name somebody for it (you)",
        "Build needs a date: the critical path of Spring on 2026-12-01 hangs on it. Next: say when it will be done, or how much work is left (Dana Reyes)",
        "Nobody has told how Build stands: not started, last told of 6 business days ago, part of Spring on 2026-12-30. Next: say how it stands and when it will be done (Dana Reyes)",
        "Build is blocked and holds up Spring: waiting for the permit for 3 business days, on the critical path of Spring on 2026-12-01. Next: clear the way or find a way around (Dana Reyes)",
        "Go/no-go is still open: it decides on Spring on 2026-11-23. Next: decide, or say what is missing for it (you)",
      ],
    );
  });

  test("that waits for itself, or for what there is not", () => {
    const circle = [task("Build", { dependsOn: ["Test"] }), task("Test", { dependsOn: ["Build"] })];
    assert.match(
      lineFor(brokenLinks, [launch(), ...circle]),
      /^Build waits for itself: the way to Spring on 2026-12-01 goes in a circle: Build, then Test\./,
    );
    assert.match(
      lineFor(brokenLinks, [launch(), task("Build", { dependsOn: ["T-9"] })]),
      /^Build waits for what its plan does not have: T-9 is not in the plan of Spring/,
    );
    const many = ["T-9", "Test", "T-10", "T-11", "T-12", "T-13"];
    assert.match(
      lineFor(brokenLinks, [launch(), task("Build", { dependsOn: many }), task("Test")]),
      /: T-9, T-10, T-11 and 2 others are not in the plan of Spring/,
    );
    const two = [launch(), task("Build", { dependsOn: many.slice(0, 3) }), task("Test")];
    assert.match(lineFor(brokenLinks, two), /: T-9 and T-10 are not in the plan of Spring/);
  });

  test("is told once where the rules over all tasks say the same", () => {
    const items = [
      launch(),
      task("Build", { owner: null, status: "in_progress", due: "2026-11-25", statusAt: "2026-11-02T09:00:00.000Z" }),
      task("Other", {}),
    ];
    const found = analyse({
      items,
      gone: [],
      changes: [],
      now: NOW,
      calendar: calendarOf(),
      people,
      thresholds: {},
      sources: [],
      ledger: [],
      reader: "me",
    }).judged;
    const about = found.filter(({ finding }) => finding.primary === items[1]?.id).map(({ finding }) => finding.rule);
    assert.ok(about.includes("LNCH-04") && !about.includes("TASK-04"), about.join());
  });
});

test("tasks name their launch by its plan or its name, in whatever case, and a launch of another source has its own", () => {
  const named = [
    launch(undefined, { plan: "Launches" }),
    task("Build", { plan: "spring " }),
    task("Test", { plan: "LAUNCHES" }),
    task("Other", { plan: "Autumn" }),
  ];
  const elsewhere = itemOf({
    id: "notion:1",
    source: "notion",
    kind: "launch",
    title: "Spring",
    fields: { plan: "Spring", date: null, cadence: null },
  });
  const plans = plansIn({ items: [...named, elsewhere], now: NOW, calendar: calendarOf(), people });
  assert.deepEqual(
    plans.map(({ open, slack }) => [open.map(({ item }) => item.title).toSorted(), slack]),
    [
      [["Build", "Test"], 7],
      [[], undefined],
    ],
  );
});
