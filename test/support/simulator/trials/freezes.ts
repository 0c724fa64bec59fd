import type { RolloutWords } from "../code.ts";
import type { Meeting } from "../items.ts";
import type { Scene } from "../scene.ts";
import type { Telling, Trial } from "../trial.ts";

/** A rollout whose next step is planned for three days from now at ten, with a freeze from one day to another. */
const step =
  (from: number, to: number, words: (s: Scene) => RolloutWords = () => ({})): Telling =>
  (s) => [
    s.rollout("Tides 5", s.minutes(-120), {
      nextStepAt: s.at("10:00", 3),
      freezes: [`${s.day(from)}/${s.day(to)}`],
      ...words(s),
    }),
  ];

/** The same with an entry in the calendar instead. */
const entry =
  (title: string, from: number, days: number, changes: Meeting = {}): Telling =>
  (s) => {
    const rollout = s.rollout("Tides 5", s.minutes(-120), { nextStepAt: s.at("10:00", 3) });
    const span = { start: s.day(from), end: s.day(from + days), allDay: true, showAs: "free", with: {}, by: "grace" } as const;
    return { items: [rollout, s.meeting(title, "09:00", "18:00", { ...span, ...changes })], about: [rollout] };
  };

export const frozen: Trial = {
  rule: "ROLL-04",
  found: {
    "within it": step(2, 9),
    "on its first day": step(3, 9),
    "on its last day": step(0, 3),
    "within one of hours": step(9, 9, (s) => ({ freezes: [`${s.at("09:00", 3)}/${s.at("11:00", 3)}`] })),
    "in the second of two": step(9, 9, (s) => ({ freezes: [`${s.day(-9)}/${s.day(-7)}`, `${s.day(3)}/${s.day(4)}`] })),
    "is planned to begin within it": step(2, 9, () => ({ state: "planned" })),
    "the calendar says so": entry("Code freeze", 2, 5),
    "the calendar says so for the day alone": entry("Christmas change freeze (all teams)", 3, 1),
  },
  near: {
    "the day after it": step(0, 2),
    "the day before it": step(4, 9),
    "when one of hours ends": step(9, 9, (s) => ({ freezes: [`${s.at("08:00", 3)}/${s.at("10:00", 3)}`] })),
    "the calendar's ends on the day before": entry("Code freeze", 1, 2),
    "the calendar's begins on the day after": entry("Code freeze", 4, 3),
    "a meeting about it": entry("Code freeze planning", 2, 5),
    "a freeze of another kind": entry("Freeze the garden pipes", 2, 5),
  },
  exempt: {
    done: step(2, 9, () => ({ state: "done" })),
    "the step is past": step(-5, 9, (s) => ({ nextStepAt: s.at("10:00", -1) })),
    "no step is planned": step(-5, 9, () => ({ nextStepAt: null })),
    "the entry was cancelled": entry("Code freeze", 2, 5, { status: "cancelled" }),
    "written in words": step(9, 9, () => ({ freezes: ["over Christmas", "2026-13-40/2026-14-02"] })),
  },
};
