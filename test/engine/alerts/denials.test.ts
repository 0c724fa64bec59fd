import assert from "node:assert/strict";
import { test } from "node:test";
import type { Review } from "../../../src/core/ports/reviewer.ts";
import { pauseAfterDenials } from "../../../src/engine/alerts/denials.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { openWorld, TO_ME, TO_ROOM, type World } from "../run/review-world.ts";

type Verdict = Review["verdict"];

/** A world whose reviewer says this, one word after the other, and agrees after that. */
function worldWith(t: Parameters<typeof openWorld>[0], verdicts: Verdict[], writes = [TO_ROOM]): World {
  return openWorld(t, { changes: { writes }, answer: () => ({ verdict: verdicts.shift() ?? "agreed", why: "so" }) });
}

async function reasonsOf({ store }: World): Promise<string[]> {
  return (await store.definitions.paused()).map(({ reason }) => reason);
}

/** Runs until it is paused, at most so often; resolves with how often it ran. */
async function runUntilPaused(world: World, most: number): Promise<number> {
  for (let count = 1; count <= most; count += 1) {
    await world.run(`run ${world.asked.length}`, { trigger: "manual" });
    await world.clock.advance(1_000);
    if ((await reasonsOf(world)).length > 0) return count;
  }
  return Infinity;
}

test("three denials in a row pause an automation, started by hand or not, and the owner is to hear of it", async (t) => {
  const world = worldWith(t, ["denied", "denied", "unsure", "denied", "denied", "denied"]);
  assert.equal(await runUntilPaused(world, 9), 6);
  assert.deepEqual(await reasonsOf(world), ["the reviewer said no to 3 messages in a row"]);
  const paused = (await world.store.alerts.untold("2026-11-20T00:00:00.000Z", 300_000)).filter(({ kind }) => kind === "paused");
  assert.deepEqual(
    paused.map(({ automation, reason }) => [automation, reason]),
    [["test", "the reviewer said no to 3 messages in a row"]],
  );
});

test("ten denials among the last fifty pause it too, and what lies further back does not count", async (t) => {
  const rare: Verdict[] = Array.from({ length: 45 }, (_, index) => (index % 5 === 0 ? "denied" : "agreed"));
  const world = worldWith(t, [...rare, "agreed", "denied"]);
  assert.equal(await runUntilPaused(world, 60), 47);
  assert.deepEqual(await reasonsOf(world), ["the reviewer said no to 10 of the last 47 messages"]);
  const rarer: Verdict[] = Array.from({ length: 70 }, (_, index) => (index % 6 === 0 ? "denied" : "agreed"));
  assert.equal(await runUntilPaused(worldWith(t, rarer), 70), Infinity);
});

test("a resume starts the count anew", async (t) => {
  const world = worldWith(t, Array<Verdict>(6).fill("denied"));
  assert.equal(await runUntilPaused(world, 9), 3);
  await world.store.definitions.setPaused("test", false, new Date(world.clock.now()).toISOString());
  await world.clock.advance(1_000);
  assert.equal(await runUntilPaused(world, 9), 3);
});

test("each message counts, and those that nobody was asked about do not", async (t) => {
  const rooms = ["a.md", "b.md", "c.md"].map((path, index) => ({ ...TO_ROOM, name: `room-${index}`, options: { path } }));
  const world = openWorld(t, { changes: { writes: [...rooms, TO_ME] }, answer: () => ({ verdict: "denied", why: "so" }) });
  assert.equal(await runUntilPaused(world, 2), 1);
});

test("a run that left no message asks for nothing, and data that can't be read are told of", async (t) => {
  const world = worldWith(t, []);
  await world.run("a");
  const run = await world.store.runs.find("a");
  assert.ok(run);
  const errors: string[] = [];
  const parts = {
    alerts: { reviews: () => Promise.reject(new Error("disk")) },
    definitions: world.store.definitions,
    paused: async () => {},
    clock: world.clock,
    logger: { ...silentLogger, error: (_fields: object, message: string) => void errors.push(message) },
  };
  await pauseAfterDenials(parts, { ...run, delivery: "none" });
  assert.deepEqual(errors, []);
  await pauseAfterDenials(parts, run);
  assert.deepEqual(errors, ["it could not be paused"]);
});
