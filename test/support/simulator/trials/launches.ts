import type { FieldValue } from "../../../../src/core/item.ts";
import type { Absences } from "../cast.ts";
import type { PullRequestWords } from "../code.ts";
import type { Scene } from "../scene.ts";
import type { Plot, Telling, Trial } from "../trial.ts";

type Fields = Readonly<Record<string, FieldValue>>;

/** A pull request and a task that is due so many business days from today, named so that the one waits for the other. */
const waits =
  (due: number, words: PullRequestWords = {}, title = "Switch the warning on (harbor/tides#12)", fields: Fields = {}): Telling =>
  (s) =>
    plotOf(s, due, words, title, fields);

function plotOf(s: Scene, due: number, words: PullRequestWords, title: string, fields: Fields): Plot {
  const pull = s.pull("Warn of spring tides", { number: 12, ...words });
  return { items: [pull, s.task(title, { due: s.workday(due), owner: "Sam Rivera", ...fields })], about: [pull] };
}

export const blocking: Trial = {
  rule: "PR-11",
  found: {
    "due in three business days": waits(3),
    "due today": waits(0),
    "late already": waits(-1),
    "named by a link": waits(2, {}, "Ship https://github.example/harbor/tides/pull/12 first"),
    "named by its number": waits(2, {}, "Switch the warning on, needs #12"),
    "of the same name": waits(2, {}, "Warn of spring tides"),
    "labelled with the same launch": waits(2, { labels: ["launch"] }, "Write the press kit", { project: "Launch" }),
    "still a draft": waits(2, { draft: true }),
  },
  near: {
    "due in four business days": waits(4),
    "due in two weeks": waits(10),
    "another number": waits(2, {}, "Switch the warning on (harbor/tides#120)"),
    "another repository": waits(2, {}, "Switch the warning on (harbor/gauges#12)"),
    "another name": waits(2, {}, "Warn of neap tides"),
    "labelled with what is no launch": waits(2, { labels: ["backend"] }, "Sort the logs", { project: "Backend" }),
  },
  exempt: {
    approved: (s) => plotOf(s, 2, { said: { asha: ["approved", s.workdayAt("11:00", -1)] } }, "Switch it on (harbor/tides#12)", {}),
    merged: waits(2, { state: "merged" }),
    "the task is done": waits(2, {}, "Switch the warning on (harbor/tides#12)", { status: "done" }),
    "the task is cancelled": waits(2, {}, "Switch the warning on (harbor/tides#12)", { status: "cancelled" }),
  },
};

/** The same, asked of Lee, who is away from one business day to another. */
const awayFrom =
  (due: number, from: number, to: number, words: PullRequestWords = {}, fields: Fields = {}): Telling =>
  (s) => {
    const absences: Absences = { lee: [{ from: s.workday(from), to: s.workday(to) }] };
    const asked = { by: "asha", asked: { lee: s.workdayAt("16:00", -1) } } as const;
    return { ...plotOf(s, due, { ...asked, ...words }, "Switch it on (harbor/tides#12)", fields), absences };
  };

/** The same with an entry of Lee's in the calendar. */
function calendarSaysAway(s: Scene, from: number, to: number): Plot {
  const plot = plotOf(s, 2, { by: "asha", asked: { lee: s.workdayAt("16:00", -1) } }, "Switch it on (harbor/tides#12)", {});
  const days = {
    allDay: true,
    showAs: "out_of_office",
    me: null,
    with: {},
    start: s.workday(from),
    end: s.on(s.workday(to)).day(1),
  } as const;
  return { ...plot, items: [...plot.items, s.meeting("Lee on leave", "09:00", "18:00", days)] };
}

export const reviewerAway: Trial = {
  rule: "X-02",
  found: {
    "away until it is due": awayFrom(2, 0, 2),
    "away on the day it is due": awayFrom(2, 2, 2),
    "due today and away": awayFrom(0, 0, 0),
    "late, and away today": awayFrom(-1, 0, 4),
    "the calendar says so": (s) => calendarSaysAway(s, 0, 3),
    "I am away": (s) => {
      const asked = { by: "asha", asked: { me: s.workdayAt("16:00", -1) } } as const;
      return { ...plotOf(s, 2, asked, "Switch it on (harbor/tides#12)", {}), absences: { me: [{ from: s.workday(1), to: s.workday(3) }] } };
    },
  },
  near: {
    "due in three business days": awayFrom(3, 0, 5),
    "away from the day after": awayFrom(2, 3, 6),
    "back since yesterday": awayFrom(2, -5, -1),
    "the calendar says away from the day after": (s) => calendarSaysAway(s, 3, 4),
    "no task waits for it": (s) => ({
      items: [s.pull("Warn of spring tides", { by: "asha", asked: { lee: s.workdayAt("16:00", -1) } })],
      absences: { lee: [{ from: s.date, to: s.workday(3) }] },
    }),
    "somebody who is not asked is away": awayFrom(2, 0, 3, { asked: {} }),
  },
  exempt: {
    "approved by somebody else": awayFrom(2, 0, 2, { approvals: 1 }),
    merged: awayFrom(2, 0, 2, { state: "merged" }),
    "the task is done": awayFrom(2, 0, 2, {}, { status: "done" }),
  },
};
