import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Chart } from "../../../src/core/briefing.ts";
import type { Change, Item } from "../../../src/core/item.ts";
import { check } from "../../../src/verify/check.ts";
import { calendarOf, itemOf, people, taskOf } from "../../support/items.ts";
import { textOf } from "../../support/text.ts";
import { composeDay, flagOf, pageLines, under } from "../report-day.ts";
import { actor, changeOf, openPull, pullOf } from "./pulls.ts";

const NOW = "2026-11-23T08:00:00.000Z";
const DAY_MS = 24 * 60 * 60 * 1000;

const dana = { key: "dana", name: "Dana Reyes", aliases: [], absences: [], vip: false };

function digestOf(items: readonly Item[]): string[] {
  return pageLines(composeDay({ report: "weekly_digest", now: NOW, items }));
}

/** A change of so many days ago that took so many hours from its first commit on. */
function timed(number: number, daysAgo: number, hours: number): Item {
  const mergedAt = new Date(Date.parse(NOW) - daysAgo * DAY_MS).toISOString();
  return pullOf(number, { mergedAt, firstCommitAt: new Date(Date.parse(mergedAt) - hours * 60 * 60 * 1000).toISOString() });
}

function rolloutOf(title: string, fields: Record<string, string | null>): Item {
  return itemOf({
    id: `files:${title}`,
    source: "files",
    kind: "rollout",
    title,
    actors: [{ name: "Dana Reyes", role: "owner" }],
    fields: {
      service: "shop",
      stage: "50 %",
      plannedStages: [],
      state: "running",
      stageSince: "2026-11-20T09:00:00.000Z",
      plannedStageHours: null,
      nextStepAt: null,
      rollback: null,
      health: null,
      version: null,
      ...fields,
    },
  });
}

test("the weekly digest draws a measure week by week where enough of them can be compared", () => {
  const weekOf = (weeks: number, hours: number): Item[] =>
    Array.from({ length: 5 }, (_, at) => timed(100 * (weeks + 1) + at, 7 * weeks + 1 + at / 10, hours));
  const chartOf = (items: readonly Item[]): Chart | undefined =>
    composeDay({ report: "weekly_digest", now: NOW, items }).sections.find(({ title }) => title === "Measures")?.chart;
  const chart = chartOf([...weekOf(0, 10), ...weekOf(1, 40), ...weekOf(2, 20)]);
  assert.deepEqual([chart?.title, chart?.unit], ["First commit to merge: upper quartile of each week", "hour"]);
  assert.deepEqual(
    chart?.points.map(({ label, value }) => [textOf(label), textOf(value)]),
    [
      ["2 weeks ago", "20 hours"],
      ["the week before", "40 hours"],
      ["this week", "10 hours"],
    ],
  );
  assert.equal(chartOf([...weekOf(0, 10), ...weekOf(1, 40)]), undefined);
});

describe("the weekly digest", () => {
  const files = ["src/checkout/pay.ts 40"];
  const late = openPull(30, { files, additions: 800 }, { title: "Move to the new bank", ts: "2026-11-02T09:00:00.000Z" });
  const items = [
    pullOf(1, { files, additions: 300 }, { title: "Let guests pay in one step" }),
    pullOf(2, { files }, { title: "Show the price before paying" }),
    pullOf(
      3,
      { files: ["src/search/index.ts 9"] },
      { title: "Search by size", actors: [actor("Chen", "author"), actor("Ben", "reviewer")] },
    ),
    pullOf(4, { files: ["src/search/index.ts 9"] }, { title: "refactor: one index", actors: [actor("Chen", "author")] }),
    pullOf(5, { bot: true }, { title: "Bump parser from 1.2 to 1.3" }),
    pullOf(6, { files, mergedAt: "2026-11-18T09:00:00.000Z" }, { title: "Try coupons" }),
    pullOf(7, { files, mergedAt: "2026-11-19T09:00:00.000Z", reverts: "acme/shop#6" }, { title: 'Revert "Try coupons"' }),
    changeOf("1".padStart(40, "b"), { merge: true }),
    late,
    rolloutOf("Checkout v2", { state: "paused", health: "at risk", nextStepAt: "2026-11-24T09:00:00.000Z" }),
    taskOf("Announce the checkout", { due: "2026-11-26", owner: "dana" }),
    taskOf("Decide on the bank", { due: "2026-11-25", owner: "me" }),
    taskOf("Plan the spring", { due: "2027-03-01", owner: "me" }),
  ];
  const flag = flagOf("PR-01", late, "is stale", { severity: 3 });
  const lines = pageLines(composeDay({ report: "weekly_digest", now: NOW, items, findings: [flag] }));

  test("says first how much was merged, by how many, and what is in trouble", () => {
    assert.equal(
      lines.slice(0, 2).join(" "),
      "Mon 23 Nov: 7 changes merged in the last week by 2 authors in 1 repository; 1 rollout paused, failed or taken back.",
    );
  });

  test("tells what was shipped by theme, and what cancels out or is routine in a line each", () => {
    assert.deepEqual(under(lines, "Shipped"), [
      "- Checkout: Let guests pay in one step; Show the price before paying.",
      "- Search: Search by size; refactor: one index.",
      "- Made and taken back, net zero: Try coupons.",
      "- 1 routine update by bots or of dependencies.",
    ]);
  });

  test("says of a rollout that goes on that it is not well", () => {
    const told = ["degraded", "Red", "at risk", "ok", "green", "reduced", null].map((health, at) => rolloutOf(`R${at}`, { health }));
    const page = pageLines(composeDay({ report: "weekly_digest", now: NOW, items: told }));
    assert.match(page[0] ?? "", /; 3 rollouts in poor health\.$/);
    assert.match(under(page, "Rollouts")[0] ?? "", /health degraded/);
  });

  test("says of a task ahead that it is blocked", () => {
    const task = taskOf("Label printers", { due: "2026-11-26", owner: "dana", status: "blocked" });
    const page = pageLines(composeDay({ report: "weekly_digest", now: NOW, items: [task] }));
    assert.deepEqual(under(page, "Next week"), ["- Label printers (dana, by Thu 26 Nov, blocked)."]);
  });

  test("tells stage, state, health, next step and owner of each rollout", () => {
    assert.deepEqual(under(lines, "Rollouts"), [
      "- Checkout v2: 50 % since Fri 20 Nov 10:00; paused; health at risk; next step Tue 24 Nov 10:00; Dana Reyes.",
    ]);
  });

  test("tells what is open with its age, size and what it waits for", () => {
    assert.deepEqual(under(lines, "In flight"), ["- Move to the new bank: open for 20 days, 802 lines, not approved yet."]);
  });

  test("thanks for single acts, reviews among them", () => {
    assert.deepEqual(under(lines, "Thanks"), [
      "- Ben, for reviewing Let guests pay in one step (302 lines).",
      "- Chen, for doing refactor: one index (12 lines).",
    ]);
  });

  test("tells who decides what by when, and what is promised for the week", () => {
    assert.deepEqual(under(lines, "Decisions needed"), ["- Decide on the bank (you, by Wed 25 Nov)."]);
    assert.deepEqual(under(lines, "Next week"), ["- Announce the checkout (dana, by Thu 26 Nov)."]);
  });

  test("says of a decision that is late that it is", () => {
    const lateDecision = digestOf([taskOf("Decide on the bank", { due: "2026-11-19", owner: "me" })]);
    assert.deepEqual(under(lateDecision, "Decisions needed"), ["- Decide on the bank (you, late since Thu 19 Nov)."]);
  });

  test("says how each change was counted", () => {
    assert.deepEqual(under(lines, "Counted"), ["- 7 merged changes, each counted once: 4 by theme, 1 as routine, 2 that cancel out."]);
  });

  test("keeps to the order in which it is passed on", () => {
    const titles = ["In short", "Shipped", "Rollouts", "In flight", "Measures", "Thanks", "Decisions needed", "Next week", "Counted"];
    assert.deepEqual(
      lines.filter((line) => titles.includes(line)),
      titles,
    );
  });
});

test("deployments to one place are one line with how often, and one that failed before the next went through is no trouble", () => {
  const deployed = (id: number, stage: string, at: string, state: string): Item => ({
    ...rolloutOf(`acme/shop to ${stage}`, { service: "acme/shop", stage, state, stageSince: at }),
    ...{ id: `files:${id}`, ts: at },
  });
  const lines = digestOf([
    deployed(1, "production", "2026-11-17T09:00:00.000Z", "done"),
    deployed(2, "production", "2026-11-18T09:00:00.000Z", "failed"),
    deployed(3, "production", "2026-11-18T10:00:00.000Z", "done"),
    deployed(4, "staging", "2026-11-19T10:00:00.000Z", "done"),
    deployed(5, "staging", "2026-11-20T10:00:00.000Z", "running"),
  ]);
  assert.deepEqual(under(lines, "Rollouts"), [
    "- acme/shop to staging: running since Fri 20 Nov 11:00; 2 times in all; Dana Reyes.",
    "- acme/shop to production: done since Wed 18 Nov 11:00; 3 times in all, 1 failed; Dana Reyes.",
  ]);
  assert.equal(lines[0], "Mon 23 Nov: No change was merged in the last week.");
});

describe("a rollout that went on within the week", () => {
  const now = rolloutOf("Checkout v2", { stage: "50 %", nextStepAt: "2026-11-24T09:00:00.000Z" });
  const change = (field: string, from: string, to: string, at: string): Change => ({ item: now.id, field, from, to, at });
  const lineOf = (changes: readonly Change[]): string[] =>
    under(pageLines(composeDay({ report: "weekly_digest", now: NOW, items: [now], changes })), "Rollouts");

  test("is told with where it was and when its step was planned, as of the beginning of the week", () => {
    assert.deepEqual(
      lineOf([
        change("stage", "5 %", "10 %", "2026-11-12T08:00:00.000Z"),
        change("stage", "10 %", "25 %", "2026-11-18T08:00:00.000Z"),
        change("state", "paused", "running", "2026-11-18T08:00:00.000Z"),
        change("stage", "25 %", "50 %", "2026-11-20T08:00:00.000Z"),
        change("nextStepAt", "2026-11-23T09:00:00.000Z", "2026-11-24T09:00:00.000Z", "2026-11-20T08:00:00.000Z"),
      ]),
      [
        "- Checkout v2: 50 % (was 10 %) since Fri 20 Nov 10:00; running (was paused); next step Tue 24 Nov 10:00 (was Mon 23 Nov 10:00); Dana Reyes.",
      ],
    );
  });

  test("is told as it is where it came back to what it was, or was but planned", () => {
    assert.deepEqual(
      lineOf([
        change("stage", "50 %", "25 %", "2026-11-18T08:00:00.000Z"),
        change("stage", "25 %", "50 %", "2026-11-20T08:00:00.000Z"),
        change("state", "planned", "running", "2026-11-20T08:00:00.000Z"),
      ]),
      ["- Checkout v2: 50 % since Fri 20 Nov 10:00; running; next step Tue 24 Nov 10:00; Dana Reyes."],
    );
  });

  test("whose past nobody has seen is not told to have one", () => {
    const changes = [change("stage", "10 %", "50 %", "2026-11-18T08:00:00.000Z")];
    const briefing = composeDay({ report: "weekly_digest", now: NOW, items: [now], changes });
    const evidence = { items: [now], gone: [], judged: [], sources: briefing.sources, people, calendar: calendarOf() };
    assert.deepEqual([...new Set(check(briefing, evidence).map(({ code }) => code))], ["fact-differs", "cell-differs"]);
  });
});

describe("the measures of a week", () => {
  const weekOf = (daysAgo: number, hours: readonly number[]): Item[] =>
    hours.map((each, index) => timed(daysAgo * 100 + index, daysAgo, each));
  const lineOf = (items: readonly Item[]): string | undefined =>
    under(digestOf(items), "Measures").find((line) => line.startsWith("- First commit to merge"));

  test("are held against the week before and the median of four weeks", () => {
    const items = [weekOf(1, [10, 20, 30, 40, 50]), ...[8, 15, 22, 29].map((ago, index) => weekOf(ago, [1, 2, 3, 49 + index, 99]))];
    assert.equal(
      lineOf(items.flat()),
      "- First commit to merge: median 30 hours, upper quartile 40 hours, 9 hours less than the week before, 10 hours less than the 4-week median (5 changes).",
    );
  });

  test("say nothing of more or less where there are fewer than five changes on either side", () => {
    assert.equal(
      lineOf([...weekOf(1, [10, 20, 30, 40]), ...weekOf(8, [1, 2, 3, 4, 5])]),
      "- First commit to merge: median 20 hours, upper quartile 30 hours (4 changes).",
    );
    assert.equal(
      lineOf([...weekOf(1, [10, 20, 30, 40, 50]), ...weekOf(8, [1, 2, 3, 4])]),
      "- First commit to merge: median 30 hours, upper quartile 40 hours (5 changes).",
    );
  });
});

test("a week without any change says so", () => {
  const [headline] = digestOf([pullOf(1, { mergedAt: "2026-11-02T09:00:00.000Z" })]);
  assert.equal(headline, "Mon 23 Nov: No change was merged in the last week.");
});

test("where one person did everything nobody is thanked", () => {
  assert.deepEqual(under(digestOf([changeOf("1a", {}, { title: "docs: all of it" })]), "Thanks"), []);
});

test("who has one name at GitHub and another in git is one author, and has nobody to thank", () => {
  const login = { name: "dreyes", account: "github:dreyes", role: "author" };
  const written = { name: "Dana Reyes", email: "dana@home.example", role: "author" };
  const known = {
    all: [...people.all.filter(({ key }) => key !== "dana"), { ...dana, accounts: ["github:dreyes"], emails: ["dana@home.example"] }],
  };
  const items = [
    pullOf(1, { mergedAt: "2026-11-18T09:00:00.000Z" }, { actors: [login] }),
    changeOf("1a", {}, { title: "docs: all of it", ts: "2026-11-18T09:00:00.000Z", actors: [written] }),
  ];
  const lines = pageLines(composeDay({ report: "weekly_digest", now: NOW, items, people: known }));
  assert.equal(lines[0], "Mon 23 Nov: 2 changes merged in the last week by 1 author in 1 repository.");
  assert.deepEqual(under(lines, "Thanks"), []);
});

test("a push beside pull requests is of the same repository", () => {
  const [headline] = digestOf([
    pullOf(1, { mergedAt: "2026-11-18T09:00:00.000Z" }),
    changeOf("1a", {}, { ts: "2026-11-18T09:00:00.000Z" }),
  ]);
  assert.equal(headline, "Mon 23 Nov: 2 changes merged in the last week by 1 author in 1 repository.");
});
