import type { Item } from "../../../../src/core/item.ts";
import { instanceItem, type Meeting } from "../items.ts";
import type { Scene } from "../scene.ts";
import type { Trial } from "../trial.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
const THREE: NonNullable<Meeting["with"]> = { lee: "accepted", jonas: "accepted" };

/** A meeting that starts so many minutes from now and lasts so many. */
function soon(s: Scene, startsIn: number, minutes: number, changes: Meeting): Item {
  const times = { start: s.minutes(startsIn), end: s.minutes(startsIn + minutes), timezone: s.calendar.timezone };
  return instanceItem({ title: "Contract talk", created: s.minutes(-9 * DAY), ...times }, changes);
}

/** A meeting of three that I called, without agenda. */
function bare(s: Scene, changes: Meeting = {}, startsIn = 3 * HOUR, minutes = 45): Item[] {
  return [soon(s, startsIn, minutes, { by: "me", with: THREE, body: "", documents: [], ...changes })];
}

export const noAgenda: Trial = {
  rule: "CAL-05",
  found: {
    "nothing written at all": (s) => bare(s),
    "half an hour, three people": (s) => bare(s, {}, 2 * HOUR, 30),
    "nineteen characters": (s) => bare(s, { body: "Let us talk budget." }),
    "in a day": (s) => bare(s, {}, DAY),
    "the manager called it for all and is important": (s) => bare(s, { by: "grace", with: { grace: "accepted", lee: "accepted" } }),
    "somebody from outside is there": (s) => bare(s, { by: "lee", with: { lee: "accepted", omar: "accepted" } }),
  },
  near: {
    "twenty-nine minutes": (s) => bare(s, {}, 3 * HOUR, 29),
    "two people": (s) => bare(s, { with: { lee: "accepted" } }),
    "twenty characters": (s) => bare(s, { body: "Let us talk budgets." }),
    "in a little over a day": (s) => bare(s, {}, DAY + 1),
    "a colleague called it": (s) => bare(s, { by: "lee" }),
  },
  exempt: {
    "a document is attached": (s) => bare(s, { documents: ["https://docs.example/plan"] }),
    cancelled: (s) => bare(s, { status: "cancelled" }),
    "it takes no time": (s) => bare(s, { showAs: "free" }),
    declined: (s) => bare(s, { by: "grace", with: { grace: "accepted", lee: "accepted" }, me: "declined" }),
  },
};

/** A meeting of two from afar that starts so many minutes from now. */
function remote(s: Scene, startsIn: number, changes: Meeting = {}): Item[] {
  return [soon(s, startsIn, 30, { conference: null, location: null, ...changes })];
}

export const noWayIn: Trial = {
  rule: "CAL-10",
  found: {
    "in half an hour": (s) => remote(s, 30),
    "in an hour": (s) => remote(s, HOUR),
    "in four hours": (s) => remote(s, 4 * HOUR),
    "I called it": (s) => remote(s, 2 * HOUR, { by: "me" }),
    "with the customer": (s) => remote(s, 3 * HOUR, { with: { dana: "accepted" } }),
  },
  near: {
    "in a little over four hours": (s) => remote(s, 4 * HOUR + 1),
    tomorrow: (s) => remote(s, DAY),
    "there is a link": (s) => remote(s, HOUR, { conference: "https://meet.example/x" }),
    "there is a room": (s) => remote(s, HOUR, { location: "Room Oslo" }),
    "the place is the link": (s) => remote(s, HOUR, { location: "https://meet.example/x" }),
  },
  exempt: {
    cancelled: (s) => remote(s, HOUR, { status: "cancelled" }),
    declined: (s) => remote(s, HOUR, { me: "declined" }),
    "it takes no time": (s) => remote(s, HOUR, { showAs: "free" }),
    "nobody else is invited": (s) => remote(s, HOUR, { by: "me", with: {} }),
  },
};

/** A meeting with somebody from outside for which nothing is prepared. */
function outside(s: Scene, changes: Meeting = {}, startsIn = 5 * HOUR): Item[] {
  return [soon(s, startsIn, 30, { by: "me", with: { omar: "accepted" }, documents: [], body: "", ...changes })];
}

export const unprepared: Trial = {
  rule: "CAL-13",
  found: {
    "somebody from another house": (s) => outside(s),
    "the customer": (s) => outside(s, { with: { dana: "accepted" } }),
    "in a day": (s) => outside(s, {}, DAY),
    "the guest called it": (s) => outside(s, { by: "omar" }),
    "a guest among colleagues": (s) => outside(s, { with: { lee: "accepted", omar: "accepted" } }),
  },
  near: {
    "in a little over a day": (s) => outside(s, {}, DAY + 1),
    "colleagues only": (s) => outside(s, { with: { lee: "accepted", jonas: "accepted" } }),
    "a document is there": (s) => outside(s, { documents: ["https://docs.example/brief"] }),
    "a task says to prepare it": (s) => [...outside(s), s.task("Prepare the contract talk", { owner: "Sam Rivera", due: s.workday(1) })],
    "in three days": (s) => outside(s, {}, 3 * DAY),
  },
  exempt: {
    cancelled: (s) => outside(s, { status: "cancelled" }),
    declined: (s) => outside(s, { by: "omar", me: "declined" }),
    "it takes no time": (s) => outside(s, { showAs: "free" }),
  },
};
