import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { z } from "zod";
import type { Connector, FetchContext } from "../../src/core/ports/outside.ts";
import { beforeSource } from "../../src/triggers/before.ts";
import { createFakeClock, type FakeClock } from "../support/clock.ts";
import { itemOf } from "../support/items.ts";
import { memoryStore } from "../support/store.ts";
import { lookOut, type LookingOut } from "./event-source-world.ts";

const MINUTE_MS = 60_000;

interface Calendar {
  clock: FakeClock;
  /** The start of each meeting by its name. */
  meetings: Map<string, string>;
  fetches: FetchContext<unknown>[];
  isBroken: boolean;
  begin(lead?: string): Promise<LookingOut>;
}

/** A source of meetings, in a workspace at eight o'clock. */
function calendarOf(context: TestContext): Calendar {
  const store = memoryStore(context);
  const calendar: Calendar = {
    clock: createFakeClock("2026-11-20T08:00:00.000Z"),
    meetings: new Map(),
    fetches: [],
    isBroken: false,
    async begin(lead = "15m") {
      const reads = [{ name: "diary", audience: [], connector: "diary", options: { calendar: "work" } }];
      const looking = await lookOut(beforeSource, { source: "diary", lead }, { store, clock: calendar.clock, connector, reads });
      context.after(() => looking.stop());
      return looking;
    },
  };
  const connector: Connector = {
    id: "diary",
    title: "Diary",
    alias: "D",
    schema: z.unknown(),
    mentions: [],
    describe: () => "meetings",
    audience: () => [],
    async fetch(request) {
      calendar.fetches.push(request);
      if (calendar.isBroken) throw new Error("the line is down");
      const items = [...calendar.meetings].map(([title, start]) =>
        itemOf({ id: `diary:${title}`, source: "diary", kind: "meeting", title, fields: { start, room: "blue" } }),
      );
      return { items, failures: [], notes: [] };
    },
  };
  return calendar;
}

test("a start is told so long before it, once, with the facts of its item", async (context) => {
  const calendar = calendarOf(context);
  calendar.meetings.set("Review", "2026-11-20T08:32:00.000Z");
  const looking = await calendar.begin();
  await calendar.clock.advance(17 * MINUTE_MS - 1);
  assert.deepEqual(looking.told, []);
  await calendar.clock.advance(1);
  await calendar.clock.advance(60 * MINUTE_MS);
  assert.deepEqual(looking.told, [
    {
      source: "before/test:diary:15m",
      id: "diary:Review@2026-11-20T08:32:00.000Z",
      topic: "before:test:diary:15m",
      at: "2026-11-20T08:17:00.000Z",
      title: "Review",
      fields: { item: "diary:Review", start: "2026-11-20T08:32:00.000Z", title: "Review", room: "blue" },
    },
  ]);
});

test("only the grant of the definition is read, from now to an hour beyond the lead", async (context) => {
  const calendar = calendarOf(context);
  await calendar.begin();
  const [fetch] = calendar.fetches;
  assert.deepEqual(fetch?.options, { calendar: "work" });
  assert.deepEqual(fetch?.window, { from: "2026-11-20T08:00:00.000Z", to: "2026-11-20T09:15:00.000Z" });
});

test("a start that is moved counts at its new time, also when that is moved at the last moment", async (context) => {
  const calendar = calendarOf(context);
  calendar.meetings.set("Review", "2026-11-20T08:32:00.000Z");
  const looking = await calendar.begin();
  await calendar.clock.advance(16 * MINUTE_MS);
  calendar.meetings.set("Review", "2026-11-20T09:00:00.000Z");
  await calendar.clock.advance(20 * MINUTE_MS);
  assert.deepEqual(looking.told, []);
  await calendar.clock.advance(10 * MINUTE_MS);
  assert.deepEqual(
    looking.told.map(({ at }) => at),
    ["2026-11-20T08:45:00.000Z"],
  );
});

test("what starts soon at the beginning is told late; what has started is not", async (context) => {
  const calendar = calendarOf(context);
  calendar.meetings.set("Soon", "2026-11-20T08:05:00.000Z");
  calendar.meetings.set("Begun", "2026-11-20T07:55:00.000Z");
  calendar.meetings.set("All day", "2026-11-20");
  const looking = await calendar.begin();
  assert.deepEqual(
    looking.told.map(({ title }) => title),
    ["Soon"],
  );
});

test("while the source can't be read, what is known of it counts, and it is asked again", async (context) => {
  const calendar = calendarOf(context);
  calendar.meetings.set("Review", "2026-11-20T08:32:00.000Z");
  const looking = await calendar.begin();
  calendar.isBroken = true;
  await calendar.clock.advance(20 * MINUTE_MS);
  assert.deepEqual(
    looking.told.map(({ title }) => title),
    ["Review"],
  );
  calendar.isBroken = false;
  calendar.meetings.set("Later", "2026-11-20T08:50:00.000Z");
  await calendar.clock.advance(20 * MINUTE_MS);
  assert.equal(looking.told.length, 2);
});

test("its topic names the automation, so that nobody hears of another's source", () => {
  const options = beforeSource.schema.parse({ source: "diary", lead: "15m" });
  assert.notEqual(beforeSource.topic(options, "a"), beforeSource.topic(options, "b"));
  assert.equal(beforeSource.describe(options), "15 minutes before each start in diary");
  assert.equal(beforeSource.schema.safeParse({ source: "diary", lead: "soon" }).success, false);
});
