import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { OutboxState } from "../../../src/core/delivery.ts";
import { allCases, expectedOf, STAGES, type Case, type Expected, type Stage } from "./drift-cases.ts";
import { drift, openDriftWorld, writeMessage, type DriftWorld, type Prepared } from "./drift-world.ts";

const LATER = "2026-11-20T08:00:00.000Z";

interface Got {
  asked: boolean;
  tried: OutboxState;
  approvedAgain?: OutboxState;
}

/** What became of a case, and where anything of it went. */
interface Outcome {
  expected: Expected;
  got: Got;
  /** What left while a person had still to be asked, or although the definition denies it. */
  leaks: string[];
}

async function approve({ store }: DriftWorld, key: string): Promise<void> {
  const { approval } = (await store.outbox.find(key)) ?? {};
  const decision = { approved: true, by: "me", ...(approval && { content: approval.content }) };
  assert.equal(await store.outbox.decide(key, decision, LATER), true);
}

async function stateOf({ store }: DriftWorld, key: string): Promise<OutboxState> {
  return (await store.outbox.find(key))?.state ?? assert.fail(`expected ${key} to be kept`);
}

/** Sends one message of the grant as all is at first, so that there is something to compare with. */
async function sendFirst(world: DriftWorld, prepared: Prepared, key: string): Promise<void> {
  await writeMessage(world, prepared, key);
  if ((await stateOf(world, key)) === "held") await approve(world, key);
  await world.worker.drain();
  assert.equal(await stateOf(world, key), "sent", key);
}

async function play(world: DriftWorld, it: Case, name: string): Promise<Outcome> {
  const expected = expectedOf(it);
  const prepared = await world.prepare(it);
  if (it.asks === "audience_changed") await sendFirst(world, prepared, `${name} first`);
  world.leftSince();
  if (it.stage === "before") await drift(world, it, prepared);
  const { state } = await writeMessage(world, prepared, name);
  const asked = state === "held";
  if (it.stage === "waiting") await drift(world, it, prepared);
  if (asked) await approve(world, name);
  if (it.stage === "approved") await drift(world, it, prepared);
  await world.worker.drain();
  const tried = await stateOf(world, name);
  const early = tried === "sent" ? [] : world.leftSince();
  const got = { asked, tried, ...(tried === "held" && { approvedAgain: await sendOnYes(world, name) }) };
  await settleAll(world, name);
  return { expected, got, leaks: [...early, ...misled(world, it, prepared)] };
}

async function sendOnYes(world: DriftWorld, key: string): Promise<OutboxState> {
  await approve(world, key);
  await world.worker.drain();
  return stateOf(world, key);
}

/** Whatever left of a case may have gone to where its definition says, and once. */
function misled({ leftSince }: DriftWorld, { sink, drift: what }: Case, { channel }: Prepared): string[] {
  const gone = leftSince();
  const isNew = what === "the address changes";
  const isMeant = (place: string): boolean => {
    if (sink === "channel") return place === channel;
    if (sink === "mail") return place === (isNew ? "new@example.com" : "ana@example.com");
    return sink === "webhook" ? place === (isNew ? "webhook /new" : "webhook /old") : place.startsWith("D");
  };
  return [...gone.filter((place) => !isMeant(place)), ...(gone.length > 1 ? [`${gone.length} messages`] : [])];
}

/** What waits because a file is broken must not be tried in the next case. */
async function settleAll({ definitions, broken, worker, house, slack, store }: DriftWorld, key: string): Promise<void> {
  slack.plan = { ...slack.plan, faultOf: (call) => house.faultOf(call) };
  broken.clear();
  definitions.clear();
  if ((await store.outbox.find(key))?.state === "pending") await worker.drain();
}

const WHEN: Readonly<Record<Stage, string>> = {
  before: "before its message is written",
  waiting: "while its message waits",
  approved: "after a person said yes to its message",
};

for (const stage of STAGES) {
  test(`whatever drifts ${WHEN[stage]}: nothing reaches readers whom neither the definition nor a person let in, and nothing waits for nothing`, async (context) => {
    const world = await openDriftWorld(context);
    const cases = allCases().filter((each) => each.stage === stage);
    const wrong: unknown[] = [];
    const ends = new Map<OutboxState, number>();
    const count = { leaks: 0, falseHolds: 0 };
    for (const [index, it] of cases.entries()) {
      const { expected, got, leaks } = await play(world, it, `case ${index}`);
      ends.set(got.tried, (ends.get(got.tried) ?? 0) + 1);
      count.leaks += leaks.length + (got.tried === "sent" && expected.tried !== "sent" ? 1 : 0);
      count.falseHolds += (got.tried === "held" && expected.tried !== "held") || (got.asked && !expected.asked) ? 1 : 0;
      if (!isDeepStrictEqual(got, expected) || leaks.length > 0) wrong.push({ it, expected, got, leaks });
    }
    context.diagnostic(`${cases.length} cases: ${JSON.stringify({ ...Object.fromEntries(ends), ...count })}`);
    assert.deepEqual([wrong, count], [[], { leaks: 0, falseHolds: 0 }]);
    for (const state of ["sent", "held", "undeliverable"] as const) assert.ok((ends.get(state) ?? 0) > 5, state);
  });
}

test("there are as many cases as the promise takes, each another one", () => {
  const cases = allCases();
  assert.ok(cases.length >= 150, String(cases.length));
  assert.ok(new Set(cases.map((it) => JSON.stringify(it))).size > cases.length - 20);
});
