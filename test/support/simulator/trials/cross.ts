import type { Absences } from "../cast.ts";
import type { Meeting } from "../items.ts";
import type { Scene } from "../scene.ts";
import type { Plot, Telling, Trial } from "../trial.ts";
import type { FieldValue } from "../../../../src/core/item.ts";

/** A task of Lee, who is away from one day to another, counted in business days from today. */
const awayOn =
  (due: number, from: number, to: number, fields: Readonly<Record<string, FieldValue>> = {}): Telling =>
  (s) => {
    const absences: Absences = { lee: [{ from: s.workday(from), to: s.workday(to) }] };
    return { items: [s.task("Ship the sensors", { due: s.workday(due), owner: "Lee Park", ...fields })], absences };
  };

/** The same with an entry of Lee's in the calendar. */
function calendarSaysAway(s: Scene, from: number, to: number): Plot {
  const task = s.task("Ship the sensors", { due: s.workday(2), owner: "Lee Park" });
  const end = s.on(s.workday(to)).day(1);
  const days = { allDay: true, showAs: "out_of_office", me: null, with: {}, start: s.workday(from), end } as const;
  return { items: [task, s.meeting("Lee on leave", "09:00", "18:00", days)], about: [task] };
}

export const ownerAway: Trial = {
  rule: "X-01",
  found: {
    "away on the day it is due": awayOn(2, 2, 2),
    "away from today until after": awayOn(2, 0, 5),
    "away until the day it is due": awayOn(1, 0, 1),
    "due today and away": awayOn(0, 0, 0),
    "the calendar says so": (s) => calendarSaysAway(s, 1, 2),
    "in progress": awayOn(2, 1, 3, { status: "in_progress" }),
  },
  near: {
    "away from the day after": awayOn(2, 3, 6),
    "back before today": awayOn(2, -5, -1),
    "the calendar says away from the day after": (s) => calendarSaysAway(s, 3, 4),
    "the calendar says away until yesterday": (s) => calendarSaysAway(s, -2, -1),
    "somebody else is away": (s) => ({
      items: [s.task("Ship the sensors", { due: s.workday(2), owner: "Lee Park" })],
      absences: { asha: [{ from: s.date, to: s.workday(4) }] },
    }),
  },
  exempt: {
    done: awayOn(2, 1, 3, { status: "done" }),
    cancelled: awayOn(2, 1, 3, { status: "cancelled" }),
    "of nobody": awayOn(2, 1, 3, { owner: null }),
  },
};

const QUESTION = "Could you tell me which of the two prices holds?";

/** A meeting of this afternoon with Dana, and a letter of hers of some business days ago. */
function meets(s: Scene, days: number, changes: Meeting = {}, body = QUESTION): Plot {
  const meeting = s.meeting("Acme demo", "15:00", "16:00", { with: { dana: "accepted" }, by: "me", ...changes });
  return { items: [meeting, s.mail("Prices", s.workdayAt("11:00", days), { from: "dana", body })] };
}

function answered(plot: Plot, s: Scene): Plot {
  const letter = plot.items.at(-1);
  const reply = letter && s.reply(letter, s.workdayAt("17:00", -1), { from: "me", to: ["dana"], body: "The lower one holds." });
  return { items: [...plot.items, ...(reply ? [reply] : [])] };
}

export const meetsUnanswered: Trial = {
  rule: "X-03",
  found: {
    "asked yesterday": (s) => meets(s, -1),
    "asked three business days ago": (s) => meets(s, -3),
    "asked by who called the meeting": (s) => meets(s, -2, { by: "dana" }),
    "among others": (s) => meets(s, -2, { with: { dana: "accepted", lee: "accepted", jonas: "accepted" } }),
    "asked to do something": (s) => meets(s, -2, {}, "Please send me the signed offer before we meet."),
  },
  near: {
    "I have answered": (s) => answered(meets(s, -2), s),
    "the meeting is tomorrow": (s) => meets(s, -2, { days: 1 }),
    "the meeting was yesterday": (s) => meets(s, -2, { days: -1 }),
    "I meet somebody else": (s) => meets(s, -2, { with: { omar: "accepted" } }),
    "her letter went to somebody else": (s) => {
      const [meeting] = meets(s, -2).items;
      return [...(meeting ? [meeting] : []), s.mail("Prices", s.workdayAt("11:00", -2), { from: "dana", to: ["lee"], body: QUESTION })];
    },
  },
  exempt: {
    "the meeting is cancelled": (s) => meets(s, -2, { status: "cancelled" }),
    "I declined the meeting": (s) => meets(s, -2, { by: "dana", me: "declined" }),
    "sent to many": (s) => {
      const [meeting] = meets(s, -2).items;
      const circular = s.mail("Prices", s.workdayAt("11:00", -2), { from: "dana", body: QUESTION, bulk: "list-unsubscribe" });
      return [...(meeting ? [meeting] : []), circular];
    },
  },
};
