import assert from "node:assert/strict";
import { test } from "node:test";
import { endAsk, type Ask } from "../../src/core/ask.ts";
import type { RunEnd } from "../../src/core/ports/engine.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { learnSecret } from "../../src/lib/known-secrets.ts";
import { USUAL_RETENTION } from "../../src/core/retention.ts";
import { memoryStore } from "../support/store.ts";
import { askWith, AT, LATER, outboxEntry, runEnd, startRun } from "./samples.ts";

const DAY_MS = 86_400_000;
const QUESTION = { at: AT, key: "chase:ana" };

async function finishWith(store: Store, id: string, end: Partial<RunEnd>): Promise<boolean> {
  await startRun(store, id);
  return await store.runs.finish(id, runEnd(end), LATER);
}

test("a run's end keeps its asks and wishes, and a row of the same id takes the place of the one before", async (t) => {
  const store = memoryStore(t);
  const asked = askWith({ state: "asked", messages: [QUESTION] });
  const answer: Ask["answer"] = {
    told: {
      item: asked.item,
      status: "at_risk",
      eta: null,
      etaAsk: false,
      sure: true,
      percent: 80,
      blocker: null,
      to: null,
      quote: [0, 7],
    },
    ...{ quote: "at risk", at: LATER, reply: "slack:D1:2.0" },
  };
  const wish = { person: "ana", stoppedAt: null, snoozedUntil: "2026-11-30" };
  await finishWith(store, "one", {
    asks: [asked, askWith({ id: "a2", automation: "other", createdAt: LATER })],
    wishes: [{ ...wish, at: AT }],
  });
  assert.deepEqual(await store.asks.list({ automation: "morning" }), [asked]);
  assert.deepEqual(
    (await store.asks.list({ person: "ana" })).map(({ id }) => id),
    ["a1", "a2"],
  );
  const answered = endAsk({ ...asked, askedBack: true, repliedAt: LATER, answer }, "answered", "Ana said so", LATER);
  await finishWith(store, "two", { asks: [answered], wishes: [{ person: "ana", at: LATER, stoppedAt: LATER }] });
  assert.deepEqual(await store.asks.find("a1"), answered);
  assert.deepEqual(await store.asks.list({ automation: "morning" }), []);
  assert.deepEqual(await store.asks.list({ automation: "morning", endedSince: LATER }), [answered]);
  assert.deepEqual(await store.asks.list({ automation: "morning", endedSince: "2026-11-20T09:05:00.001Z" }), []);
  assert.deepEqual(await store.asks.wishes(), [{ ...wish, stoppedAt: LATER }]);
});

test("of what somebody says of questions nothing is lost, whichever of two runs that heard it ends first, and the later word counts", async (t) => {
  const store = memoryStore(t);
  const [early, late] = ["2026-11-20T08:00:00.000Z", "2026-11-20T08:30:00.000Z"];
  await finishWith(store, "one", { wishes: [{ person: "ana", at: late, stoppedAt: late }] });
  await finishWith(store, "two", { wishes: [{ person: "ana", at: early, snoozedUntil: "2026-11-30" }] });
  await finishWith(store, "three", { wishes: [{ person: "ana", at: early, stoppedAt: null }] });
  assert.deepEqual(await store.asks.wishes(), [{ person: "ana", stoppedAt: late, snoozedUntil: "2026-11-30" }]);
  await finishWith(store, "four", { wishes: [{ person: "ana", at: LATER, stoppedAt: null, snoozedUntil: null }] });
  assert.deepEqual(await store.asks.wishes(), [{ person: "ana", stoppedAt: null, snoozedUntil: null }]);
});

test("a run that is no longer ours leaves no asks, no wishes and no messages", async (t) => {
  const store = memoryStore(t);
  await startRun(store, "one");
  await store.runs.cancel("one", "stopped", AT);
  const wishes = [{ person: "ana", at: AT, stoppedAt: AT }];
  const end = runEnd({ asks: [askWith()], wishes, outbox: [outboxEntry("m", "one")] });
  assert.equal(await store.runs.finish("one", end, LATER), false);
  assert.deepEqual([await store.asks.list({}), await store.asks.wishes(), await store.outbox.list({})], [[], [], []]);
});

test("a message to the same person on the same day counts once, and whoever comes second has not asked", async (t) => {
  const store = memoryStore(t);
  const mine = askWith({ state: "asked", messages: [QUESTION] });
  await finishWith(store, "one", { asks: [mine], outbox: [outboxEntry(QUESTION.key, "one")] });
  const theirs = askWith({ id: "a2", automation: "other", state: "asked", messages: [QUESTION] });
  const reminded = askWith({ id: "a3", state: "asked", messages: [{ at: "2026-11-19T09:00:00.000Z", key: "chase:before" }, QUESTION] });
  const own = outboxEntry("digest", "two");
  await finishWith(store, "two", { asks: [theirs, reminded], outbox: [outboxEntry(QUESTION.key, "two"), own] });
  assert.deepEqual(await store.asks.find("a1"), mine);
  const [first, second] = [await store.asks.find("a2"), await store.asks.find("a3")];
  assert.deepEqual([first?.state, first?.messages.length, second?.state, second?.messages.length], ["due", 0, "asked", 1]);
  assert.deepEqual(
    (await store.outbox.list({})).map(({ key, run }) => `${key} ${run}`),
    ["digest two", "chase:ana one"],
  );
  await store.outbox.claim(LATER, 10);
  await store.outbox.settle("digest", { state: "sent", receipt: "1" }, LATER);
  assert.equal((await store.runs.find("two"))?.delivery, "delivered");
  const allowed = await store.audit.list({ kinds: ["policy.allowed"] });
  assert.equal(allowed.length, 2);
});

test("what was decided on counts from an instant on, in any automation", async (t) => {
  const store = memoryStore(t);
  const before = { at: "2026-11-13T08:59:59.999Z", key: "chase:before" };
  const ended = endAsk(askWith({ id: "a2", automation: "other", person: "ben", messages: [before, QUESTION] }), "silent", "", LATER);
  await finishWith(store, "one", { asks: [askWith({ messages: [{ at: LATER, key: "chase:ana" }] }), ended] });
  assert.deepEqual(await store.asks.sentSince("2026-11-13T09:00:00.000Z"), [
    { person: "ben", at: AT },
    { person: "ana", at: LATER },
  ]);
});

test("who wants to know calls off one ask or all of an automation, which a run at work doesn't take up again", async (t) => {
  const store = memoryStore(t);
  const others = [askWith({ id: "a2" }), askWith({ id: "a3", automation: "other" })];
  await finishWith(store, "one", { asks: [askWith(), ...others] });
  const cancelled = endAsk(askWith(), "cancelled", "called off", LATER);
  assert.deepEqual(await store.asks.cancel("morning", ["a1", "a3"], "called off", LATER), [cancelled]);
  assert.deepEqual(await store.asks.cancel("morning", ["a1"], "again", LATER), []);
  await finishWith(store, "two", { asks: [askWith({ state: "asked", messages: [QUESTION] })] });
  assert.deepEqual(await store.asks.find("a1"), cancelled);
  assert.deepEqual(
    (await store.asks.cancel("morning", "all", "called off", LATER)).map(({ id }) => id),
    ["a2"],
  );
  assert.deepEqual(
    (await store.asks.list({})).map(({ id }) => id),
    ["a3"],
  );
  const recorded = await store.audit.list({ kinds: ["ask.cancelled"] });
  assert.deepEqual(
    recorded.map(({ automation, subject }) => [automation, subject]),
    [
      ["morning", store.audit.keyed("a1")],
      ["morning", store.audit.keyed("a2")],
    ],
  );
});

test("who is forgotten is asked nothing, wants nothing, and is in nobody's answer", async (t) => {
  const store = memoryStore(t);
  const told = { item: "i", status: "blocked", eta: null, etaAsk: false, sure: true, percent: null, to: "ana", quote: [0, 3] } as const;
  const answer = { told: { ...told, blocker: { by: "ana", what: "waits for Ana Ruiz" } }, quote: "Ana Ruiz has it", at: AT, reply: "r1" };
  const bens = askWith({ id: "a2", person: "ben", actor: "ana", title: "Ask Ana", because: "Ana handed it over", answer });
  const wishes = ["ana", "ben"].map((person) => ({ person, at: AT, stoppedAt: AT }));
  await finishWith(store, "one", { asks: [askWith(), bens, askWith({ id: "a3", person: "ben", actor: "ben" })], wishes });
  await store.privacy.forget({ kind: "person", names: ["Ana Ruiz"], firstName: "Ana", key: "ana" }, LATER);
  const [left, untouched, ...more] = await store.asks.list({});
  assert.deepEqual([more, untouched?.id], [[], "a3"]);
  assert.equal(left?.person, "ben");
  assert.doesNotMatch(JSON.stringify(left), /ana/i);
  assert.deepEqual(
    (await store.asks.wishes()).map(({ person }) => person),
    ["ben"],
  );
});

test("questions about what came from somewhere go with it", async (t) => {
  const store = memoryStore(t);
  await finishWith(store, "one", { asks: [askWith({ item: "notion:1" }), askWith({ id: "a2", item: "notional:1" })] });
  await store.privacy.forget({ kind: "source", connectors: ["notion"] }, LATER);
  assert.deepEqual(
    (await store.asks.list({})).map(({ id }) => id),
    ["a2"],
  );
});

test("what has ended goes with messages, though not while it says whom to leave alone, and what is open stays", async (t) => {
  const store = memoryStore(t);
  await finishWith(store, "one", { asks: [askWith(), endAsk(askWith({ id: "a2" }), "silent", "", LATER)] });
  const idsAfter = async (days: number, messagesMs: number): Promise<string[]> => {
    await store.privacy.prune(new Date(Date.parse(LATER) + days * DAY_MS + 1).toISOString(), () => ({ ...USUAL_RETENTION, messagesMs }));
    return (await store.asks.list({ endedSince: AT })).map(({ id }) => id);
  };
  assert.deepEqual(await idsAfter(89, 7 * DAY_MS), ["a1", "a2"]);
  assert.deepEqual(await idsAfter(364, 365 * DAY_MS), ["a1", "a2"]);
  assert.deepEqual(await idsAfter(90, 7 * DAY_MS), ["a1"]);
});

test("no secret is kept in what is said of a question", async (t) => {
  learnSecret("s3cret-of-a-service");
  const store = memoryStore(t);
  await finishWith(store, "one", { asks: [askWith({ reason: "got s3cret-of-a-service" }), askWith({ id: "a2" })] });
  await store.asks.cancel("morning", ["a2"], "no s3cret-of-a-service", LATER);
  assert.doesNotMatch(JSON.stringify(await store.asks.list({ endedSince: AT })), /s3cret/);
});
