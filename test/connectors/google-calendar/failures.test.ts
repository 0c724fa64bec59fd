import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { REAUTH_NEEDED } from "../../../src/core/connection.ts";
import type { GoogleFault } from "../../support/google-calendar-server.ts";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import { createFakeClock, createHastyClock, type FakeClock } from "../../support/clock.ts";
import { event, startWorld, type CalendarWorld } from "./world.ts";

const worlds: CalendarWorld[] = [];
after(() => Promise.all(worlds.map((world) => world.close())));

let world: CalendarWorld;
beforeEach(async () => {
  world = await open();
});

async function open(clock: Clock = createHastyClock()): Promise<CalendarWorld> {
  const opened = await startWorld(clock);
  worlds.push(opened);
  opened.google.primary.put(event("mine", "2026-11-20T10:00"));
  opened.google.addCalendar("team@example.com", "Team").put(event("theirs", "2026-11-20T11:00"));
  return opened;
}

/** Turns of the event loop that a call to this machine may take, many times over. */
const MOST_TURNS = 100_000;

/** Resolves once somebody waits for the clock. */
async function someoneWaits(clock: FakeClock): Promise<void> {
  for (let turns = 0; clock.waiting === 0; turns += 1) {
    assert.ok(turns < MOST_TURNS, "nobody waits");
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
}

const BOTH = { calendars: ["primary", "team@example.com"] };
const isTeams = ({ path }: { path: string }): boolean => path.includes("team@example.com");

describe("an account", () => {
  const refusals: readonly (readonly [string, GoogleFault, code: string])[] = [
    ["whose sign-in is over", { oauth: "invalid_grant" }, REAUTH_NEEDED],
    ["whose token is refused", { status: 401, reason: "authError" }, REAUTH_NEEDED],
    ["that lacks the permission", { status: 403, reason: "insufficientPermissions" }, "google-refused"],
  ];
  for (const [what, fault, code] of refusals) {
    test(`${what} is told with the command that mends it`, async () => {
      world.google.faultOf = ({ path }) => ("oauth" in Object(fault) === (path === "/token") ? fault : undefined);
      await assert.rejects(world.fetch(), { code, hint: /chief connect google sam/ });
    });
  }
});

describe("an answer that is none is never taken for nothing new", () => {
  const answers: readonly (readonly [string, GoogleFault, string])[] = [
    ["a page of somebody in between", { text: "<html>Sign in</html>", type: "text/html" }, "google-unreadable"],
    ["half of one", { text: '{"items":[{"id":"a"', type: "application/json" }, "google-unreadable"],
    ["another thing", { text: "{}", type: "application/json" }, "google-unreadable"],
    ["none at all", "drops", "google-unreachable"],
    ["an error of the server", { status: 503, reason: "backendError" }, "google-unreachable"],
  ];
  for (const [what, fault, code] of answers) {
    test(what, async () => {
      const first = await world.fetch();
      world.google.faultOf = ({ path }) => (path === "/token" ? undefined : fault);
      await assert.rejects(world.fetch(), { code });
      await assert.rejects(world.fetchAgain(first), { code });
    });
  }

  test("a list of calendars that never ends", async () => {
    const text = JSON.stringify({ items: [], nextPageToken: "again" });
    world.google.faultOf = ({ path }) => (path.endsWith("/calendarList") ? { text, type: "application/json" } : undefined);
    await assert.rejects(world.fetch({ calendars: ["all"] }), { code: "google-unreadable", message: /expected a list of Google to end/ });
  });

  test("entries that can't be understood are counted as a failure, each time, and the others are read", async () => {
    for (const entry of [null, 5, { id: "" }]) world.google.primary.spoil(entry);
    world.google.primary.put(event("timeless", "2026-11-20T10:00", { start: { dateTime: "soon" } }));
    const first = await world.fetch();
    const next = await world.fetchAgain(first);
    for (const { items, failures } of [first, next]) {
      assert.deepEqual(
        items.map(({ title }) => title),
        ["mine"],
      );
      assert.deepEqual(
        failures.map(({ error }) => error),
        ["expected every entry to have an id and a time, got 4 entries without"],
      );
    }
  });

  test("entries that can't be understood among what has changed are a failure, too", async () => {
    const first = await world.fetch();
    world.google.primary.spoil({ no: "id" });
    const { items, failures } = await world.fetchAgain(first);
    assert.deepEqual([items.length, failures.length], [1, 1]);
  });
});

describe("a calendar that can't be read", () => {
  for (const [status, reason, error] of [
    [404, "notFound", /knows no such calendar/],
    [403, "forbidden", /may not read it/],
  ] as const) {
    test(`with ${reason} costs only itself`, async () => {
      world.google.faultOf = (call) => (isTeams(call) ? { status, reason } : undefined);
      const { items, failures } = await world.fetch(BOTH);
      assert.deepEqual(
        items.map(({ title }) => title),
        ["mine"],
      );
      assert.equal(failures[0]?.what, "team@example.com");
      assert.match(failures[0]?.error ?? "", error);
    });
  }
});

describe("the wish for a pause", () => {
  test("is kept where it is short", async () => {
    const clock = createFakeClock();
    const patient = await open(clock);
    let refusals = 2;
    patient.google.faultOf = ({ path }) =>
      path !== "/token" && (refusals -= 1) >= 0 ? { status: 403, reason: "rateLimitExceeded", retryAfterS: 20 } : undefined;
    const fetched = patient.fetch();
    for (const pause of [1, 2]) {
      await someoneWaits(clock);
      assert.equal(patient.google.calls.length, pause);
      await clock.advance(20_000);
    }
    assert.equal((await fetched).items.length, 1);
    assert.equal(patient.google.calls.length, 3);
  });

  test("ends with the signal", async () => {
    const clock = createFakeClock();
    const patient = await open(clock);
    patient.google.faultOf = ({ path }) => (path === "/token" ? undefined : { status: 429, reason: "rateLimitExceeded", retryAfterS: 20 });
    const stop = new AbortController();
    const fetched = patient.fetch({}, { signal: stop.signal });
    await someoneWaits(clock);
    stop.abort(new Error("told to stop"));
    await assert.rejects(fetched, /told to stop/);
    assert.equal(clock.waiting, 0);
  });

  test("that is long is passed on where nothing was read yet", async () => {
    world.google.faultOf = ({ path }) => (path === "/token" ? undefined : { status: 429, reason: "rateLimitExceeded", retryAfterS: 300 });
    await assert.rejects(world.fetch(BOTH), { code: "google-busy", retryAfterMs: 300_000 });
  });

  test("that is long leaves the rest to the next run, which goes on there", async () => {
    const first = await world.fetch(BOTH);
    world.google.primary.put(event("new of mine", "2026-11-20T12:00"));
    world.google.faultOf = (call) => (isTeams(call) ? { status: 403, reason: "rateLimitExceeded", retryAfterS: 300 } : undefined);
    const partial = await world.fetchAgain(first, BOTH);
    assert.deepEqual(
      partial.items.map(({ title }) => title),
      ["mine", "theirs", "new of mine"],
    );
    assert.match(partial.failures[0]?.error ?? "", /told as it was at the last look/);
    world.google.faultOf = () => undefined;
    const before = world.google.calls.length;
    const next = await world.fetchAgain(partial, BOTH);
    assert.deepEqual([next.items, next.failures], [partial.items, []]);
    assert.deepEqual(
      world.google.calls.slice(before).map(({ query }) => "syncToken" in query),
      [true, true],
    );
  });

  test("that is long on the first fetch tells what was read and names what was not", async () => {
    world.google.faultOf = (call) => (isTeams(call) ? { status: 403, reason: "rateLimitExceeded", retryAfterS: 300 } : undefined);
    const partial = await world.fetch(BOTH);
    assert.deepEqual(
      partial.items.map(({ title }) => title),
      ["mine"],
    );
    assert.match(partial.failures[0]?.error ?? "", /not read yet/);
    world.google.faultOf = () => undefined;
    assert.equal((await world.fetchAgain(partial, BOTH)).items.length, 2);
  });
});

test("a Google that does not answer is left when the run is told to stop", async () => {
  world.google.faultOf = ({ path }) => (path === "/token" ? undefined : "hangs");
  const stop = new AbortController();
  const fetched = world.fetch({}, { signal: stop.signal });
  await world.google.hanging();
  stop.abort(new Error("told to stop"));
  await assert.rejects(fetched, /told to stop/);
});
