import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run } from "../../../src/core/run.ts";
import type { EventTrigger } from "../../../src/core/trigger.ts";
import { automationWith } from "../../support/automation.ts";
import { settle, until } from "../../support/clock.ts";
import { endOf, forever } from "../../support/engine-world.ts";
import { hookEvent, hookTrigger, startEvents, type EventWorld } from "../../support/event-world.ts";

const MINUTE_MS = 60_000;

function listening(id: string, changes: Partial<EventTrigger> = {}, automation: Parameters<typeof automationWith>[0] = {}) {
  return automationWith({ id, triggers: [hookTrigger(changes)], ...automation });
}

async function statesOf({ store }: EventWorld): Promise<string[]> {
  return (await store.occurrences.list({})).toReversed().map(({ state }) => state);
}

async function waitingRuns({ store }: EventWorld): Promise<Run[]> {
  return (await store.runs.list({})).toReversed();
}

test("the same event five times at once is one run, a thousand times over", async (context) => {
  const world = await startEvents(context, { automations: [listening("a", {}, { concurrency: 4 })] });
  const receipts = await Promise.all(
    Array.from({ length: 5_000 }, (_, index) => world.dispatcher.receive(hookEvent(`event-${Math.floor(index / 5)}`))),
  );
  assert.equal(receipts.filter((receipt) => receipt === "accepted").length, 1_000);
  assert.equal(receipts.filter((receipt) => receipt === "known").length, 4_000);
  const runs = await waitingRuns(world);
  assert.equal(runs.length, 1_000);
  assert.deepEqual(new Set(runs.map(({ id }) => id)).size, 1_000);
  assert.equal(runs[0]?.id, "event:a:webhook/deploys:event-0");
  assert.equal(runs[0]?.input.trigger, "event");
  assert.deepEqual(await world.store.occurrences.eventsOf("event:a:webhook/deploys:event-0"), [hookEvent("event-0")]);
});

test("an event that was told before a restart is known after it", async (context) => {
  const automations = [listening("a")];
  const first = await startEvents(context, { automations });
  await first.dispatcher.receive(hookEvent("one"));
  const { dispatcher } = await startEvents(context, { automations, database: first.database });
  assert.equal(await dispatcher.receive(hookEvent("one")), "known");
});

test("an event of interest to nobody is not kept", async (context) => {
  const where = [{ field: "status", test: "is", values: ["failed"] }] as const;
  const world = await startEvents(context, { automations: [listening("a", { where })] });
  assert.equal(await world.dispatcher.receive({ ...hookEvent("one"), topic: "webhook:other" }), "unheard");
  assert.equal(await world.dispatcher.receive(hookEvent("one", { status: "passed" })), "unheard");
  assert.equal(await world.dispatcher.receive(hookEvent("one", { status: "failed" })), "accepted");
});

test("every automation that waits gets one occurrence, also where two of its triggers match", async (context) => {
  const twice = automationWith({ id: "twice", triggers: [hookTrigger(), hookTrigger({ cooldownMs: MINUTE_MS })] });
  const world = await startEvents(context, { automations: [twice, listening("once"), listening("paused", {}, { paused: true })] });
  await world.dispatcher.receive(hookEvent("one"));
  const kept = (await world.store.occurrences.list({})).map(({ automation, state, reason }) => `${automation} ${state} ${reason}`.trim());
  assert.deepEqual(new Set(kept), new Set(["once due", "paused skipped the automation is paused", "twice due"]));
  assert.equal(kept.length, 3);
});

test("one that is told again starts only those who have not had it", async (context) => {
  const world = await startEvents(context, { automations: [listening("a")] });
  await world.dispatcher.receive(hookEvent("one"));
  await world.dispatcher.update([listening("a"), listening("b", { cooldownMs: MINUTE_MS })]);
  assert.equal(await world.dispatcher.receive(hookEvent("one")), "accepted");
  assert.equal(await world.dispatcher.receive(hookEvent("one")), "known");
  const occurrences = await world.store.occurrences.list({});
  assert.deepEqual(occurrences.map((each) => each.automation).sort(), ["a", "b"]);
});

test("within a cooldown events are skipped, and known ones do not begin it", async (context) => {
  const automations = [listening("a", { cooldownMs: 10 * MINUTE_MS })];
  const world = await startEvents(context, { automations });
  await Promise.all(["one", "two"].map((id) => world.dispatcher.receive(hookEvent(id))));
  await world.clock.advance(9 * MINUTE_MS);
  await world.dispatcher.receive(hookEvent("three"));
  assert.deepEqual(await statesOf(world), ["ran", "skipped", "skipped"]);
  await world.clock.advance(2 * MINUTE_MS);
  const together = await Promise.all(["one", "four"].map((id) => world.dispatcher.receive(hookEvent(id))));
  assert.deepEqual(together, ["known", "accepted"]);
  await settle();
  assert.deepEqual(await statesOf(world), ["ran", "skipped", "skipped", "ran"]);
});

test("a cooldown goes on after a restart", async (context) => {
  const automations = [listening("a", { cooldownMs: 10 * MINUTE_MS })];
  const first = await startEvents(context, { automations });
  await first.dispatcher.receive(hookEvent("one"));
  await first.clock.advance(MINUTE_MS);
  const second = await startEvents(context, { automations, database: first.database, clock: first.clock });
  await second.dispatcher.receive(hookEvent("two"));
  assert.deepEqual(await statesOf(second), ["ran", "skipped"]);
});

test("a burst is one run about all of its events, over a restart too", async (context) => {
  const automations = [listening("a", { coalesceMs: MINUTE_MS })];
  const first = await startEvents(context, { automations });
  await Promise.all(["one", "two", "three"].map((id) => first.dispatcher.receive(hookEvent(id))));
  await first.clock.advance(MINUTE_MS / 2);
  const second = await startEvents(context, { automations, database: first.database, clock: first.clock });
  await second.dispatcher.receive(hookEvent("four"));
  assert.deepEqual(await waitingRuns(second), []);
  await second.clock.advance(MINUTE_MS);
  const runs = await waitingRuns(second);
  assert.deepEqual(
    runs.map(({ id, status }) => [id, status]),
    [["event:a:webhook/deploys:one", "succeeded"]],
  );
  const events = await second.store.occurrences.eventsOf("event:a:webhook/deploys:one");
  assert.deepEqual(
    events.map(({ id }) => id),
    ["one", "two", "three", "four"],
  );
  assert.deepEqual(await statesOf(second), ["ran", "coalesced", "coalesced", "coalesced"]);
  await second.dispatcher.receive(hookEvent("five"));
  assert.deepEqual(
    (await second.store.occurrences.collecting()).map(({ event }) => event?.id),
    ["five"],
  );
});

test("a burst takes a thousand events, and those beyond are over the limit", async (context) => {
  const world = await startEvents(context, { automations: [listening("a", { coalesceMs: MINUTE_MS })] });
  await Promise.all(Array.from({ length: 1_002 }, (_, index) => world.dispatcher.receive(hookEvent(`event-${index}`))));
  const states = Map.groupBy(await statesOf(world), (state) => state);
  assert.deepEqual([states.get("due")?.length, states.get("coalesced")?.length, states.get("over_limit")?.length], [1, 999, 2]);
  await world.clock.advance(MINUTE_MS);
  assert.equal((await world.store.occurrences.eventsOf("event:a:webhook/deploys:event-0")).length, 1_000);
});

test("a burst that collects no more begins anew where the clock was set back", async (context) => {
  const world = await startEvents(context, { automations: [listening("a", { coalesceMs: MINUTE_MS })] });
  await world.dispatcher.receive(hookEvent("one"));
  await world.clock.advance(2 * MINUTE_MS);
  world.clock.jump("2026-11-20T08:00:30.000Z");
  assert.equal(await world.dispatcher.receive(hookEvent("two")), "accepted");
  await world.clock.advance(2 * MINUTE_MS);
  assert.deepEqual(
    (await waitingRuns(world)).map(({ id }) => id),
    ["event:a:webhook/deploys:one", "event:a:webhook/deploys:two"],
  );
});

test("beyond a thousand waiting runs events are over the limit, however many come at once", async (context) => {
  const world = await startEvents(context, { automations: [listening("a")], workflow: forever });
  await world.dispatcher.receive(hookEvent("first"));
  await Promise.all(Array.from({ length: 1_500 }, (_, index) => world.dispatcher.receive(hookEvent(`event-${index}`))));
  const states = await statesOf(world);
  assert.equal(states.filter((state) => state === "due").length, 1_001);
  assert.equal(states.filter((state) => state === "over_limit").length, 500);
  assert.equal((await waitingRuns(world)).length, 1_001);
});

test("with cancel_other a newer event ends the run of the older one", async (context) => {
  const workflow = async (_context: unknown, run: Run) => (run.id.endsWith("old") ? forever() : endOf());
  const world = await startEvents(context, { automations: [listening("a", {}, { overlap: "cancel_other" })], workflow });
  await world.dispatcher.receive(hookEvent("old"));
  await settle();
  await world.dispatcher.receive(hookEvent("new"));
  await until(async () => (await waitingRuns(world)).every(({ endedAt }) => endedAt !== undefined));
  assert.deepEqual(
    (await waitingRuns(world)).map(({ status, reason }) => [status, reason]),
    [
      ["cancelled", "a newer event came"],
      ["succeeded", "done"],
    ],
  );
});

test("an event that was admitted just before a crash runs after it, once", async (context) => {
  const automations = [listening("a")];
  const crashPoint = (point: string) => {
    if (point === "event.admitted") throw new Error("crash");
  };
  const first = await startEvents(context, { automations, crashPoint });
  await assert.rejects(first.dispatcher.receive(hookEvent("one")), /crash/);
  const second = await startEvents(context, { automations, database: first.database });
  await settle();
  assert.equal(await second.dispatcher.receive(hookEvent("one")), "known");
  assert.deepEqual(
    (await waitingRuns(second)).map(({ id, status }) => [id, status]),
    [["event:a:webhook/deploys:one", "succeeded"]],
  );
});

test("an event that could not be kept begins no cooldown, and is taken when it is told again", async (context) => {
  const world = await startEvents(context, { automations: [listening("a", { cooldownMs: MINUTE_MS })] });
  world.database.exec("create trigger full before insert on occurrences begin select raise(abort, 'no room'); end");
  await assert.rejects(world.dispatcher.receive(hookEvent("one")), /no room/);
  world.database.exec("drop trigger full");
  assert.equal(await world.dispatcher.receive(hookEvent("one")), "accepted");
  assert.deepEqual(await statesOf(world), ["due"]);
});

test("an update keeps cooldowns and bursts of triggers that stay as they are", async (context) => {
  const world = await startEvents(context, { automations: [listening("a", { cooldownMs: MINUTE_MS })] });
  await world.dispatcher.receive(hookEvent("one"));
  await world.dispatcher.update([listening("a", { cooldownMs: MINUTE_MS }, { name: "Renamed" })]);
  await world.dispatcher.receive(hookEvent("two"));
  assert.equal((await statesOf(world)).at(-1), "skipped");
});
