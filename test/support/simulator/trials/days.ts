import type { FieldValue } from "../../../../src/core/item.ts";
import type { Meeting } from "../items.ts";
import type { Scene } from "../scene.ts";
import type { Plot, Telling, Trial } from "../trial.ts";

const DUE = 2;

/** A task of mine that is due on the second business day from now, and what that day holds. */
const due =
  (onTheDay: (s: Scene, day: string) => Plot["items"], fields: Readonly<Record<string, FieldValue>> = {}): Telling =>
  (s) => {
    const date = s.workday(DUE);
    const task = s.task("Send the survey", { due: date, owner: "Sam Rivera", ...fields });
    return { items: [task, ...onTheDay(s.on(date), date)], about: [task] };
  };

/** Meetings of so many minutes each, one after the other from eight on. */
function meetings(s: Scene, lengths: readonly number[], changes: Meeting = {}): Plot["items"] {
  let minutes = 8 * 60;
  return lengths.map((length, index) => {
    const [from, to] = [minutes, minutes + length].map(clockOf);
    minutes += length + 15;
    return s.meeting(`Talk ${index}`, from ?? "", to ?? "", changes);
  });
}

function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

const SIX_HOURS = [120, 120, 120];

/** Whole days that are taken, from so many days after that day on. */
const days = (s: Scene, title: string, from: number, count: number, changes: Meeting = {}): Plot["items"] => [
  s.meeting(title, "09:00", "18:00", {
    ...{ allDay: true, start: s.day(from), end: s.day(from + count), by: "me", with: {}, ...changes },
  }),
];

export const noTimeForIt: Trial = {
  rule: "X-04",
  found: {
    "a minute more than six hours of meetings": due((s) => meetings(s, [...SIX_HOURS, 1])),
    "meetings from eight to six": due((s) => meetings(s, [180, 120, 120, 60])),
    "on a journey of days": due((s) => days(s, "Business trip to Oslo", -1, 4)),
    "on the day of a flight": due((s) => [s.meeting("Flight to Oslo", "08:00", "11:00", { by: "me", with: {} })]),
    "begun, and travelling": due((s) => days(s, "Travel to Kathmandu", 0, 1), { status: "in_progress" }),
  },
  near: {
    "six hours of meetings": due((s) => meetings(s, SIX_HOURS)),
    "two of them at once": due((s) => [...meetings(s, SIX_HOURS), s.meeting("Also", "08:00", "10:00")]),
    "on the day after the journey": due((s) => days(s, "Business trip to Oslo", -3, 3)),
    "a short train ride": due((s) => [s.meeting("Train to the quay", "08:00", "10:59", { by: "me", with: {} })]),
    "the full day is the day after": due((s) => meetings(s.on(s.workday(1)), [180, 180, 120])),
    "due later than in five business days": (s) => {
      const date = s.workday(6);
      const task = s.task("Send the survey", { due: date, owner: "Sam Rivera" });
      return [task, ...meetings(s.on(date), [180, 180, 120])];
    },
  },
  exempt: {
    "somebody else's": due((s) => meetings(s, [180, 180, 120]), { owner: "Lee Park" }),
    done: due((s) => meetings(s, [180, 180, 120]), { status: "done" }),
    "I declined them": due((s) => meetings(s, [180, 180, 120], { me: "declined" })),
    "the journey was cancelled": due((s) => days(s, "Business trip to Oslo", 0, 2, { status: "cancelled" })),
    "Asha's journey": due((s) => days(s, "Asha flight to Oslo", 0, 2, { by: "asha", me: null })),
  },
};
