import type { RolloutWords } from "../code.ts";
import type { Scene } from "../scene.ts";
import type { Plot, Telling, Trial } from "../trial.ts";

/** A rollout that has been at its stage for so many minutes. */
const since =
  (minutes: number, words: RolloutWords = {}): Telling =>
  (s) => [s.rollout("Tides 5", s.minutes(-minutes - 600), { stageSince: s.minutes(-minutes), ...words })];

const HOUR = 60;
/** As GitHub tells of a deployment: one stage, no plan, no way back. */
const DEPLOYMENT: RolloutWords = {
  source: "github",
  stage: "production",
  plannedStages: [],
  plannedStageHours: null,
  rollback: null,
  health: null,
};

export const pausedRollout: Trial = {
  rule: "ROLL-01",
  found: {
    "paused for a minute more than a day": since(24 * HOUR + 1, { state: "paused" }),
    "paused for a week": since(7 * 24 * HOUR, { state: "paused" }),
    "at a stage for more than one and a half times its plan": since(72 * HOUR + 1),
    "at a stage of four hours for seven": since(7 * HOUR, { plannedStageHours: 4 }),
    "a deployment that runs for more than a day": since(24 * HOUR + 1, DEPLOYMENT),
    "of nobody": since(30 * HOUR, { state: "paused", by: null }),
  },
  near: {
    "paused for a day to the minute": since(24 * HOUR, { state: "paused" }),
    "paused for an hour": since(HOUR, { state: "paused" }),
    "at a stage for one and a half times its plan": since(72 * HOUR),
    "a deployment that runs for a day": since(24 * HOUR, DEPLOYMENT),
    "at one of several stages without a plan": since(90 * HOUR, { plannedStageHours: null }),
  },
  exempt: {
    done: since(90 * HOUR, { state: "done" }),
    withdrawn: since(90 * HOUR, { state: "withdrawn" }),
    "planned, and waiting for its day": since(90 * HOUR, { state: "planned" }),
    "overtaken by a later one": (s) => [
      s.rollout("Tides 5", s.minutes(-90 * HOUR), DEPLOYMENT),
      s.rollout("Tides 6", s.minutes(-HOUR), { ...DEPLOYMENT, state: "done" }),
    ],
  },
};

/** Seen on one date, with a step at a local time of another. */
const stepAt =
  (today: string, date: string, time: string, words: RolloutWords = {}, absences: Plot["absences"] = {}): Telling =>
  (s) => {
    const scene = s.on(today);
    return { items: [scene.rollout("Tides 5", scene.minutes(-600), { nextStepAt: scene.on(date).at(time), ...words })], scene, absences };
  };

const [WEDNESDAY, THURSDAY, FRIDAY] = ["2026-11-18", "2026-11-19", "2026-11-20"] as const;
const LEE_AWAY = { lee: [{ from: THURSDAY, to: THURSDAY }] };

export const badMoment: Trial = {
  rule: "ROLL-05",
  found: {
    "on Friday at three": stepAt(WEDNESDAY, FRIDAY, "15:00"),
    "on Friday evening": stepAt(THURSDAY, FRIDAY, "20:00", { state: "planned" }),
    "on the eve of a holiday": stepAt("2026-11-23", "2026-11-25", "10:00"),
    "on a Saturday": stepAt(FRIDAY, "2026-11-21", "11:00"),
    "while its owner is away": stepAt(WEDNESDAY, THURSDAY, "11:00", {}, LEE_AWAY),
    "of a paused one": stepAt(WEDNESDAY, FRIDAY, "16:00", { state: "paused" }),
    "in the week in which the clocks change": stepAt("2026-10-28", "2026-10-30", "15:00"),
  },
  near: {
    "on Friday a minute before three": stepAt(WEDNESDAY, FRIDAY, "14:59"),
    "on Thursday at three": stepAt(WEDNESDAY, THURSDAY, "15:00"),
    "two days before a holiday": stepAt("2026-11-23", "2026-11-24", "10:00"),
    "after its owner is back": stepAt(WEDNESDAY, FRIDAY, "11:00", {}, LEE_AWAY),
    "while somebody else is away": stepAt(WEDNESDAY, THURSDAY, "11:00", {}, { asha: LEE_AWAY.lee }),
    "on Monday morning": stepAt(FRIDAY, "2026-11-23", "09:00"),
  },
  exempt: {
    done: stepAt(WEDNESDAY, FRIDAY, "16:00", { state: "done" }),
    withdrawn: stepAt(WEDNESDAY, FRIDAY, "16:00", { state: "withdrawn" }),
    "a step that is past": stepAt("2026-11-23", FRIDAY, "16:00"),
    "no step is planned": stepAt(WEDNESDAY, FRIDAY, "16:00", { nextStepAt: null }),
  },
};

/** Two rollouts, so many hours apart. */
const apart =
  (hours: number, second: RolloutWords = {}, first: RolloutWords = {}): Telling =>
  (s: Scene) => [
    s.rollout("Tides 5", s.minutes(-60 - hours * 60), { service: "tides", ...first }),
    s.rollout("Tides 6", s.minutes(-60), { service: "tides", ...second }),
  ];

export const collision: Trial = {
  rule: "ROLL-07",
  found: {
    "an hour apart": apart(1),
    "a day apart to the minute": apart(24),
    "one is paused": apart(5, {}, { state: "paused" }),
    "the second is planned for later today": (s) => apart(3, { state: "planned", nextStepAt: s.minutes(300) })(s),
    "versions are not told": apart(2, { version: null }, { version: null }),
  },
  near: {
    "more than a day apart": apart(24.1),
    "two days apart": apart(48),
    "another service": apart(1, { service: "moon" }),
    "the same version at two stages": apart(1, { version: "5.0" }, { version: "5.0", stage: "50 %" }),
    "the second is planned for the day after tomorrow": (s) => apart(3, { state: "planned", nextStepAt: s.minutes(48 * 60) })(s),
  },
  exempt: {
    "the first is done": apart(1, {}, { state: "done" }),
    "the first is withdrawn": apart(1, {}, { state: "withdrawn" }),
    "both failed": apart(1, { state: "failed" }, { state: "failed" }),
  },
};

export const unpreparedRollout: Trial = {
  rule: "ROLL-08",
  found: {
    "of nobody": since(60, { by: null }),
    "without a way back": since(60, { rollback: null }),
    "with a blank for the way back": since(60, { rollback: " " }),
    "without either": since(60, { rollback: null, by: null }),
    planned: (s) => since(60, { rollback: null, state: "planned", nextStepAt: s.minutes(600) })(s),
  },
  near: {
    "with both": since(60),
    "with a link as the way back": since(60, { rollback: "https://wiki.example/back" }),
    "of somebody unknown": since(60, { by: "omar" }),
    "planned, with both": since(60, { state: "planned" }),
    mine: since(60, { by: "me" }),
  },
  exempt: {
    "a deployment, which has no place for the way back": since(60, DEPLOYMENT),
    done: since(60, { rollback: null, by: null, state: "done" }),
    withdrawn: since(60, { rollback: null, state: "withdrawn" }),
  },
};
