import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { redBranch } from "../../src/analysis/rules/ci/branches.ts";
import { newlyBroken } from "../../src/analysis/rules/ci/broken.ts";
import { reviewerAway } from "../../src/analysis/rules/cross/reviewers.ts";
import { shownWhileBroken } from "../../src/analysis/rules/cross/shows.ts";
import { collision } from "../../src/analysis/rules/rollouts/collision.ts";
import { unpreparedRollout } from "../../src/analysis/rules/rollouts/missing.ts";
import { badMoment } from "../../src/analysis/rules/rollouts/moment.ts";
import { pausedRollout } from "../../src/analysis/rules/rollouts/paused.ts";
import { peopleWith } from "../support/simulator/cast.ts";
import { find, thursday as s, wordsOf } from "./code-world.ts";

const good = s.job(s.minutes(-300));
const red = [good, s.job(s.minutes(-200), { conclusion: "failed" }), s.job(s.minutes(-100), { conclusion: "failed", by: "lee" })];

describe("a red branch", () => {
  test("says what failed since when, whose commit was the first, and what passed last", () => {
    const [finding] = find(redBranch, red);
    assert.deepEqual(wordsOf(finding), [
      "main of harbor/tides is red",
      "build / test has failed since 2026-11-19T04:40:00.000Z, in 2 runs, first with a commit of Asha Gurung; it last passed 2026-11-19T03:00:00.000Z",
      "fix or revert it",
      "Asha Gurung",
    ]);
    assert.deepEqual([finding?.severity, finding?.factors?.urgency], [4, 3]);
    const facts = finding?.evidence.map(({ item, path }) => `${item} ${path}`) ?? [];
    assert.ok(facts.some((each) => each === `${good.id} fields.sha`));
    assert.ok(facts.some((each) => each === `${red[1]?.id} fields.sha`));
  });

  test("presses most from twice the time on", () => {
    const urgencies = [121, 239, 240].map(
      (minutes) => find(redBranch, [s.job(s.minutes(-minutes), { conclusion: "failed" })])[0]?.factors?.urgency,
    );
    assert.deepEqual(urgencies, [3, 3, 4]);
  });

  test("blames nobody where no run that passed is known", () => {
    const [finding] = find(redBranch, red.slice(1));
    assert.equal(finding?.owner, "unassigned");
    assert.match(wordsOf(finding)[1] ?? "", /; no run that passed is known$/);
  });

  test("says yours of mine, and counts further jobs", () => {
    const mine = [good, s.job(s.minutes(-200), { conclusion: "failed", by: "me" })];
    const lint = [s.job(s.minutes(-310), { job: "lint" }), s.job(s.minutes(-150), { job: "lint", conclusion: "timed_out" })];
    const [finding] = find(redBranch, [...mine, ...lint]);
    assert.match(wordsOf(finding)[1] ?? "", /first with a commit of yours; .*; 2 jobs fail in all$/);
    assert.deepEqual([finding?.owner, finding?.metric], ["you", 2]);
  });

  test("says what its job says where a single failure may be chance", () => {
    const said = "src/tides.test.ts:41: expected a tide";
    const once = [good, s.job(s.minutes(-200), { conclusion: "failed", annotations: [said] })];
    const [finding] = find(redBranch, once);
    assert.match(wordsOf(finding)[1] ?? "", /; it says “src\/tides\.test\.ts:41: expected a tide”$/);
    const twice = [...once, s.job(s.minutes(-100), { conclusion: "failed", annotations: [said] })];
    assert.doesNotMatch(wordsOf(find(redBranch, twice)[0])[1] ?? "", /expected a tide/);
    assert.match(wordsOf(find(newlyBroken, twice)[0])[1] ?? "", /expected a tide/);
  });

  test("is told in one line with the break that it is red by, which is the same from the first hour on", () => {
    const broken = [good, s.job(s.minutes(-60), { conclusion: "failed" }), s.job(s.minutes(-30), { conclusion: "failed" })];
    const later = s.on("2026-11-20");
    const [first] = find(newlyBroken, broken);
    assert.equal(first?.severity, 3);
    assert.equal(find(redBranch, broken).length, 0);
    const grown = [...broken, s.job(later.at("08:00"), { conclusion: "failed" })];
    const [red, still] = [redBranch, newlyBroken].map((rule) => find(rule, grown, { scene: later })[0]);
    assert.equal(still?.key, first?.key);
    assert.equal(still?.primary, red?.primary);
  });

  test("is told for each repository", () => {
    const other = red.map((_, index) =>
      s.job(s.minutes(-300 + index * 100), { repository: "harbor/moon", conclusion: index === 0 ? "passed" : "failed" }),
    );
    assert.equal(new Set(find(redBranch, [...red, ...other]).map(({ key }) => key)).size, 2);
  });
});

describe("a rollout", () => {
  test("says for how long it has not gone on, and what was planned", () => {
    const paused = s.rollout("Tides 5", s.minutes(-4_000), { state: "paused", stageSince: s.minutes(-1_800) });
    const slow = s.rollout("Tides 6", s.minutes(-4_000), { stageSince: s.minutes(-3_600), plannedStageHours: 8 });
    assert.deepEqual(find(pausedRollout, [paused, slow]).map(wordsOf), [
      ["Tides 5 at 10 % does not go on", "paused for 30 hours", "go on with it or take it back", "Lee Park"],
      [
        "Tides 6 at 10 % does not go on",
        "at this stage for 2 days, where 8 hours were planned",
        "go on with it or take it back",
        "Lee Park",
      ],
    ]);
  });

  test("says why a moment is bad", () => {
    const steps = [
      s.on("2026-11-20").at("16:00"),
      s.on("2026-11-25").at("10:00"),
      s.on("2026-11-22").at("10:00"),
      s.on("2026-11-24").at("10:00"),
    ];
    const people = peopleWith({ lee: [{ from: "2026-11-24", to: "2026-11-24" }] });
    const reasons = steps.map((nextStepAt) => wordsOf(find(badMoment, [s.rollout("Tides 5", s.now, { nextStepAt })], { people })[0])[1]);
    assert.deepEqual(
      reasons.map((reason) => reason?.split("Z, ")[1]),
      ["the end of the working week", "the day before a holiday", "a day off", "a day on which Lee Park is away"],
    );
  });

  test("takes the end of another working week for what it is", () => {
    const scene = { ...s, calendar: { ...s.calendar, workdays: [7, 1, 2, 3, 4] } };
    const step = (date: string) => [s.rollout("Tides 5", s.now, { nextStepAt: s.on(date).at("16:00") })];
    assert.equal(find(badMoment, step("2026-11-19"), { scene }).length, 1);
    assert.equal(find(badMoment, step("2026-11-23"), { scene }).length, 0);
  });

  test("says which two of one service meet, and hangs on the service", () => {
    const pair = [s.rollout("Tides 5", s.minutes(-180)), s.rollout("Tides 6", s.minutes(-60), { by: "asha" })];
    const [finding] = find(collision, pair);
    assert.deepEqual(wordsOf(finding), [
      "Tides 6 at 10 % meets Tides 5 at 10 %",
      "both change tides, 2 hours apart",
      "let one finish before the other goes on",
      "Asha Gurung",
    ]);
    assert.equal(find(collision, [...pair, s.rollout("Tides 7", s.minutes(-30))])[0]?.key, finding?.key);
  });

  test("says what it lacks only where its source has a place for it", () => {
    const bare = { by: null, rollback: null } as const;
    const whole = s.rollout("Tides 4", s.minutes(-90));
    assert.deepEqual(wordsOf(find(unpreparedRollout, [whole, s.rollout("Tides 5", s.minutes(-60), bare)])[0]), [
      "Tides 5 at 10 % needs an owner and a way back",
      "it is running",
      "name somebody for it",
      "you",
    ]);
    assert.deepEqual(find(unpreparedRollout, [s.rollout("Tides 5", s.minutes(-60), bare)]), []);
    assert.deepEqual(find(unpreparedRollout, [whole, s.rollout("Deploy 5", s.minutes(-60), { ...bare, source: "github" })]), []);
  });
});

describe("across sources", () => {
  test("a reviewer who is away is named, with how much of the time is lost", () => {
    const pull = s.pull("Warn of spring tides", { number: 12, by: "asha", asked: { lee: s.workdayAt("16:00", -1) } });
    const task = s.task("Switch it on (harbor/tides#12)", { due: s.workday(2) });
    const people = peopleWith({ lee: [{ from: s.workday(1), to: s.workday(2) }] });
    assert.deepEqual(wordsOf(find(reviewerAway, [pull, task], { people })[0]), [
      "Warn of spring tides (#12) needs a review from somebody who is away",
      "Lee Park is away for 2 days of the 3 business days left, and Switch it on (harbor/tides#12) is due 2026-11-23",
      "ask somebody else to review it",
      "Asha Gurung",
    ]);
  });

  test("what is broken on the day of a demo is told with it, what the demo names first", () => {
    const demo = s.meeting("Moon demo", "15:00", "16:00");
    const moon = s.rollout("Moon 2", s.minutes(-60), { service: "moon", state: "paused" });
    const [finding] = find(shownWhileBroken, [demo, ...red, moon]);
    assert.deepEqual(wordsOf(finding).slice(0, 2), [
      `${s.at("15:00")} Moon demo comes while something is broken`,
      "Moon 2 at 10 % is paused",
    ]);
    assert.deepEqual([finding?.severity, finding?.confidence, finding?.due], [4, 0.9, s.at("15:00")]);
    const [other] = find(shownWhileBroken, [s.meeting("Demo", "15:00", "16:00"), ...red]);
    assert.equal(other?.confidence, 0.6);
  });
});
