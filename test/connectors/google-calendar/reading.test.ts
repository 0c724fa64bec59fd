import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import type { Item } from "../../../src/core/item.ts";
import { isCovered } from "../../../src/lib/coverage.ts";
import type { WireEvent } from "../../support/google-calendar-book.ts";
import { WEEK } from "../workspaces.ts";
import { event, instances, startWorld, type CalendarWorld } from "./world.ts";

const DAILY = { recurrence: ["RRULE:FREQ=DAILY"] };
const worlds: CalendarWorld[] = [];
after(() => Promise.all(worlds.map((world) => world.close())));

let world: CalendarWorld;
beforeEach(async () => {
  world = await startWorld();
  worlds.push(world);
});

function put(...events: readonly WireEvent[]): void {
  for (const each of events) world.google.primary.put(each);
}

/** The calls that a piece of work makes. */
async function callsOf(work: () => Promise<unknown>): Promise<number> {
  const before = world.google.calls.length;
  await work();
  return world.google.calls.length - before;
}

describe("the calls", () => {
  test("are the fewest that 2,000 events take, and one where nothing is new", async () => {
    const minute = (index: number): string => new Date(Date.UTC(2026, 10, 18, 0, index * 5)).toISOString().slice(0, 16);
    put(...Array.from({ length: 2_000 }, (_, index) => event(`event-${index}`, minute(index))));
    const first = await world.fetch();
    assert.equal(first.items.length, 2_000);
    assert.equal(world.google.calls.length, 1);
    assert.equal(
      await callsOf(async () => {
        const next = await world.fetchAgain(first);
        assert.deepEqual(next.items, first.items);
        assert.deepEqual([next.failures, next.notes], [[], []]);
      }),
      1,
    );
  });

  test("are one for each 2,500 events", async () => {
    const minute = (index: number): string => new Date(Date.UTC(2026, 10, 18, 0, index)).toISOString().slice(0, 16);
    put(...Array.from({ length: 5_001 }, (_, index) => event(`event-${index}`, minute(index))));
    const { items, notes } = await world.fetch();
    assert.equal(world.google.calls.length, 3);
    assert.equal(items.length, 5_000);
    assert.deepEqual(notes, ["Read the 5,000 dates nearest to now and left out 1."]);
  });

  test("only read", async () => {
    world.google.addCalendar("team@example.com", "Team");
    world.google.busy.set("dana@example.com", []);
    put(event("one", "2026-11-20T10:00"));
    const options = { calendars: ["all"], colleagues: ["dana@example.com"] };
    await world.fetchAgain(await world.fetch(options), options);
    const writes = world.google.calls.filter(({ method, path }) => method !== "GET" && path !== "/calendar/v3/freeBusy");
    assert.deepEqual(writes, []);
  });
});

describe("what has changed since", () => {
  test("is told of single events: new ones, moved ones and those that were taken back", async () => {
    put(event("stays", "2026-11-20T09:00"), event("moves", "2026-11-20T10:00"), event("goes", "2026-11-20T11:00"));
    const first = await world.fetch();
    put(event("moves", "2026-11-21T10:00"), event("comes", "2026-11-20T08:00"));
    world.google.primary.cancel("goes");
    const next = await world.fetchAgain(first);
    assert.deepEqual(
      instances(next).map(({ uid, start }) => [uid, start]),
      [
        ["comes@google.com", "2026-11-20T07:00:00.000Z"],
        ["stays@google.com", "2026-11-20T08:00:00.000Z"],
        ["moves@google.com", "2026-11-21T09:00:00.000Z"],
      ],
    );
    assert.deepEqual(next.items, (await world.fetch()).items);
    assert.equal(await callsOf(() => world.fetchAgain(next)), 1);
  });

  test("leaves out what was moved out of the days that are read", async () => {
    put(event("moves", "2026-11-20T10:00"));
    const first = await world.fetch();
    put(event("moves", "2026-12-05T10:00"));
    assert.deepEqual((await world.fetchAgain(first)).items, []);
  });

  test("is right for series, whichever of their dates changed", async () => {
    put(event("standup", "2026-11-02T09:00", DAILY), event("review", "2026-11-02T15:00", DAILY));
    let last = await world.fetch();
    const changes: readonly (() => void)[] = [
      () =>
        put(
          event("standup_20261120T080000Z", "2026-11-20T11:00", {
            recurringEventId: "standup",
            originalStartTime: { dateTime: "2026-11-20T09:00:00+01:00" },
          }),
        ),
      () => world.google.primary.cancel("review_20261121T140000Z"),
      () => put(event("review", "2026-11-02T16:00", DAILY)),
      () => world.google.primary.cancel("standup"),
    ];
    for (const change of changes) {
      change();
      last = await world.fetchAgain(last);
      assert.deepEqual(last.items, (await world.fetch()).items);
      assert.deepEqual(last.failures, []);
    }
    assert.ok(instances(last).every(({ uid }) => uid === "review@google.com"));
  });

  test("on another day includes the dates of a series that have come into view", async () => {
    put(event("standup", "2026-11-02T09:00", DAILY));
    const first = await world.fetch();
    const tomorrow = { window: { from: WEEK.to, to: "2026-11-20T08:00:00.000Z" } };
    const next = await world.fetchAgain(first, {}, tomorrow);
    assert.deepEqual(next.items, (await world.fetch({}, tomorrow)).items);
    const starts = instances(next).map(({ start }) => start);
    assert.deepEqual([starts[0], starts.at(-1), starts.length], ["2026-11-18T08:00:00.000Z", "2026-12-04T08:00:00.000Z", 17]);
  });

  test("is asked for anew where Google has forgotten, which is told", async () => {
    put(event("one", "2026-11-20T10:00"));
    const first = await world.fetch();
    world.google.forget();
    put(event("two", "2026-11-20T11:00"));
    const next = await world.fetchAgain(first);
    assert.equal(next.items.length, 2);
    assert.deepEqual(next.notes, ["Google no longer knew what Sam Rivera had told; read it anew."]);
    assert.deepEqual((await world.fetchAgain(next)).notes, []);
  });

  test("is asked for anew where the picture is not what was read", async () => {
    put(event("one", "2026-11-20T10:00"), event("two", "2026-11-20T11:00"));
    const first = await world.fetch();
    assert.equal((await world.fetch({}, { cursor: first.cursor, picture: first.items.slice(1) })).items.length, 2);
  });
});

describe("a run that looks back", () => {
  test("knows nothing of what was entered later, and the next one does", async () => {
    put(event("early", "2026-11-20T10:00"), event("late", "2026-11-20T11:00", { created: "2026-11-19T09:00:00.000Z" }));
    const back = await world.fetch();
    assert.deepEqual(
      instances(back).map(({ item }) => item.title),
      ["early"],
    );
    assert.deepEqual(back.notes, ["Left out 1 date of Sam Rivera that were entered after this run."]);
    const window = { from: WEEK.to, to: "2026-11-19T10:00:00.000Z" };
    const next = await world.fetchAgain(back, {}, { window });
    assert.equal(next.items.length, 2);
    assert.equal((await world.fetchAgain(next)).items.length, 1);
  });
});

describe("calendars", () => {
  test("are the account's own, those that are named, or all that are shown", async () => {
    put(event("mine", "2026-11-20T10:00"));
    world.google.addCalendar("team@example.com", "Team").put(event("theirs", "2026-11-20T11:00"));
    world.google.addCalendar("hidden@example.com", "Hidden", false).put(event("hidden", "2026-11-20T12:00"));
    const read = async (calendars?: readonly string[]): Promise<string[]> =>
      instances(await world.fetch(calendars ? { calendars } : {})).map(({ calendar, item }) => `${calendar}: ${item.title}`);
    assert.deepEqual(await read(), ["Sam Rivera: mine"]);
    assert.deepEqual(await read(["hidden@example.com"]), ["Hidden: hidden"]);
    assert.deepEqual(await read(["all"]), ["Sam Rivera: mine", "Team: theirs"]);
    const [own, all] = [await world.fetch(), await world.fetch({ calendars: ["all"] })];
    assert.equal(own.items[0]?.contentHash, all.items[0]?.contentHash);
  });
});

describe("what an answer covers", () => {
  test("ends where dates were left out, so that none of them seems to be gone", async () => {
    for (const day of [23, 24, 25]) put(event(`on ${day}`, `2026-11-${day}T10:00`));
    const first = await world.fetch({ max: 3 });
    put(event("near", "2026-11-21T10:00"));
    const next = await world.fetchAgain(first, { max: 3 });
    const isLost = ({ id }: Item): boolean => !next.items.some((item) => item.id === id);
    const [out, ...more] = first.items.filter(isLost);
    assert.ok(out);
    assert.deepEqual([out.title, more, isCovered(out, next.covers)], ["on 25", [], false]);
    assert.ok(next.items.every((item) => isCovered(item, next.covers)));
  });

  test("are the calendars that are read, so that no date of a hidden one seems to be gone", async () => {
    put(event("mine", "2026-11-20T10:00"));
    world.google.addCalendar("team@example.com", "Team").put(event("theirs", "2026-11-20T11:00"));
    const options = { calendars: ["all"] };
    const first = await world.fetch(options);
    world.google.addCalendar("team@example.com", "Team", false);
    const next = await world.fetchAgain(first, options);
    assert.deepEqual(
      first.items.map((item) => [item.title, isCovered(item, next.covers)]),
      [
        ["mine", true],
        ["theirs", false],
      ],
    );
  });
});

describe("colleagues", () => {
  const options = { colleagues: ["dana@example.com"] };

  test("are away where they are busy for a whole day, of which no more is told", async () => {
    world.google.busy.set("dana@example.com", [
      { start: "2026-11-20T09:00:00Z", end: "2026-11-20T12:00:00Z" },
      { start: "2026-11-23T00:00:00+01:00", end: "2026-11-25T00:00:00+01:00" },
    ]);
    const [away, ...more] = instances(await world.fetch(options));
    assert.deepEqual(more, []);
    assert.deepEqual([away?.showAs, away?.start, away?.end], ["out_of_office", "2026-11-22T23:00:00.000Z", "2026-11-24T23:00:00.000Z"]);
    assert.equal(away?.item.title, "Busy all day");
    assert.equal(away?.item.actors[0]?.email, "dana@example.com");
  });

  test("that share nothing are a failure of that part", async () => {
    put(event("mine", "2026-11-20T10:00"));
    const { items, failures } = await world.fetch(options);
    assert.equal(items.length, 1);
    assert.deepEqual(
      failures.map(({ what }) => what),
      ["free and busy times of dana@example.com"],
    );
  });

  test("cost nothing else where the permission for them is missing", async () => {
    put(event("mine", "2026-11-20T10:00"));
    world.google.faultOf = ({ path }) => (path.endsWith("/freeBusy") ? { status: 403, reason: "insufficientPermissions" } : undefined);
    const { items, failures } = await world.fetch(options);
    assert.equal(items.length, 1);
    assert.equal(failures[0]?.what, "free and busy times");
    assert.match(failures[0]?.hint ?? "", /chief connect google sam/);
  });
});
