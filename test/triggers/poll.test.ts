import assert from "node:assert/strict";
import { test } from "node:test";
import { PermanentError, TransientError } from "../../src/core/errors.ts";
import type { Item } from "../../src/core/item.ts";
import { gmailSource } from "../../src/triggers/gmail.ts";
import { itemOf } from "../support/items.ts";
import { polledWorld } from "./poll-world.ts";

const MINUTE_MS = 60_000;

function letter(id: string, ts = "2026-11-20T07:59:00.000Z"): Item {
  return itemOf({ id: `gmail:${id}`, source: "gmail", kind: "mail", ts, fields: { folder: "INBOX" } });
}

function fail(error: Error): () => never {
  return () => {
    throw error;
  };
}

test("the first look only remembers, and each new thing is told once, with the same id after a restart", async (context) => {
  const world = polledWorld(context, gmailSource);
  world.items.push(letter("old"));
  const looking = await world.begin({});
  assert.equal(looking.told.length, 0);
  world.items.push(letter("a"));
  await world.clock.advance(MINUTE_MS);
  await world.clock.advance(10 * MINUTE_MS);
  assert.deepEqual(world.told(), ["gmail:a"]);
  assert.deepEqual([looking.told[0]?.source, looking.told[0]?.topic], ["gmail/test:", "gmail:test:"]);
  await looking.stop();
  await world.begin({});
  assert.deepEqual(world.told(), ["gmail:a"]);
});

test("the connector is given the automation's own options, and its own cursor and picture back", async (context) => {
  const world = polledWorld(context, gmailSource);
  world.items.push(letter("old"));
  const looking = await world.begin({});
  await world.clock.advance(MINUTE_MS);
  await looking.stop();
  await world.begin({});
  const [first, second, third] = world.fetches;
  assert.deepEqual([first?.options, first?.cursor, first?.picture], [{ connection: "main" }, undefined, []]);
  assert.deepEqual(first?.window, { from: "2026-11-20T07:00:00.000Z", to: "2026-11-20T08:00:00.000Z" });
  assert.deepEqual([second?.cursor, third?.cursor], [{ number: 1 }, { number: 2 }]);
  assert.deepEqual(third?.picture, world.items);
  assert.equal(third?.window.from, "2026-11-20T07:01:00.000Z");
});

test("what comes while Chief is down is told once by the next start, for the whole time that it was down", async (context) => {
  const world = polledWorld(context, gmailSource);
  const looking = await world.begin({});
  await looking.stop();
  await world.clock.advance(3 * 24 * 60 * MINUTE_MS);
  world.items.push(letter("a", "2026-11-21T08:00:00.000Z"));
  await world.begin({});
  await world.clock.advance(10 * MINUTE_MS);
  assert.deepEqual(world.told(), ["gmail:a"]);
  assert.equal(world.fetches[1]?.window.from, "2026-11-20T07:00:00.000Z");
});

test("a trigger that is new hears nothing of what came before it was written", async (context) => {
  const world = polledWorld(context, gmailSource);
  await (await world.begin({})).stop();
  world.items.push(letter("a"));
  const looking = await world.begin({}, { automations: ["test", "young"] });
  world.items.push(letter("b"));
  await world.clock.advance(MINUTE_MS);
  assert.deepEqual(
    looking.told.map(({ id, topic }) => `${topic} ${id}`),
    ["gmail:test: gmail:a", "gmail:test: gmail:b", "gmail:young: gmail:b"],
  );
});

test("automations with the same grant share one look, and each is told", async (context) => {
  const world = polledWorld(context, gmailSource);
  const looking = await world.begin({}, { automations: ["one", "two", "three"] });
  world.items.push(letter("a"));
  await world.clock.advance(MINUTE_MS);
  assert.equal(world.fetches.length, 2);
  assert.equal(new Set(looking.told.map(({ source }) => source)).size, 3);
});

test("it looks as often as is said, and not more often than every half minute", async (context) => {
  const world = polledWorld(context, gmailSource);
  await world.begin({ every: "5m" });
  await world.clock.advance(5 * MINUTE_MS - 1);
  assert.equal(world.fetches.length, 1);
  await world.clock.advance(1);
  assert.equal(world.fetches.length, 2);
  assert.equal(gmailSource.schema.safeParse({ every: "29s" }).success, false);
  assert.equal(gmailSource.topic({ every: "5m" }, "a"), gmailSource.topic({}, "a"));
});

test("a service that fails is asked more and more seldom, told to the log once, and loses nothing", async (context) => {
  const world = polledWorld(context, gmailSource);
  await world.begin({});
  world.answer = fail(new TransientError("google-unreachable", "expected an answer, got none"));
  await world.clock.advance(60 * MINUTE_MS);
  // At once, and after 1, 2, 4, 8, 16, 31 and 46 minutes.
  assert.equal(world.fetches.length, 8);
  assert.equal(world.warnings.length, 1);
  world.items.push(letter("a"));
  world.answer = () => ({});
  await world.clock.advance(15 * MINUTE_MS);
  assert.deepEqual(world.told(), ["gmail:a"]);
  assert.equal(world.warnings.length, 2);
});

test("a pause that the service asks for is kept, and no nudge cuts it short", async (context) => {
  const world = polledWorld(context, gmailSource);
  const looking = await world.begin({});
  world.answer = fail(new TransientError("google-busy", "expected an answer, got a pause", { retryAfterMs: 40 * MINUTE_MS }));
  await world.clock.advance(MINUTE_MS);
  looking.nudge("main");
  await world.clock.advance(40 * MINUTE_MS - 1);
  assert.equal(world.fetches.length, 2);
  await world.clock.advance(1);
  assert.equal(world.fetches.length, 3);
});

test("a dead account is asked every quarter of an hour", async (context) => {
  const world = polledWorld(context, gmailSource);
  world.answer = fail(new PermanentError("reauth-needed", "expected an account, got none", { hint: "Connect again." }));
  await world.begin({});
  await world.clock.advance(15 * MINUTE_MS - 1);
  assert.equal(world.fetches.length, 1);
  await world.clock.advance(1);
  assert.equal(world.fetches.length, 2);
});

test("what could not be kept is told again with the same id", async (context) => {
  const world = polledWorld(context, gmailSource);
  let refusals = 1;
  const refuse = (): void => {
    refusals -= 1;
    if (refusals >= 0) throw new Error("the disk is full");
  };
  await world.begin({}, { refuse });
  world.items.push(letter("a"));
  await world.clock.advance(MINUTE_MS);
  assert.deepEqual(world.told(), []);
  await world.clock.advance(2 * MINUTE_MS);
  assert.deepEqual(world.told(), ["gmail:a"]);
});

test("a part that can't be read for a while loses nothing, and what it had before is no news after", async (context) => {
  const world = polledWorld(context, gmailSource);
  const [old, fresh] = [letter("old"), letter("fresh", "2026-11-20T08:00:30.000Z")];
  world.answer = () => ({ items: [], failures: [{ what: "half of it", error: "too slow" }] });
  await world.begin({});
  world.answer = () => ({ items: [old, fresh], failures: [] });
  await world.clock.advance(MINUTE_MS);
  world.answer = () => ({ items: [], failures: [{ what: "half of it", error: "too slow" }] });
  await world.clock.advance(10 * MINUTE_MS);
  assert.equal(world.fetches.at(-1)?.window.from, "2026-11-20T07:01:00.000Z");
  world.answer = () => ({ items: [old, fresh], failures: [] });
  await world.clock.advance(MINUTE_MS);
  assert.deepEqual(world.told(), ["gmail:fresh"]);
});

test("a burst of nudges gives one look at once, and one more for those that came during it", async (context) => {
  const world = polledWorld(context, gmailSource);
  const looking = await world.begin({});
  await world.clock.advance(30_000);
  looking.nudge("another");
  for (let count = 0; count < 58; count += 1) looking.nudge("main");
  const answered = Promise.withResolvers<object>();
  world.answer = () => answered.promise;
  await world.clock.advance(1_000);
  assert.equal(world.fetches.length, 2);
  for (let count = 0; count < 58; count += 1) looking.nudge("main");
  world.items.push(letter("a"));
  world.answer = () => ({});
  answered.resolve({ items: [] });
  await world.clock.advance(9_999);
  assert.equal(world.fetches.length, 2);
  await world.clock.advance(1);
  assert.deepEqual([world.fetches.length, world.told()], [3, ["gmail:a"]]);
});

test("a stop ends a look that is under way, and nothing is told after it", async (context) => {
  const world = polledWorld(context, gmailSource);
  const looking = await world.begin({});
  const answered = Promise.withResolvers<object>();
  world.answer = () => answered.promise;
  await world.clock.advance(MINUTE_MS);
  const stopped = looking.stop();
  assert.equal(world.fetches[1]?.signal.aborted, true);
  answered.resolve({ items: [letter("a")] });
  await stopped;
  assert.deepEqual([world.told(), world.warnings], [[], []]);
  assert.equal(world.clock.waiting, 0);
});

test("a date that lies ahead counts as now", async (context) => {
  const world = polledWorld(context, gmailSource);
  const looking = await world.begin({});
  world.items.push(letter("a", "2099-01-01T00:00:00.000Z"));
  await world.clock.advance(MINUTE_MS);
  assert.equal(looking.told[0]?.at, "2026-11-20T08:01:00.000Z");
});
