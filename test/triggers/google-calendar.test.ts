import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Item } from "../../src/core/item.ts";
import { googleCalendarSource } from "../../src/triggers/google-calendar.ts";
import { itemOf } from "../support/items.ts";
import { polledWorld, type PolledWorld } from "./poll-world.ts";

const MINUTE_MS = 60_000;
const LONG_AGO = "2026-01-05T09:00:00.000Z";

interface Meeting {
  uid?: string;
  updatedAt?: string;
  created?: string | null;
  status?: string;
  title?: string;
}

function meeting(
  start: string,
  { uid = start, updatedAt = LONG_AGO, created = LONG_AGO, status = "confirmed", title = "Review" }: Meeting = {},
): Item {
  const times = { start, end: start, allDay: false, timezone: null, previousStart: null, created };
  const fields = {
    ...times,
    calendar: "Work",
    uid,
    recurring: false,
    status,
    showAs: "busy",
    location: null,
    conference: null,
    documents: [],
  };
  return itemOf({
    id: `google-calendar:${uid}@${start}`,
    source: "google-calendar",
    kind: "instance",
    title,
    ts: start,
    updatedAt,
    fields,
  });
}

async function calendarOf(context: TestContext, ...first: Item[]): Promise<PolledWorld> {
  const world = polledWorld(context, googleCalendarSource);
  world.items.push(...first);
  await world.begin({ event: "any" });
  return world;
}

/** What is told when the calendar has become this. */
async function toldOf(world: PolledWorld, ...items: Item[]): Promise<string[]> {
  const before = world.told().length;
  world.items = items;
  await world.clock.advance(MINUTE_MS);
  return world.told().slice(before);
}

const WEEKS = ["2026-11-23", "2026-11-30", "2026-12-07"].map((day) => `${day}T09:00:00.000Z`);
const series = (changes: Meeting = {}): Item[] => WEEKS.map((start) => meeting(start, { uid: "weekly", ...changes }));

test("a meeting that is new, changed and cancelled is told each time, and once", async (context) => {
  const old = meeting("2026-11-24T09:00:00.000Z");
  const world = await calendarOf(context, old);
  const now = { created: "2026-11-20T08:00:10.000Z", updatedAt: "2026-11-20T08:00:10.000Z" };
  const [start = ""] = WEEKS;
  assert.deepEqual(await toldOf(world, old, meeting(start, { uid: "m", ...now })), ["created m"]);
  const moved = { uid: "m", ...now, title: "Review, moved", updatedAt: "2026-11-20T08:01:10.000Z" };
  assert.deepEqual(await toldOf(world, old, meeting(start, moved)), ["changed m@2026-11-20T08:01:10.000Z"]);
  assert.deepEqual(await toldOf(world, old, meeting(start, moved)), []);
  assert.deepEqual(await toldOf(world, old), [`cancelled google-calendar:m@${start}@2026-11-20T08:01:10.000Z`]);
  assert.deepEqual(await toldOf(world, old), []);
});

test("a series is one event when it is made, changed or cancelled as a whole, and its next date tells it", async (context) => {
  const world = await calendarOf(context);
  const made = "2026-11-20T08:00:30.000Z";
  assert.deepEqual(await toldOf(world, ...series({ created: made, updatedAt: made })), ["created weekly"]);
  const later = "2026-11-20T08:01:30.000Z";
  assert.deepEqual(await toldOf(world, ...series({ created: made, updatedAt: later, title: "Retro" })), [`changed weekly@${later}`]);
  assert.deepEqual(await toldOf(world), [`cancelled google-calendar:weekly@${WEEKS[0]}@${later}`]);
});

test("one date that is said to be cancelled is told once, also when it then vanishes", async (context) => {
  const world = await calendarOf(context, ...series());
  const [first, ...others] = series();
  assert.ok(first);
  const off = meeting(WEEKS[0] ?? "", { uid: "weekly", status: "cancelled", updatedAt: "2026-11-20T08:00:30.000Z" });
  assert.deepEqual(await toldOf(world, off, ...others), [`cancelled ${first.id}@2026-11-20T08:00:30.000Z`]);
  assert.deepEqual(await toldOf(world, ...others), []);
});

test("what only comes into view as days pass is not new, and what is past is not cancelled", async (context) => {
  const world = polledWorld(context, googleCalendarSource);
  const covers = { from: "2026-11-19T08:00:00.000Z", to: "2026-11-30T08:00:00.000Z" };
  world.answer = () => ({ covers });
  world.items = [meeting("2026-11-20T07:00:00.000Z")];
  await world.begin({ event: "any" });
  const invited = meeting("2026-11-25T09:00:00.000Z", { uid: "invited to" });
  const slidIn = meeting("2026-11-30T08:00:30.000Z", { uid: "slid in" });
  const exception = meeting("2026-11-30T08:00:40.000Z", { uid: "slid in", updatedAt: "2026-02-02T09:00:00.000Z" });
  const made = meeting("2026-11-30T08:00:50.000Z", { uid: "made", created: "2026-11-20T08:00:30.000Z" });
  assert.deepEqual(await toldOf(world, invited, slidIn, made), ["created invited to", "created made"]);
  assert.deepEqual(await toldOf(world, invited, slidIn, made, exception), []);
});

test("a calendar that can't be read has not cancelled anything", async (context) => {
  const world = await calendarOf(context, ...series());
  world.answer = () => ({ failures: [{ what: "the calendar", error: "too slow" }] });
  assert.deepEqual(await toldOf(world), []);
  world.answer = () => ({});
  assert.deepEqual(await toldOf(world, ...series()), []);
});

test("a calendar that is not looked at any more has not cancelled anything", async (context) => {
  const world = await calendarOf(context, ...series());
  world.answer = () => ({
    covers: { from: "2026-11-18T08:00:00.000Z", to: "2026-12-30T08:00:00.000Z", within: ["google-calendar:other"] },
  });
  assert.deepEqual(await toldOf(world), []);
});

test("only what is waited for is told", async (context) => {
  const world = polledWorld(context, googleCalendarSource);
  await world.begin({ event: "cancelled" });
  const [start = ""] = WEEKS;
  assert.deepEqual(await toldOf(world, meeting(start, { uid: "m" })), []);
  assert.deepEqual(await toldOf(world), [`cancelled google-calendar:m@${start}@${LONG_AGO}`]);
  assert.equal(googleCalendarSource.describe({ event: "cancelled" }), "when a meeting in Google Calendar is cancelled");
});

test("what is only dated anew has not changed, and when a colleague is busy is no meeting", async (context) => {
  const world = await calendarOf(context, ...series());
  assert.deepEqual(await toldOf(world, ...series({ updatedAt: "2026-11-20T08:00:30.000Z" })), []);
  const busy = meeting("2026-11-25T09:00:00.000Z", { uid: "busy", created: null });
  assert.deepEqual(await toldOf(world, ...series(), busy), []);
  assert.deepEqual(await toldOf(world, ...series()), []);
});
