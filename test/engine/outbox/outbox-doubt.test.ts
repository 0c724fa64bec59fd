import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryUnsure, PermanentError, TransientError } from "../../../src/core/errors.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Delivery } from "../../../src/core/ports/outside.ts";
import { settle } from "../../support/clock.ts";
import { forever } from "../../support/engine-world.ts";
import { addRun, endsOf, open, restart, sendWell, type Receiving, type World } from "./outbox-world.ts";

type Step = "unsure" | "busy" | "refused" | "sent" | "found" | "not there" | "unreadable";

/** A receiver that does one thing after the other, and what it was asked: `send` or `find`, with the second at which. */
function receiver(
  script: readonly Step[],
  canFind = true,
): { asked: string[]; receivingOf(world: () => World): Delivery["send"] | Receiving } {
  const asked: string[] = [];
  const steps = [...script];
  const receivingOf = (world: () => World): Receiving => {
    const take = (what: string) => {
      const { clock } = world();
      asked.push(`${what} at ${(clock.now() - Date.parse("2026-11-20T08:00:00.000Z")) / 1_000}`);
      const step = steps.shift();
      if (step === "unsure") throw deliveryUnsure();
      if (step === "busy") throw new TransientError("busy", "expected room, got none");
      if (step === "refused") throw new PermanentError("refused", "expected a yes, got a no", { hint: "Ask them." });
      return step;
    };
    const find: Delivery["find"] = async () => (take("find") === "found" ? { receipt: "found" } : undefined);
    return {
      async send() {
        assert.equal(take("send"), "sent");
        return { receipt: "sent" };
      },
      ...(canFind && { find }),
    };
  };
  return { asked, receivingOf };
}

async function play(
  context: Parameters<typeof open>[0],
  script: readonly Step[],
  entry: Partial<OutboxEntry> = {},
  canFind = true,
): Promise<{ asked: string[]; world: World }> {
  const { asked, receivingOf } = receiver(script, canFind);
  const world: World = await open(
    context,
    receivingOf(() => world),
    ["a"],
    entry,
  );
  await world.worker.start();
  await world.clock.advance(3_600_000);
  return { asked, world };
}

test("what may have arrived is looked for once it can no longer arrive, and found", async (context) => {
  const { asked, world } = await play(context, ["unsure", "found"]);
  assert.deepEqual(asked, ["send at 0", "find at 30"]);
  assert.deepEqual(await endsOf(world.store, "a"), ["delivered", "sent", 2, "found"]);
});

test("what has not arrived is sent again in the same attempt, and looked for again after another doubt", async (context) => {
  const { asked, world } = await play(context, ["unsure", "not there", "unsure", "not there", "sent"]);
  assert.deepEqual(asked, ["send at 0", "find at 30", "send at 30", "find at 60", "send at 60"]);
  assert.deepEqual(await endsOf(world.store, "a"), ["delivered", "sent", 3, "sent"]);
});

test("nothing is sent while the look itself fails, which is tried again after waits that double", async (context) => {
  const { asked } = await play(context, ["unsure", "busy", "busy", "not there", "sent"]);
  assert.deepEqual(asked, ["send at 0", "find at 30", "find at 32", "find at 36", "send at 36"]);
});

test("a doubt that a look has ended is none after a refusal for now", async (context) => {
  const { asked } = await play(context, ["unsure", "not there", "busy", "sent"]);
  assert.deepEqual(asked, ["send at 0", "find at 30", "send at 30", "send at 32"]);
});

test("a look that can never succeed ends the message visibly, with the way out", async (context) => {
  const { world } = await play(context, ["unsure", "refused"]);
  assert.partialDeepStrictEqual((await endsOf(world.store, "a"))[3], { code: "refused", hint: "Ask them." });
});

test("a message of which every attempt was lost is given up after a hundred, and looked for a last time", async (context) => {
  const lost = (count: number) => Array.from({ length: count }, (): Step[] => ["unsure", "not there"]).flat();
  const { asked, world } = await play(context, lost(100));
  assert.deepEqual([asked.filter((each) => each.startsWith("send")).length, asked.at(-1)], [100, "find at 3000"]);
  assert.partialDeepStrictEqual((await endsOf(world.store, "a"))[3], { code: "delivery-lost" });
  const found = await play(context, [...lost(9), "unsure", "found"]);
  assert.deepEqual((await endsOf(found.world.store, "a")).slice(1), ["sent", 11, "found"]);
});

test("where nobody can be asked, it is sent once more with the same key, and no more", async (context) => {
  const { asked, world } = await play(context, ["unsure", "unsure", "sent"], {}, false);
  assert.deepEqual(asked, ["send at 0", "send at 30"]);
  assert.partialDeepStrictEqual(await endsOf(world.store, "a"), ["undeliverable", "undeliverable", 2]);
});

test("a refusal for now between two doubts does not make room for a third copy", async (context) => {
  const { asked } = await play(context, ["unsure", "busy", "unsure", "sent"], {}, false);
  assert.deepEqual(asked, ["send at 0", "send at 30", "send at 32"]);
});

test("resend is done where asked for, although the receiver could be asked", async (context) => {
  const { asked } = await play(context, ["unsure", "sent"], { onUnknown: "resend" });
  assert.deepEqual(asked, ["send at 0", "send at 30"]);
});

for (const [why, entry, canFind] of [
  ["that is to be held", { onUnknown: "hold" }, true],
  ["that is to be looked for where nobody can be asked", { onUnknown: "reconcile" }, false],
] as const) {
  test(`a message in doubt ${why} waits for a person, and is sent once when approved`, async (context) => {
    const { asked, world } = await play(context, ["unsure", "sent"], entry, canFind);
    const [held] = await world.store.outbox.list({ states: ["held"] });
    assert.partialDeepStrictEqual(held, { expiresAt: "2026-11-21T08:00:00.000Z", error: { code: "delivery-unsure" } });
    assert.equal((await endsOf(world.store, "a"))[0], "held");
    assert.deepEqual(
      [await world.worker.decide("key a", { approved: true, by: "me" }), await world.worker.decide("key a", { approved: true, by: "me" })],
      [true, false],
    );
    await settle();
    assert.deepEqual(asked, ["send at 0", "send at 3600"]);
    assert.deepEqual(await endsOf(world.store, "a"), ["delivered", "sent", 2, "sent"]);
  });
}

test("what a crash left on its way is looked for, however often that happens, and sent only where it is not there", async (context) => {
  let sends = 0;
  const crashing: Receiving = { send: () => ((sends += 1), forever()), find: async () => undefined };
  let world = await open(context, crashing, ["a"]);
  for (let starts = 0; starts < 5; starts += 1) {
    await world.worker.start();
    await world.clock.advance(30_000);
    world = restart(world, crashing);
  }
  assert.equal(sends, 5);
  const last = restart(world, { send: () => assert.fail("sent again"), find: async () => ({ receipt: "there" }) });
  await last.worker.start();
  await last.clock.advance(29_999);
  assert.equal((await endsOf(last.store, "a"))[1], "sending");
  await last.clock.advance(1);
  assert.deepEqual((await endsOf(last.store, "a")).slice(1), ["sent", 6, "there"]);
});

test("what a crash left of a message that is to be held waits for a person", async (context) => {
  const first = await open(context, forever, ["a"], { onUnknown: "hold" });
  await first.worker.start();
  await settle();
  const second = restart(first, () => assert.fail("sent"));
  await second.worker.start();
  await second.clock.advance(60_000);
  assert.deepEqual((await endsOf(second.store, "a")).slice(0, 3), ["held", "held", 1]);
});

test("a look without an answer in time is tried again", async (context) => {
  let looks = 0;
  const find: Delivery["find"] = () => ((looks += 1) === 1 ? forever() : Promise.resolve({ receipt: "there" }));
  const world = await open(context, { send: () => Promise.reject(deliveryUnsure()), find }, ["a"]);
  await world.worker.start();
  await world.clock.advance(30_000 + 10_000 + 2_000);
  assert.deepEqual((await endsOf(world.store, "a")).slice(1), ["sent", 3, "there"]);
});

test("whether the receiver can be asked depends on the message's own options", async (context) => {
  const find: Delivery["find"] = () => assert.fail("asked");
  let sends = 0;
  const send: Delivery["send"] = async () => {
    if ((sends += 1) === 1) throw deliveryUnsure();
    return { receipt: "second" };
  };
  const world = await open(context, { send, find, canFind: () => false }, ["a"]);
  await world.worker.start();
  await world.clock.advance(30_000);
  assert.deepEqual((await endsOf(world.store, "a")).slice(1), ["sent", 2, "second"]);
});

const DAY_MS = 86_400_000;
const SIXTY_DAYS = "2027-01-19T08:00:00.000Z";

/** Sixty days with a start of Chief on each, every one of them ended by a crash or by the machine's sleep. */
async function restartDaily(world: World, days: number, receiving: Receiving): Promise<World> {
  let current = world;
  for (let day = 1; day <= days; day += 1) {
    const night = new Date(current.clock.now() + DAY_MS - 120_000).toISOString();
    current = day % 2 === 0 ? restart(current, receiving, night) : current;
    if (day % 2 === 0) await current.worker.start();
    else current.clock.jump(night);
    await current.clock.advance(120_000);
  }
  return current;
}

test("a message that is held for sixty days over restarts is sent once when it is approved on the last of them", async (context) => {
  const sent: string[] = [];
  const receiving: Receiving = async ({ idempotencyKey }) => (sent.push(idempotencyKey), { receipt: "well" });
  const first = await open(context, receiving, ["a"], { state: "held", expiresAt: SIXTY_DAYS });
  await first.worker.start();
  const last = await restartDaily(first, 59, receiving);
  assert.deepEqual(sent, []);
  assert.equal((await endsOf(last.store, "a"))[0], "held");
  assert.equal(await last.worker.decide("key a", { approved: true, by: "me" }), true);
  await restartDaily(last, 5, receiving);
  assert.deepEqual(sent, ["key a"]);
  assert.deepEqual(await endsOf(last.store, "a"), ["delivered", "sent", 1, "well"]);
});

test("a message that is held for sixty days over restarts expires once where nobody decides", async (context) => {
  const ended: string[] = [];
  const parts = { ended: ({ key, state }: OutboxEntry) => void ended.push(`${key} ${state}`) };
  const never: Receiving = () => assert.fail("sent");
  const first = await open(context, never, ["a"], { state: "held", expiresAt: SIXTY_DAYS }, parts);
  await first.worker.start();
  const last = await restartDaily(first, 59, never);
  await last.clock.advance(120_000);
  assert.deepEqual(ended, []);
  last.clock.jump("2027-01-19T07:59:30.000Z");
  await last.clock.advance(60_000);
  assert.deepEqual(ended, ["key a expired"]);
  const later = await restartDaily(last, 5, never);
  assert.deepEqual(ended, ["key a expired"]);
  assert.deepEqual((await endsOf(later.store, "a")).slice(0, 3), ["refused", "expired", 0]);
  assert.equal(await later.worker.decide("key a", { approved: true, by: "me" }), false);
});

test("a denied message ends, and is told of", async (context) => {
  const ended: string[] = [];
  const parts = { ended: ({ state, decidedBy }: OutboxEntry) => void ended.push(`${state} by ${decidedBy}`) };
  const world = await open(context, sendWell, ["a"], { state: "held", expiresAt: SIXTY_DAYS }, parts);
  await world.worker.start();
  assert.equal(await world.worker.decide("key a", { approved: false, by: "me" }), true);
  await settle();
  assert.deepEqual(ended, ["denied by me"]);
  assert.deepEqual((await endsOf(world.store, "a")).slice(0, 3), ["refused", "denied", 0]);
});

test("however many messages are held, one timer waits for them", async (context) => {
  const world = await open(context, sendWell, ["a", "b", "c"], { state: "held", expiresAt: SIXTY_DAYS });
  for (const run of ["d", "e"]) await addRun(world.store, run, { nextAttemptAt: "2026-11-20T09:00:00.000Z" });
  await world.worker.start();
  await settle();
  assert.equal(world.clock.waiting, 1);
});
