import type { PullRequestWords } from "../code.ts";
import type { Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

const one =
  (words: (s: Scene) => PullRequestWords): Telling =>
  (s) => [s.pull("Warn of spring tides", words(s))];

/** Its checks have failed for so many minutes. */
const failing = (minutes: number, words: PullRequestWords = {}): Telling =>
  one((s) => ({ checks: "failed", failedChecks: ["lint"], failedSince: s.minutes(-minutes), ...words }));

export const checksFail: Trial = {
  rule: "PR-04",
  found: {
    "a minute more than four hours": failing(241),
    "since yesterday": failing(1_000),
    "for a week": failing(10_000),
    mine: failing(600, { by: "me" }),
    "since it was pushed": one((s) => ({ checks: "failed", pushedAt: s.minutes(-300) })),
  },
  near: {
    "four hours to the minute": failing(240),
    "for an hour": failing(60),
    "just pushed": one((s) => ({ checks: "failed", pushedAt: s.minutes(-20) })),
    "still running": failing(600, { checks: "pending" }),
    "passed by now": failing(600, { checks: "passed" }),
  },
  exempt: {
    "a draft": failing(600, { draft: true }),
    "opened by a program": failing(600, { bot: true }),
    closed: failing(600, { state: "closed" }),
  },
};

/** Approved at a local time, so many business days ago. */
const approved = (time: string, days: number, words: PullRequestWords = {}): Telling =>
  one((s) => ({ openedAt: s.workdayAt("10:00", -12), said: { asha: ["approved", s.workdayAt(time, days)] }, ...words }));

export const approvedUnmerged: Trial = {
  rule: "PR-05",
  found: {
    "a minute more than a day ago": approved("17:59", -2),
    "three business days ago": approved("12:00", -3),
    "two weeks ago": approved("12:00", -10),
    mine: approved("12:00", -4, { by: "me" }),
    "while checks run": approved("12:00", -4, { checks: "pending" }),
  },
  near: {
    "a day ago to the minute": approved("09:00", -1),
    yesterday: approved("14:00", -1),
    "approved anew yesterday": one((s) => ({
      said: { asha: ["approved", s.workdayAt("10:00", -6)], jonas: ["approved", s.workdayAt("14:00", -1)] },
    })),
    "its checks fail": approved("12:00", -4, { checks: "failed" }),
    "somebody else wants changes": one((s) => ({
      said: { asha: ["approved", s.workdayAt("10:00", -3)], jonas: ["changes_requested", s.workdayAt("10:00", -2)] },
    })),
  },
  exempt: {
    "it conflicts": approved("12:00", -4, { mergeable: false }),
    "nobody knows whether it can be merged": approved("12:00", -4, { mergeable: null }),
    "a draft": approved("12:00", -4, { draft: true }),
    merged: approved("12:00", -4, { state: "merged" }),
  },
};

/** It has conflicted since a local time, so many business days ago. */
const conflicting = (time: string, days: number, words: PullRequestWords = {}): Telling =>
  one((s) => ({ mergeable: false, conflictingSince: s.workdayAt(time, days), ...words }));

export const conflicts: Trial = {
  rule: "PR-06",
  found: {
    "a minute more than a day": conflicting("17:59", -2),
    "for three business days": conflicting("12:00", -3),
    "for a month": conflicting("12:00", -20),
    mine: conflicting("12:00", -3, { by: "me" }),
    "approved as well": one((s) => ({
      mergeable: false,
      conflictingSince: s.workdayAt("12:00", -3),
      said: { asha: ["approved", s.workdayAt("12:00", -3)] },
    })),
  },
  near: {
    "a day to the minute": conflicting("09:00", -1),
    "since yesterday": conflicting("15:00", -1),
    "since this morning": conflicting("08:00", 0),
    "no longer": conflicting("12:00", -5, { mergeable: true }),
    "nobody knows since when": one(() => ({ mergeable: false })),
  },
  exempt: {
    "a draft": conflicting("12:00", -5, { draft: true }),
    "opened by a program": conflicting("12:00", -5, { bot: true }),
    closed: conflicting("12:00", -5, { state: "closed" }),
  },
};
