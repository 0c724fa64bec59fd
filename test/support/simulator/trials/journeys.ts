import type { Item } from "../../../../src/core/item.ts";
import type { Meeting } from "../items.ts";
import type { Scene } from "../scene.ts";
import type { Trial } from "../trial.ts";

const OFFICE = "Harbor House, 4 Pier Road";
const [DOWNSTAIRS, UPSTAIRS] = ["Harbor House, Room 1.02", "Harbor House, Room 4.11"] as const;
const CUSTOMER = "Acme, 120 Mill Street";

/** A meeting until noon, and one that begins at the time given. */
function after(s: Scene, from: string, second: Meeting = {}, first: Meeting = {}): Item[] {
  return [
    s.meeting("Budget review", "11:00", "12:00", { location: OFFICE, ...first }),
    s.meeting("Plant tour", from, "15:00", { location: CUSTOMER, with: { asha: "accepted" }, by: "asha", ...second }),
  ];
}

export const noTravelTime: Trial = {
  rule: "CAL-03",
  found: {
    "no time at all": (s) => after(s, "12:00"),
    "ten minutes": (s) => after(s, "12:10"),
    "twenty minutes": (s) => after(s, "12:20"),
    "twenty-nine minutes": (s) => after(s, "12:29"),
    "four minutes to another floor": (s) => after(s, "12:04", { location: UPSTAIRS }, { location: DOWNSTAIRS }),
    "back to the office": (s) => after(s, "12:15", { location: OFFICE }, { location: CUSTOMER }),
  },
  near: {
    "thirty minutes": (s) => after(s, "12:30"),
    "thirty-one minutes": (s) => after(s, "12:31"),
    "an hour": (s) => after(s, "13:00"),
    "five minutes to another floor": (s) => after(s, "12:05", { location: UPSTAIRS }, { location: DOWNSTAIRS }),
    "the same place": (s) => after(s, "12:00", { location: OFFICE }),
    "the next day": (s) => after(s, "12:00", { days: 1 }),
  },
  exempt: {
    "the second is held from afar": (s) => after(s, "12:00", { location: null }),
    "the first is held from afar": (s) => after(s, "12:00", {}, { location: null }),
    "the second is cancelled": (s) => after(s, "12:00", { status: "cancelled" }),
    "I declined the first": (s) => after(s, "12:00", {}, { me: "declined" }),
    "the place is a link": (s) => after(s, "12:00", { location: "https://meet.example/tour" }),
  },
};

/** One meeting of the next business day. */
function alone(s: Scene, from: string, to: string, changes: Meeting = {}): Item[] {
  return [s.meeting("Supplier call", from, to, { start: s.workdayAt(from, 1), end: s.workdayAt(to, 1), ...changes })];
}

/** The same on a plain date. */
function onDate(s: Scene, date: string, changes: Meeting = {}): Item[] {
  const then = s.on(date);
  return [s.meeting("Supplier call", "11:00", "12:00", { start: then.at("11:00"), end: then.at("12:00"), ...changes })];
}

export const outsideHours: Trial = {
  rule: "CAL-06",
  found: {
    "half an hour early": (s) => alone(s, "08:30", "09:30"),
    "a minute early": (s) => alone(s, "08:59", "09:30"),
    "a minute late": (s) => alone(s, "17:30", "18:01"),
    "before seven": (s) => alone(s, "06:00", "06:30"),
    "after nine in the evening": (s) => alone(s, "21:30", "22:00"),
    "on a holiday": (s) => ({ items: onDate(s.on("2026-11-25"), "2026-11-26"), scene: s.on("2026-11-25") }),
  },
  near: {
    "from nine on": (s) => alone(s, "09:00", "10:00"),
    "until six": (s) => alone(s, "17:00", "18:00"),
    "the whole working day": (s) => alone(s, "09:00", "18:00"),
    "at noon": (s) => alone(s, "12:00", "13:00"),
    "a minute after nine": (s) => alone(s, "09:01", "10:00"),
  },
  exempt: {
    cancelled: (s) => alone(s, "06:00", "07:00", { status: "cancelled" }),
    declined: (s) => alone(s, "20:00", "21:00", { me: "declined" }),
    "takes no time": (s) => alone(s, "20:00", "21:00", { showAs: "free" }),
    "all day": (s) => alone(s, "00:00", "23:00", { allDay: true, start: s.workday(1), end: s.on(s.workday(1)).day(1) }),
  },
};

/** A weekly meeting written in one zone, seen from another, on the first date after the clocks of one of them changed. */
function weekly(
  s: Scene,
  date: string,
  mine: string,
  theirs: string,
  time: string,
  changes: Meeting = {},
): { items: Item[]; scene: Scene } {
  const scene = s.on(date, mine);
  const [now, before] = [scene.on(date, theirs), scene.on(scene.day(-7), theirs)];
  const start = now.at(time);
  const times = { start, end: new Date(Date.parse(start) + 30 * 60_000).toISOString(), previousStart: before.at(time), timezone: theirs };
  return { items: [scene.meeting("Weekly", "12:00", "12:30", { recurring: true, ...times, ...changes })], scene };
}

const [BERLIN, NEW_YORK, ANGELES] = ["Europe/Berlin", "America/New_York", "America/Los_Angeles"] as const;

export const clockShift: Trial = {
  rule: "CAL-07",
  found: {
    "the American clocks went first in spring": (s) => weekly(s, "2026-03-12", BERLIN, NEW_YORK, "10:00"),
    "the European clocks went first in autumn": (s) => weekly(s, "2026-10-29", BERLIN, NEW_YORK, "10:00"),
    "seen from California": (s) => weekly(s, "2026-11-05", ANGELES, BERLIN, "19:00"),
    "seen from where clocks never change": (s) => weekly(s, "2026-03-30", "Asia/Kathmandu", BERLIN, "10:00"),
    "a clock that moves by half an hour": (s) => weekly(s, "2026-10-08", "Asia/Kathmandu", "Australia/Lord_Howe", "16:00"),
  },
  near: {
    "the week before the change": (s) => weekly(s, "2026-03-05", BERLIN, NEW_YORK, "10:00"),
    "the week after both changed": (s) => weekly(s, "2026-11-12", BERLIN, NEW_YORK, "10:00"),
    "both changed in the same week": (s) => weekly(s, "2026-03-30", BERLIN, "Europe/London", "10:00"),
    "written in my own zone": (s) => weekly(s, "2026-10-29", BERLIN, BERLIN, "10:00"),
    "no date before this one": (s) => weekly(s, "2026-03-12", BERLIN, NEW_YORK, "10:00", { previousStart: null }),
  },
  exempt: {
    cancelled: (s) => weekly(s, "2026-03-12", BERLIN, NEW_YORK, "10:00", { status: "cancelled" }),
    declined: (s) => weekly(s, "2026-03-12", BERLIN, NEW_YORK, "10:00", { me: "declined" }),
    "takes no time": (s) => weekly(s, "2026-03-12", BERLIN, NEW_YORK, "10:00", { showAs: "free" }),
  },
};

/** Meetings one after the other, each from one of these times to the next but one: `10:00-10:45`. */
function row(s: Scene, spans: readonly string[], changes: Meeting = {}): Item[] {
  return spans.map((span, index) => {
    const [from = "", to = ""] = span.split("-");
    return s.meeting(`Interview ${"ABCDEFGH"[index] ?? ""}`, from, to, index === 1 ? changes : {});
  });
}

const MORNING = ["10:00-11:00", "11:00-12:00", "12:00-13:00"];
const SCATTERED = ["09:30-11:00", "11:15-12:45", "13:30-15:00", "15:15-16:50"];

export const noBreaks: Trial = {
  rule: "CAL-11",
  found: {
    "three hours without a gap": (s) => row(s, MORNING),
    "three hours with gaps of nine minutes": (s) => row(s, ["10:00-11:00", "11:09-12:00", "12:09-13:10"]),
    "four hours": (s) => row(s, [...MORNING, "13:00-14:00"]),
    "three hours and a half with gaps of five minutes": (s) => row(s, ["13:00-14:10", "14:15-15:20", "15:25-16:30"]),
    "more than six hours in all": (s) => row(s, SCATTERED),
  },
  near: {
    "a minute less than three hours": (s) => row(s, ["10:00-11:00", "11:00-12:00", "12:00-12:59"]),
    "gaps of ten minutes": (s) => row(s, ["10:00-11:00", "11:10-12:00", "12:10-13:10"]),
    "six hours in all": (s) => row(s, ["09:30-11:00", "11:15-12:45", "13:30-15:00", "15:15-16:45"]),
    "two hours": (s) => row(s, ["10:00-11:00", "11:00-12:00"]),
    "a long lunch between": (s) => row(s, ["10:30-12:00", "13:00-14:30", "15:00-16:00"]),
  },
  exempt: {
    "one of them is cancelled": (s) => row(s, MORNING, { status: "cancelled" }),
    "I declined one of them": (s) => row(s, MORNING, { me: "declined" }),
    "one of them takes no time": (s) => row(s, MORNING, { showAs: "free" }),
  },
};
