import type { Item } from "../../../../src/core/item.ts";
import type { Meeting } from "../items.ts";
import type { Scene } from "../scene.ts";
import type { Trial } from "../trial.ts";

const WITH_ASHA: Meeting = { with: { asha: "accepted" }, by: "asha" };

/** Two meetings of the scene's day, the second of which starts and ends at the times given. */
function two(s: Scene, from: string, to: string, second: Meeting = {}, first: Meeting = {}): Item[] {
  return [s.meeting("Budget review", "13:00", "14:00", first), s.meeting("Vendor call", from, to, { ...WITH_ASHA, ...second })];
}

export const hardConflict: Trial = {
  rule: "CAL-01",
  found: {
    "half an hour in common": (s) => two(s, "13:30", "14:30"),
    "five minutes in common": (s) => two(s, "13:55", "14:30"),
    "one within the other": (s) => two(s, "13:15", "13:30"),
    "the same hour": (s) => two(s, "13:00", "14:00"),
    "I called one of them": (s) => two(s, "12:30", "13:30", { by: "me" }),
    "an important customer is in one": (s) => two(s, "13:45", "15:00", { with: { asha: "accepted", dana: "accepted" } }),
  },
  near: {
    "four minutes in common": (s) => two(s, "13:56", "14:30"),
    "one minute in common": (s) => two(s, "12:30", "13:01"),
    "one after the other": (s) => two(s, "14:00", "15:00"),
    "one before the other": (s) => two(s, "12:00", "13:00"),
    "the same hour of another day": (s) => two(s, "13:00", "14:00", { days: 1 }),
  },
  exempt: {
    "one is cancelled": (s) => two(s, "13:30", "14:30", { status: "cancelled" }),
    "I declined one": (s) => two(s, "13:30", "14:30", { me: "declined" }),
    "one takes no time": (s) => two(s, "13:30", "14:30", { showAs: "free" }),
    "one lasts all day": (s) => two(s, "13:30", "14:30", { allDay: true, start: s.date, end: s.day(1) }),
    "I have not accepted one": (s) => two(s, "13:30", "14:30", { me: "tentative" }),
  },
};

export const softConflict: Trial = {
  rule: "CAL-02",
  found: {
    "one is tentative": (s) => two(s, "13:30", "14:30", { me: "tentative" }),
    "one is unanswered": (s) => two(s, "13:30", "14:30", { me: "needs_action" }),
    "the first is tentative": (s) => two(s, "13:15", "13:45", {}, { me: "tentative" }),
    "the same hour, unanswered": (s) => two(s, "13:00", "14:00", { me: "needs_action" }),
    "five minutes in common": (s) => two(s, "13:55", "14:30", { me: "tentative" }),
    "ten minutes in common": (s) => two(s, "12:00", "13:10", { me: "tentative" }),
  },
  near: {
    "one after the other": (s) => two(s, "14:00", "15:00", { me: "tentative" }),
    "one before the other": (s) => two(s, "12:00", "13:00", { me: "needs_action" }),
    "four minutes in common": (s) => two(s, "13:56", "15:00", { me: "tentative" }),
    "another day": (s) => two(s, "13:30", "14:30", { me: "tentative", days: 1 }),
    "both accepted": (s) => two(s, "13:30", "14:30"),
  },
  exempt: {
    "one is cancelled": (s) => two(s, "13:30", "14:30", { me: "tentative", status: "cancelled" }),
    "the other is declined": (s) => two(s, "13:30", "14:30", { me: "tentative" }, { me: "declined" }),
    "one takes no time": (s) => two(s, "13:30", "14:30", { me: "needs_action", showAs: "free" }),
  },
};

const SAME: Meeting = { with: { lee: "accepted" }, by: "lee" };

/** The same meeting once more, from another calendar. */
function twice(s: Scene, copy: Meeting = {}, original: Meeting = {}): Item[] {
  const times = ["15:00", "15:30"] as const;
  return [s.meeting("Roadmap", ...times, original), s.meeting("Roadmap", ...times, { ...SAME, calendar: "private", uid: "copy", ...copy })];
}

export const doubled: Trial = {
  rule: "CAL-12",
  found: {
    "the same meeting in two calendars": (s) => twice(s),
    "the same meeting twice in one calendar": (s) => twice(s, { calendar: "work" }),
    "the same crowd twice": (s) =>
      twice(s, { with: { lee: "accepted", jonas: "accepted" } }, { with: { lee: "accepted", jonas: "accepted" } }),
    "two meetings in one room": (s) => two(s, "13:30", "14:30", { location: "Room Everest" }, { location: "Room Everest" }),
    "one room, five minutes in common": (s) => two(s, "13:55", "15:00", { location: "Room Oslo" }, { location: "Room Oslo" }),
    "one room, one within the other": (s) => two(s, "13:15", "13:45", { location: "Room Oslo" }, { location: "Room Oslo" }),
  },
  near: {
    "one room, one after the other": (s) => two(s, "14:00", "15:00", { location: "Room Everest" }, { location: "Room Everest" }),
    "one room, four minutes in common": (s) => two(s, "13:56", "15:00", { location: "Room Oslo" }, { location: "Room Oslo" }),
    "two rooms at the same time": (s) => two(s, "13:00", "14:00", { location: "Room Oslo" }, { location: "Room Everest" }),
    "one title, other people": (s) => twice(s, { with: { asha: "accepted" }, by: "asha" }),
    "one title, another day": (s) => twice(s, { days: 7 }),
    "two dates of one series": (s) => twice(s, { days: 7, uid: "roadmap", calendar: "work", recurring: true }, { recurring: true }),
    "one room, another day": (s) => two(s, "13:00", "14:00", { location: "Room Oslo", days: 1 }, { location: "Room Oslo" }),
  },
  exempt: {
    "the copy is cancelled": (s) => twice(s, { status: "cancelled" }),
    "I declined the copy": (s) => twice(s, { me: "declined" }),
    "no room at all": (s) => two(s, "13:00", "14:00", { location: null }, { location: null }),
  },
};
