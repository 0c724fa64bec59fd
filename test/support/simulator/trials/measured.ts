import type { RolloutWords } from "../code.ts";
import type { Telling, Trial } from "../trial.ts";

/** A rollout that has been under way for two hours. */
const rolling =
  (words: RolloutWords): Telling =>
  (s) => [s.rollout("Tides 5", s.minutes(-120), words)];

const FAST = ["1h 14.4", "5m 14.4"];

export const burningBudget: Trial = {
  rule: "ROLL-02",
  found: {
    "fast, to the tenth": rolling({ burnRates: FAST }),
    "fast, written in another order": rolling({ burnRates: ["5m 40", "3d 0.2", "1h 20"] }),
    "for hours": rolling({ burnRates: ["6h 6", "30m 6.5", "1h 6", "5m 7"] }),
    "for days": rolling({ burnRates: ["3d 1", "2h 1.1"] }),
    "fast over a short time and slowly for days": rolling({ burnRates: ["5m 40", "1h 3", "3d 1.2", "2h 2"] }),
    "of one that is paused": rolling({ state: "paused", burnRates: FAST }),
    "of one that is planned": rolling({ state: "planned", burnRates: FAST }),
  },
  near: {
    "fast over an hour, and over by now": rolling({ burnRates: ["1h 20", "5m 0.5"] }),
    "fast for five minutes": rolling({ burnRates: ["1h 2", "5m 90"] }),
    "just too slow for an hour": rolling({ burnRates: ["1h 14.3", "5m 14.3"] }),
    "just too slow for hours": rolling({ burnRates: ["6h 5.9", "30m 9"] }),
    "as allowed for days": rolling({ burnRates: ["3d 0.99", "2h 3"] }),
    "only one of the two is told": rolling({ burnRates: ["1h 30"] }),
  },
  exempt: {
    done: rolling({ state: "done", burnRates: FAST }),
    withdrawn: rolling({ state: "withdrawn", burnRates: FAST }),
    "nothing is measured": rolling({ burnRates: [] }),
    "written in words": rolling({ burnRates: ["fast", "over an hour"] }),
  },
};

export const budgetLeft: Trial = {
  rule: "ROLL-03",
  found: {
    overdrawn: rolling({ budgetLeft: -12 }),
    "nothing is left": rolling({ budgetLeft: 0 }),
    "hardly anything": rolling({ budgetLeft: 9.9 }),
    "a tenth": rolling({ budgetLeft: 10 }),
    "just under a quarter": rolling({ budgetLeft: 24.9 }),
    "of one that is planned": rolling({ state: "planned", budgetLeft: 3 }),
  },
  near: {
    "a quarter": rolling({ budgetLeft: 25 }),
    "just more": rolling({ budgetLeft: 25.1 }),
    half: rolling({ budgetLeft: 50 }),
    all: rolling({ budgetLeft: 100 }),
    "more than there was": rolling({ budgetLeft: 104 }),
  },
  exempt: {
    "not told": rolling({ budgetLeft: null }),
    done: rolling({ state: "done", budgetLeft: 3 }),
    withdrawn: rolling({ state: "withdrawn", budgetLeft: -3 }),
  },
};

export const regression: Trial = {
  rule: "ROLL-06",
  found: {
    "more than twice": rolling({ canary: ["errors 0.81 baseline=0.4 n=1200"] }),
    "more than twice, not counted": rolling({ canary: ["errors 1.2 baseline=0.4"] }),
    "more than three deviations": rolling({ canary: ["latency 131 baseline=100 sd=10 n=100"] }),
    "one of several": rolling({ canary: ["errors 0.4 baseline=0.4 n=900", "p99 latency 900 baseline=300 sd=80 n=900"] }),
    "from nothing": rolling({ canary: ["crashes 3 baseline=0 n=5000"] }),
    "of one that is paused": rolling({ state: "paused", canary: ["errors 2 baseline=0.5 n=400"] }),
  },
  near: {
    twice: rolling({ canary: ["errors 0.8 baseline=0.4 n=1200"] }),
    "three deviations": rolling({ canary: ["latency 130 baseline=100 sd=10 n=400"] }),
    "too few measurements": rolling({ canary: ["errors 4 baseline=0.4 sd=0.1 n=99"] }),
    "far off, and nobody counted": rolling({ canary: ["latency 150 baseline=100 sd=10"] }),
    better: rolling({ canary: ["errors 0.1 baseline=0.4 sd=0.01 n=4000"] }),
    "nothing, as before": rolling({ canary: ["crashes 0 baseline=0 n=5000"] }),
  },
  exempt: {
    done: rolling({ state: "done", canary: ["errors 4 baseline=0.4 n=1200"] }),
    "nothing to compare with": rolling({ canary: ["errors 4 n=1200"] }),
    "written in words": rolling({ canary: ["much worse than before"] }),
  },
};

const DAY = 24 * 60;

/** A rollout behind a flag that has been at its stage for so many days. */
const flagged =
  (days: number, words: RolloutWords = {}): Telling =>
  (s) => [
    s.rollout("Tides 5", s.minutes(-days * DAY - 600), {
      stageSince: s.minutes(-days * DAY),
      ...{ state: "done", stage: "100 %", flag: "tides-five", ...words },
    }),
  ];

export const leftoverFlag: Trial = {
  rule: "ROLL-09",
  found: {
    "for a day more than thirty": flagged(31),
    "for a minute more than thirty days": flagged(30 + 1 / DAY),
    "for a year": flagged(365),
    "at its last stage, and not called done": flagged(40, { state: "running" }),
    "done in production": flagged(45, { stage: "production" }),
    "of nobody": flagged(60, { by: null }),
  },
  near: {
    "for thirty days": flagged(30),
    "for a week": flagged(7),
    "taken out of the code": (s) => flagged(60, { flagRemovedAt: s.minutes(-DAY) })(s),
    "at half of it": flagged(60, { state: "running", stage: "50 %" }),
    "a later one is behind the same flag": (s) => [
      s.rollout("Tides 5", s.minutes(-70 * DAY), { state: "done", flag: "tides-five" }),
      s.rollout("Tides 6", s.minutes(-3 * DAY), { state: "done", flag: "tides-five" }),
    ],
  },
  exempt: {
    "no flag": flagged(60, { flag: null }),
    "a blank for the flag": flagged(60, { flag: " " }),
    withdrawn: flagged(60, { state: "withdrawn" }),
  },
};
