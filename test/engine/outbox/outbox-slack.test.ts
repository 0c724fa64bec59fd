import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Bullet } from "../../../src/core/briefing.ts";
import type { OutboxState } from "../../../src/core/delivery.ts";
import { createSlack } from "../../../src/deliveries/slack/index.ts";
import { numbersFrom } from "../../support/automation.ts";
import { createFakeClock, createHastyClock } from "../../support/clock.ts";
import {
  connectionsTo,
  startSlack,
  type SlackFault,
  type SlackPlan,
  type SlackServer,
  type SlackStored,
} from "../../support/slack-server.ts";
import { renderSlack } from "../../../src/render/slack/render-slack.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { addRun, open, restart } from "./outbox-world.ts";
import { runOut, SEND_TIMEOUT_MS, SETTLE_MS } from "./run-out.ts";

const MESSAGES = 8;
const MOST_PER_CALL = 2;
/** What hangs below one message. */
const DETAILS = renderSlack(sampleBriefing()).thread.length;
const FAULTS = ["busy", "broken", "broken-after", "drops-before", "drops-after", "stores-late", "hangs-before", "hangs-after"] as const;

interface Outcome {
  slack: SlackServer;
  threads: SlackStored[][];
  states: OutboxState[];
}

/** Sends through the real worker, store and client, until every message has ended. `grantOf` says which runs take each other's place. */
async function sendAll(context: TestContext, faults: readonly SlackFault[], grantOf: (run: string) => string): Promise<Outcome> {
  const clock = createFakeClock();
  const slack = await startSlack({ clock, faultOf: chanceOf(faults) });
  context.after(() => slack.close());
  // The pauses between messages are no part of this.
  const delivery = createSlack({ clock: createHastyClock(), connections: connectionsTo(slack), people: () => ({ all: [] }) });
  const first = await open(context, delivery, [], {}, { clock, sendTimeoutMs: SEND_TIMEOUT_MS, settleMs: SETTLE_MS });
  for (let index = 0; index < MESSAGES; index += 1) {
    const run = `run ${index}`;
    const briefing = await first.store.documents.put("briefing", sampleBriefing({ gaps: [gapOf(index)] }));
    await addRun(first.store, run, { grant: grantOf(run), options: { to: slack.channel }, briefing, inOrder: true });
  }
  const { worker, store } = restart(first, delivery);
  await worker.start();
  await runOut({ worker, store, clock }, slack);
  await worker.stop(0);
  return { slack, threads: await slack.stored(slack.channel), states: (await store.outbox.list({})).map(({ state }) => state) };
}

/** Something new in each briefing. */
function gapOf(index: number): Bullet {
  return { kind: "fact", text: [{ kind: "text", text: `Source ${index} could not be read.` }], cites: [], flags: [] };
}

/** A third of all calls fail, each twice at most. */
function chanceOf(faults: readonly SlackFault[]): SlackPlan["faultOf"] {
  const numbers = numbersFrom(7);
  return (_call, tries) => (tries < MOST_PER_CALL && numbers(3) === 0 ? faults[numbers(faults.length)] : undefined);
}

function partsIn(threads: readonly SlackStored[][]): string[] {
  return threads.flat().map(({ metadata }) => `${metadata?.event_payload.key} ${metadata?.event_payload.part}`);
}

for (const fault of FAULTS) {
  test(`of a Slack that fails by "${fault}", no part of a message is lost and none comes twice`, async (context) => {
    const { slack, threads, states } = await sendAll(context, [fault], (run) => run);
    assert.ok(slack.calls.filter((call) => call.fault === fault).length > MESSAGES / 4);
    assert.deepEqual(new Set(states), new Set(["sent"]));
    assert.equal(threads.length, MESSAGES);
    assert.deepEqual(partsIn(threads), [...new Set(partsIn(threads))]);
    assert.deepEqual(new Set(threads.map((thread) => thread.length)), new Set([1 + DETAILS]));
  });
}

test("of messages that take each other's place, none comes twice and none is left out", async (context) => {
  const { threads, states } = await sendAll(context, FAULTS, () => "slack");
  assert.deepEqual(new Set(states), new Set(["sent"]));
  assert.deepEqual(partsIn(threads), [...new Set(partsIn(threads))]);
  const keys = new Set(partsIn(threads).map((part) => part.split(" ").slice(0, 3).join(" ")));
  assert.equal(keys.size, MESSAGES);
  assert.equal(threads.length, 1, "each brings the first up to date, in their order");
  assert.match(threads[0]?.[0]?.text ?? "", new RegExp(`Source ${MESSAGES - 1} could not be read`));
});

const ENDS: readonly [what: string, fault: SlackFault][] = [
  ["a token is revoked", { error: "token_revoked" }],
  ["a channel went into the archive", { error: "is_archived" }],
  ["the app was removed from the channel", { error: "not_in_channel" }],
];

for (const [what, fault] of ENDS) {
  test(`where ${what}, each message ends visibly after one attempt`, async (context) => {
    const { slack, threads, states } = await sendAll(context, [fault], (run) => run);
    const refused = states.filter((state) => state === "undeliverable").length;
    assert.ok(refused > 0);
    assert.equal(refused, slack.calls.filter((call) => call.fault === fault).length);
    assert.ok(threads.length >= MESSAGES - refused);
  });
}
