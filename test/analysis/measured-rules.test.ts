import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { flakeCost, outage } from "../../src/analysis/rules/ci/failures.ts";
import { causesIn } from "../../src/analysis/ci/causes/causes-in.ts";
import { noTimeForIt } from "../../src/analysis/rules/cross/deliverables.ts";
import { rolloutInIncident } from "../../src/analysis/rules/cross/incidents.ts";
import { budgetLeft, burningBudget } from "../../src/analysis/rules/rollouts/budget.ts";
import { leftoverFlag } from "../../src/analysis/rules/rollouts/flags.ts";
import { frozen } from "../../src/analysis/rules/rollouts/freeze.ts";
import { regression } from "../../src/analysis/rules/rollouts/regression.ts";
import type { Item } from "../../src/core/item.ts";
import type { JobWords, RolloutWords } from "../support/simulator/code.ts";
import { incidentItem, issueItem } from "../support/simulator/records.ts";
import { find, thursday as s, wordsOf } from "./code-world.ts";

const DAY = 24 * 60;

function rolling(words: RolloutWords): Item {
  return s.rollout("Tides 5", s.minutes(-120), words);
}

describe("a rollout that is measured", () => {
  test("says how fast its error budget goes, over a long time and over a short one", () => {
    const [fast] = find(burningBudget, [rolling({ burnRates: ["1h 14.6", "5m 15"] })]);
    assert.deepEqual(wordsOf(fast), [
      "Tides 5 at 10 % spends its error budget too fast",
      "1h 14.6 and 5m 15 times what is allowed",
      "stop it or take it back",
      "Lee Park",
    ]);
    assert.ok(fast?.evidence.some(({ path, value }) => path === "fields.burnRates.1" && value === "5m 15"));
    const [planned] = find(burningBudget, [rolling({ state: "planned", burnRates: ["1h 14.6", "5m 15"] })]);
    assert.equal(wordsOf(planned)[2], "do not begin before that is over");
  });

  test("presses the more the faster it goes, and most from twice a threshold on", () => {
    const weights = [
      ["3d 1", "2h 1"],
      ["6h 6", "30m 6"],
      ["6h 12", "30m 12"],
      ["1h 15", "5m 15"],
      ["1h 30", "5m 29"],
    ].map((burnRates) => find(burningBudget, [rolling({ burnRates })])[0]?.factors);
    assert.deepEqual(
      weights.map((each) => [each?.impact, each?.urgency]),
      [
        [2, 3],
        [3, 3],
        [3, 4],
        [4, 3],
        [4, 4],
      ],
    );
  });

  test("says what is left of its error budget", () => {
    const lefts = [-12, 0, 8, 20].map((left) => find(budgetLeft, [rolling({ budgetLeft: left })])[0]);
    assert.deepEqual(
      lefts.map((each) => wordsOf(each).slice(0, 2)),
      [
        ["Tides 5 at 10 % has no error budget left", "more than all of it is spent: -12 % is left"],
        ["Tides 5 at 10 % has no error budget left", "0 % of its error budget is left"],
        ["Tides 5 at 10 % has little error budget left", "8 % of its error budget is left"],
        ["Tides 5 at 10 % has little error budget left", "20 % of its error budget is left"],
      ],
    );
    assert.deepEqual(
      lefts.map((each) => each?.severity),
      [4, 4, 3, 2],
    );
  });

  test("says which measurements are worse than before, and no other", () => {
    const canary = ["errors 1.2 baseline=0.4 sd=0.1 n=1200", "load 40 baseline=41 sd=3 n=1200", "p99: 900 baseline=300 n=400"];
    const [finding] = find(regression, [rolling({ canary })]);
    assert.deepEqual(wordsOf(finding), [
      "Tides 5 at 10 % is worse than what it replaces",
      "errors 1.2 baseline=0.4 sd=0.1 n=1200; p99: 900 baseline=300 n=400",
      "take it back",
      "Lee Park",
    ]);
    assert.deepEqual([finding?.severity, finding?.metric], [4, 2]);
  });

  test("says how long everybody has had what its flag turns on", () => {
    const old = s.rollout("Tides 5", s.minutes(-65 * DAY), { state: "done", flag: "tides-five", stageSince: s.minutes(-61 * DAY) });
    assert.deepEqual(wordsOf(find(leftoverFlag, [old])[0]), [
      "The flag tides-five of Tides 5 is still in the code",
      "everybody has had it for 61 days",
      "take the flag out",
      "Lee Park",
    ]);
  });
});

describe("a step within a freeze", () => {
  const nextStepAt = s.at("10:00", 3);

  test("says when the step is and which freeze it falls into", () => {
    const [own] = find(frozen, [rolling({ nextStepAt, freezes: ["2026-11-21/2026-11-30"] })]);
    assert.deepEqual(wordsOf(own), [
      "Tides 5 at 10 % is to go on within a freeze",
      `its next step is planned for ${nextStepAt}, within the freeze 2026-11-21/2026-11-30`,
      "move the step, or have it allowed",
      "Lee Park",
    ]);
    assert.deepEqual([own?.due, own?.lapses], [nextStepAt, nextStepAt]);
  });

  test("names the entry of the calendar, of which it is less sure", () => {
    const entry = s.meeting("Code freeze", "09:00", "18:00", { allDay: true, start: s.day(2), end: s.day(9), by: "grace", with: {} });
    const [finding] = find(frozen, [rolling({ nextStepAt }), entry]);
    assert.match(wordsOf(finding)[1] ?? "", /, within Code freeze of the calendar$/);
    assert.equal(finding?.confidence, 0.65);
  });

  test("of what is only planned is where it begins", () => {
    const planned = s.rollout("Tides 6", s.at("10:00", 4), { state: "planned", freezes: ["2026-11-21/2026-11-30"] });
    assert.equal(find(frozen, [planned])[0]?.due, s.at("10:00", 4));
  });
});

describe("failures of checks", () => {
  const SAID = "src/tides.test.ts:41: expected a tide";
  const failed = (ago: number, words: JobWords): Item =>
    s.job(s.minutes(-ago), { conclusion: "failed", isDefaultBranch: false, branch: `lee/${ago}`, run: `${ago}`, ...words });

  test("say how many pull requests one of them stopped, and what it said", () => {
    const jobs = [1, 2, 3, 4, 5].map((each) => failed(each * 300, { pullRequest: each, annotations: [SAID] }));
    const [finding] = find(flakeCost, jobs);
    assert.deepEqual(wordsOf(finding), [
      "build / test of harbor/tides fails again and again",
      "it stopped 5 pull requests in the same way (src/tides.test.ts:41: expected a tide)",
      "set the test aside or mend it",
      "unassigned",
    ]);
    const lost = [1, 2, 3, 4, 5].map((each) => failed(each * 300, { pullRequest: each, failedStep: "Set up job" }));
    assert.equal(wordsOf(find(flakeCost, lost)[0])[2], "see to what it runs on");
    const later = failed(60, { pullRequest: 6, annotations: [SAID] });
    const [grown] = find(flakeCost, [...jobs, later]);
    assert.deepEqual([grown?.key, grown?.primary, grown?.metric], [finding?.key, later.id, 6]);
  });

  test("say what the machines said that failed", () => {
    const lost = "registry: 503 Service Unavailable";
    const [finding] = find(
      outage,
      [60, 40, 20].map((ago) => failed(ago, { annotations: ["warning: cache is cold", lost] })),
    );
    assert.deepEqual(wordsOf(finding), [
      "What build / test and others run on fails",
      "3 jobs of different commits failed, the last one with registry: 503 Service Unavailable",
      "wait, run them again, and tell those who wait",
      "unassigned",
    ]);
    assert.equal(finding?.severity, 3);
  });

  test("are the same where only numbers, hashes and times differ, and no others are", () => {
    const known = (said: string): string | undefined =>
      causesIn({ items: [failed(60, { annotations: [said] })], now: s.now }).causes[0]?.id;
    const pairs = [
      ["a.ts:4: took 301 ms", "a.ts:90: took 5.2 ms"],
      ["no commit 4f2a9c1e8", "no commit 99ab02c"],
      ["id 123e4567-e89b-12d3-a456-426614174000 is gone", "id 00000000-e89b-12d3-a456-426614174999 is gone"],
      ["cannot open /tmp/run-ab/out.txt", "cannot open /tmp/xyz/out.txt"],
      ["stopped at 12:04:31", "stopped at 23:59:00"],
    ] as const;
    for (const [one, other] of pairs) assert.equal(known(one), known(other));
    assert.notEqual(known("expected a tide"), known("expected a moon"));
  });
});

describe("across sources", () => {
  test("what is due on a full day says what fills it", () => {
    const task = s.task("Send the survey", { due: s.workday(2), owner: "Sam Rivera" });
    const day = s.on(s.workday(2));
    const meetings = [
      ["08:00", "11:00"],
      ["11:00", "13:00"],
      ["14:00", "16:00"],
    ].map(([from = "", to = ""], index) => day.meeting(`Talk ${index}`, from, to));
    const [full] = find(noTimeForIt, [task, ...meetings]);
    assert.deepEqual(wordsOf(full), [
      "Send the survey is due on a day without time for it",
      "due 2026-11-23, a day that 3 meetings fill",
      "do it before, or agree a new date",
      "you",
    ]);
    const flight = day.meeting("Flight to Oslo", "08:00", "12:00", { by: "me", with: {} });
    assert.equal(wordsOf(find(noTimeForIt, [task, flight])[0])[1], "due 2026-11-23, when the calendar has Flight to Oslo");
  });

  test("a rollout during an incident says which and since when, the oldest first", () => {
    const issue = issueItem("Tables are late", s.minutes(-90), { labels: ["incident"] });
    const incident = incidentItem("No tables at all", s.minutes(-60));
    const [finding] = find(rolloutInIncident, [rolling({}), incident, issue]);
    assert.deepEqual(wordsOf(finding), [
      "Tides 5 at 10 % goes on during an incident",
      `Tables are late is open since ${s.minutes(-90)}`,
      "hold it until that is over, unless it is what mends it",
      "Lee Park",
    ]);
    assert.deepEqual([finding?.severity, finding?.metric], [4, 2]);
    const planned = rolling({ state: "planned", nextStepAt: s.at("10:00", 14) });
    assert.equal(find(rolloutInIncident, [planned, incident])[0]?.factors?.urgency, 1);
  });
});
