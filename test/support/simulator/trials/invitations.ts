import type { Change, Item } from "../../../../src/core/item.ts";
import type { Absences } from "../cast.ts";
import { instanceItem, type Meeting } from "../items.ts";
import type { Scene } from "../scene.ts";
import type { Plot, Trial } from "../trial.ts";

const HOUR = 60;
const DAY = 24 * HOUR;

/** A meeting of an hour that starts so many minutes from now, made so many minutes ago. */
function invite(s: Scene, startsIn: number, changes: Meeting & { age?: number } = {}): Item {
  const { age = 20 * DAY, ...rest } = changes;
  const times = { start: s.minutes(startsIn), end: s.minutes(startsIn + HOUR), timezone: s.calendar.timezone, created: s.minutes(-age) };
  return instanceItem({ title: "Pricing council", ...times }, rest);
}

const open = (s: Scene, startsIn: number, changes: Meeting & { age?: number } = {}): Item[] => [
  invite(s, startsIn, { me: "needs_action", ...changes }),
];

export const unanswered: Trial = {
  rule: "CAL-04",
  found: {
    "starts in three hours": (s) => open(s, 3 * HOUR, { age: HOUR }),
    "starts in a day": (s) => open(s, DAY, { age: HOUR }),
    "starts in three days, asked three days ago": (s) => open(s, 3 * DAY, { age: 3 * DAY }),
    "starts in five days, asked a little over two days ago": (s) => open(s, 5 * DAY, { age: 2 * DAY + 1 }),
    "thirty people": (s) => open(s, 4 * HOUR, { crowd: 28 }),
  },
  near: {
    "starts in a little over a day, just asked": (s) => open(s, DAY + 1, { age: HOUR }),
    "starts in three days, asked two days ago": (s) => open(s, 3 * DAY, { age: 2 * DAY }),
    "starts in a little over five days": (s) => open(s, 5 * DAY + 1, { age: 9 * DAY }),
    "starts in two weeks": (s) => open(s, 14 * DAY, { age: 9 * DAY }),
    "has begun long ago": (s) => open(s, -3 * HOUR),
  },
  exempt: {
    accepted: (s) => open(s, 3 * HOUR, { me: "accepted" }),
    declined: (s) => open(s, 3 * HOUR, { me: "declined" }),
    "more than thirty people": (s) => open(s, 3 * HOUR, { crowd: 29 }),
    cancelled: (s) => open(s, 3 * HOUR, { status: "cancelled" }),
  },
};

/** A meeting of which one field is now another than at the last run. */
function changed(s: Scene, item: Item, field: string, from: string, at = s.now): Plot {
  const change: Change = { item: item.id, field, from, to: String(item.fields[field]), at };
  return { items: [item], changes: [change], about: [item] };
}

const gone = (item: Item): Plot => ({ items: [], gone: [item], about: [item] });

export const moved: Trial = {
  rule: "CAL-08",
  found: {
    "moved to later today": (s) => changed(s, invite(s, 5 * HOUR), "start", s.minutes(3 * HOUR)),
    "moved within two days": (s) => changed(s, invite(s, 2 * DAY), "start", s.minutes(3 * DAY)),
    "another place": (s) => changed(s, invite(s, 5 * HOUR, { location: "Room Oslo" }), "location", "Room Everest"),
    cancelled: (s) => changed(s, invite(s, DAY, { status: "cancelled" }), "status", "confirmed"),
    "taken out of the calendar": (s) => gone(invite(s, 6 * HOUR)),
  },
  near: {
    "moved, three days ahead": (s) => changed(s, invite(s, 3 * DAY), "start", s.minutes(4 * DAY)),
    "another place, a little over two days ahead": (s) =>
      changed(s, invite(s, 2 * DAY + 1, { location: "Room Oslo" }), "location", "Room Everest"),
    "cancelled, three days ahead": (s) => changed(s, invite(s, 3 * DAY, { status: "cancelled" }), "status", "confirmed"),
    "taken out, three days ahead": (s) => gone(invite(s, 3 * DAY)),
    "nothing but its words": (s) => changed(s, invite(s, 5 * HOUR), "title", "Price council"),
  },
  exempt: {
    "I had declined it": (s) => changed(s, invite(s, 5 * HOUR, { me: "declined" }), "start", s.minutes(3 * HOUR)),
    "it takes no time": (s) => changed(s, invite(s, 5 * HOUR, { showAs: "free" }), "start", s.minutes(3 * HOUR)),
    "told long ago": (s) => changed(s, invite(s, 5 * HOUR), "start", s.minutes(3 * HOUR), s.minutes(-6 * DAY)),
    "over since yesterday": (s) => gone(invite(s, -DAY)),
  },
};

/** A meeting of two this afternoon. */
function pair(
  s: Scene,
  answer: "accepted" | "declined" | "tentative" | "needs_action",
  changes: Meeting = {},
  absences: Absences = {},
): Plot {
  const meeting = s.meeting("Catch-up", "14:00", "14:30", { by: "me", with: { lee: answer }, ...changes });
  return { items: [meeting], absences, about: [meeting] };
}

/** Grace's days are those of the calendar's zone; Lee lives by Californian ones. */
const WITH_GRACE: Meeting = { with: { grace: "accepted" } };

/** The same, with an entry of the calendar that says that Lee is away. */
function away(s: Scene, days: number): Plot {
  const plot = pair(s, "accepted");
  const [start, end] = [s.day(days), s.day(days + 1)];
  const holiday = s.meeting("Lee out", "09:00", "18:00", { allDay: true, showAs: "out_of_office", me: null, with: {}, start, end });
  return { ...plot, items: [...plot.items, holiday] };
}

export const keyPersonOut: Trial = {
  rule: "CAL-09",
  found: {
    "the only other one declined": (s) => pair(s, "declined"),
    "the customer declined": (s) => pair(s, "accepted", { with: { dana: "declined" } }),
    "who called the meeting declined": (s) => pair(s, "declined", { by: "lee" }),
    "the people file says that he is away": (s) => pair(s, "accepted", WITH_GRACE, { grace: [{ from: s.date, to: s.day(3) }] }),
    "the calendar says that he is away": (s) => away(s, 0),
    "declined for the next business day": (s) => pair(s, "declined", { start: s.workdayAt("14:00", 1), end: s.workdayAt("14:30", 1) }),
  },
  near: {
    "he has not answered": (s) => pair(s, "needs_action"),
    "he may come": (s) => pair(s, "tentative"),
    "he is away from tomorrow on": (s) => pair(s, "accepted", WITH_GRACE, { grace: [{ from: s.day(1), to: s.day(3) }] }),
    "he was away until yesterday": (s) => pair(s, "accepted", WITH_GRACE, { grace: [{ from: s.day(-5), to: s.day(-1) }] }),
    "the calendar says that he is away tomorrow": (s) => away(s, 1),
    "one of many who need not come declined": (s) => pair(s, "accepted", { optional: { asha: "declined" }, crowd: 4 }),
  },
  exempt: {
    cancelled: (s) => pair(s, "declined", { status: "cancelled" }),
    "I declined, too": (s) => pair(s, "declined", { by: "lee", me: "declined" }),
    "it takes no time": (s) => pair(s, "declined", { showAs: "free" }),
    "it is over": (s) => pair(s, "declined", { start: s.at("14:00", -1), end: s.at("14:30", -1) }),
  },
};
