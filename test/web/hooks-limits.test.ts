import assert from "node:assert/strict";
import { test } from "node:test";
import type { Logger } from "../../src/core/ports/ambient.ts";
import { until } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { answerOf, answerTo, hub, openHookWorld } from "./hook-world.ts";

test("beyond its rate a hook answers 429 and when to come again, and keeps every event that it accepted", async (t) => {
  const world = await openHookWorld(t, { slow: { perSecond: 50 } });
  const send = async (index: number) => {
    const body = JSON.stringify({ index });
    return world.post("/hooks/slow", hub(body), body);
  };
  const answers = await Promise.all(Array.from({ length: 300 }, (_, index) => send(index)));
  const refused = answers.filter(({ status }) => status === 429);
  assert.deepEqual([refused.length, new Set(refused.map(({ headers }) => headers["retry-after"]))], [250, new Set(["1"])]);
  assert.equal(answers.filter(({ status }) => status === 202).length, 50);
  assert.equal((await world.kept()).length, 50);
  world.clock.jump("2026-11-20T07:00:00.000Z");
  assert.equal((await send(1_000)).status, 429);
  world.clock.jump("2026-11-20T07:00:00.100Z");
  const later = await Promise.all(Array.from({ length: 10 }, (_, index) => send(2_000 + index)));
  assert.equal(later.filter(({ status }) => status === 202).length, 5);
});

test("bodies that do not come make room for the next, so that their senders shut nobody out", async (t) => {
  const megabyte = 1024 * 1024;
  const world = await openHookWorld(t, { large: { maxBytes: 40 * megabyte } });
  const idle = world.open("/hooks/large", { ...hub("{}"), "transfer-encoding": "chunked" });
  const idleAnswer = answerTo(idle.on("error", () => {}));
  idle.write("{");
  await until(() => world.clock.waiting === 1, "the first body begun");
  const genuine = world.open("/hooks/large", { ...hub("{}"), "transfer-encoding": "chunked" });
  assert.equal((await answerOf(genuine, "{}")).status, 202);
  const { status, headers } = await idleAnswer;
  assert.deepEqual([status, headers.connection], [408, "close"]);
  assert.equal(world.clock.waiting, 0);
});

test("so many signed requests may be under way that memory stays bounded; more are told to come again", async (t) => {
  const kept = Promise.withResolvers<"accepted">();
  let under = 0;
  const receive = (): Promise<"accepted"> => {
    under += 1;
    return kept.promise;
  };
  const world = await openHookWorld(t, { large: { maxBytes: 40 * 1024 * 1024 } }, { receive });
  const open = () => world.open("/hooks/large", { ...hub("{}"), "transfer-encoding": "chunked" });
  const first = answerOf(open(), "{}");
  await until(() => under === 1, "the first one signed");
  const second = await answerOf(open(), "{}");
  assert.deepEqual([second.status, second.headers["retry-after"]], [429, "1"]);
  kept.resolve("accepted");
  assert.equal((await first).status, 202);
  assert.equal((await answerOf(open(), "{}")).status, 202);
});

test("a body that does not come in time is given up with 408", async (t) => {
  const world = await openHookWorld(t);
  const request = world.open("/hooks/deploys", { ...hub('{"a":1}'), "content-length": 7 });
  const answer = answerTo(request.on("error", () => {}));
  request.write('{"a"');
  await until(() => world.clock.waiting === 1, "the body begun");
  await world.clock.advance(10_000);
  const { status, headers } = await answer;
  assert.deepEqual([status, headers.connection], [408, "close"]);
  assert.equal(world.clock.waiting, 0);
});

test("a sender that goes away before its body is whole leaves nothing behind", async (t) => {
  const world = await openHookWorld(t);
  const body = JSON.stringify({ title: "x".repeat(1_000) });
  for (let count = 0; count < 300; count += 1) {
    const request = world.open("/hooks/deploys", { ...hub(body), "content-length": body.length });
    request.on("error", () => {}).write(body.slice(0, 500));
    await until(() => world.clock.waiting === 1, "the body begun");
    request.destroy();
    await until(() => world.clock.waiting === 0, "its leaving noticed");
  }
  assert.equal((await world.post("/hooks/deploys", hub(body), body)).status, 202);
  assert.equal((await world.kept()).length, 1);
});

test("a flood of refused requests is told once a minute, without what they said", async (t) => {
  const lines: unknown[] = [];
  const logger: Logger = { ...silentLogger, warn: (fields, message) => void lines.push([fields, message]) };
  const world = await openHookWorld(t, {}, { logger });
  const flood = () => Promise.all(Array.from({ length: 20 }, () => world.post("/hooks/deploys", hub("{}", "another secret"), "{}")));
  await flood();
  world.clock.jump("2026-11-20T08:01:00.000Z");
  await flood();
  assert.deepEqual(lines, [
    [{ hook: "deploys", status: 401, requests: 1 }, "requests to a hook were refused"],
    [{ hook: "deploys", status: 401, requests: 20 }, "requests to a hook were refused"],
  ]);
});

test("forged requests use up nothing of what the genuine sender may send", async (t) => {
  const world = await openHookWorld(t, { few: { perSecond: 2 } });
  for (let index = 0; index < 20; index += 1) {
    assert.equal((await world.post("/hooks/few", hub("{}", "a-secret-of-somebody-else"), "{}")).status, 401);
  }
  for (const body of ['{"n":1}', '{"n":2}']) assert.equal((await world.post("/hooks/few", hub(body), body)).status, 202);
  assert.equal((await world.post("/hooks/few", hub('{"n":3}'), '{"n":3}')).status, 429);
});
