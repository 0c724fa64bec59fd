import type { PullRequestWords } from "../code.ts";
import type { Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

/** One pull request with these words. */
const one =
  (words: (s: Scene) => PullRequestWords): Telling =>
  (s) => [s.pull("Warn of spring tides", words(s))];

/** I was asked at a local time, so many business days ago. */
const asked = (time: string, days: number, words: PullRequestWords = {}): Telling =>
  one((s) => ({
    openedAt: s.workdayAt("10:00", -30),
    asked: { me: s.workdayAt(time, days) },
    updatedAt: s.workdayAt(time, days),
    ...words,
  }));

/** Asked before a weekend or a holiday, and looked at after it. */
const across =
  (from: string, time: string, to: string): Telling =>
  (s) => {
    const at = s.on(from).at(time);
    return { items: [s.pull("Warn of spring tides", { openedAt: at, asked: { me: at } })], scene: s.on(to) };
  };

export const reviewWaits: Trial = {
  rule: "PR-01",
  found: {
    "a minute more than a day ago": asked("17:59", -2),
    "three business days ago": asked("11:00", -3),
    "two weeks ago": asked("11:00", -10),
    "by somebody important": asked("12:00", -2, { by: "grace" }),
    "across a weekend": across("2026-11-13", "09:00", "2026-11-17"),
  },
  near: {
    "a day ago to the minute": asked("09:00", -1),
    "on the evening before the last business day": asked("18:00", -2),
    "yesterday afternoon": asked("16:00", -1),
    "over a weekend": across("2026-11-13", "17:00", "2026-11-16"),
    "over a holiday": across("2026-11-25", "12:00", "2026-11-27"),
  },
  exempt: {
    "a draft": asked("11:00", -5, { draft: true }),
    "merged meanwhile": asked("11:00", -5, { state: "merged" }),
    "opened by a program": asked("11:00", -5, { bot: true }),
    "asked of somebody else": one((s) => ({ asked: { asha: s.workdayAt("11:00", -5) } })),
  },
};

/** Opened at a local time, so many business days ago, and nobody has looked. */
const opened = (time: string, days: number, words: PullRequestWords = {}): Telling =>
  one((s) => ({ openedAt: s.workdayAt(time, days), ...words }));

export const noFirstReview: Trial = {
  rule: "PR-02",
  found: {
    "a minute more than a day ago": opened("17:59", -2),
    "four business days ago": opened("12:00", -4),
    mine: opened("12:00", -3, { by: "me" }),
    "asked of somebody": one((s) => ({ openedAt: s.workdayAt("12:00", -3), asked: { asha: s.workdayAt("12:00", -3) } })),
    "ready for long, after it was a draft": one((s) => ({ openedAt: s.workdayAt("12:00", -9), readyAt: s.workdayAt("12:00", -3) })),
  },
  near: {
    "a day ago to the minute": opened("09:00", -1),
    "yesterday afternoon": opened("16:00", -1),
    "ready since yesterday, opened long ago": one((s) => ({
      openedAt: s.workdayAt("12:00", -9),
      readyAt: s.workdayAt("14:00", -1),
    })),
    "over a weekend": (s) => ({
      items: [s.pull("Warn of spring tides", { openedAt: s.on("2026-11-13").at("17:00") })],
      scene: s.on("2026-11-16"),
    }),
    reviewed: one((s) => ({ openedAt: s.workdayAt("12:00", -4), said: { asha: ["commented", s.workdayAt("12:00", -1)] } })),
  },
  exempt: {
    "a draft": opened("12:00", -6, { draft: true }),
    "opened by a program": opened("12:00", -6, { bot: true }),
    closed: opened("12:00", -6, { state: "closed" }),
    "the wait is mine": one((s) => ({ openedAt: s.workdayAt("12:00", -6), asked: { me: s.workdayAt("12:00", -6) } })),
  },
};

/** Asha asked for changes at a local time, so many business days ago. */
const wanted = (time: string, days: number, words: (s: Scene) => PullRequestWords = () => ({})): Telling =>
  one((s) => ({ openedAt: s.workdayAt("10:00", -25), said: { asha: ["changes_requested", s.workdayAt(time, days)] }, ...words(s) }));

export const changesWanted: Trial = {
  rule: "PR-03",
  found: {
    "a minute more than three days ago": wanted("17:59", -4),
    "five business days ago": wanted("12:00", -5),
    "three weeks ago": wanted("12:00", -15),
    mine: wanted("12:00", -6, () => ({ by: "me" })),
    "pushed to before they were asked for": wanted("12:00", -5, (s) => ({ pushedAt: s.workdayAt("11:00", -5) })),
  },
  near: {
    "three days ago to the minute": wanted("09:00", -3),
    "two business days ago": wanted("12:00", -2),
    yesterday: wanted("12:00", -1),
    "pushed to a minute later": wanted("12:00", -5, (s) => ({ pushedAt: s.workdayAt("12:01", -5) })),
    "over a holiday": (s) => ({
      items: [
        s.pull("Warn of spring tides", {
          openedAt: s.on("2026-11-20").at("09:00"),
          said: { asha: ["changes_requested", s.on("2026-11-24").at("10:00")] },
        }),
      ],
      scene: s.on("2026-11-30"),
    }),
  },
  exempt: {
    "a draft again": wanted("12:00", -6, () => ({ draft: true })),
    merged: wanted("12:00", -6, () => ({ state: "merged" })),
    "approved since": wanted("12:00", -6, (s) => ({ said: { asha: ["approved", s.workdayAt("12:00", -5)] } })),
  },
};
