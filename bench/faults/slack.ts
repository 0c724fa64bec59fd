import { setTimeout as wait } from "node:timers/promises";
import type { OutboxState } from "../../src/core/delivery.ts";
import { createSlack } from "../../src/deliveries/slack/index.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { numbersFrom } from "../../test/support/automation.ts";
import { connectionsTo, startSlack, type SlackFault, type SlackPlan, type SlackServer } from "../../test/support/slack-server.ts";
import { sampleBriefing } from "../../test/render/sample.ts";
import { createFastClock } from "./kit.ts";
import { countParts } from "./slack-parts.ts";
import type { Measure } from "./table.ts";
import { addMessage, createOutbox } from "./vendor-outbox.ts";

/** The waits of the outbox, all of them made shorter together. */
const SHORT_TIMEOUT_MS = 1_000;
/** Where every call is answered or dropped, a slow machine must not make a timeout of it. */
const LONG_TIMEOUT_MS = 30_000;
const SETTLE_MS = 300;
const LATE_MS = 150;
const LAST_COPY_MS = 2 * LATE_MS;
const RETRY_AFTER_S = 1;
const POLL_MS = 25;
/** The pause between two messages of one channel, made shorter with the rest. */
const SPEED = 100;
/** Outboxes that send side by side, each to its own channel. */
const OUTBOXES = 20;
/** The emulator searches all its messages for each call, so that many in one Slack would take most of the time. */
const MOST_IN_ONE = 100;
const MOST_PER_CALL = 2;
const LOOKUP_SHARE = 20;
const SEED = 7;

/** Slack through its own client, the delivery and the outbox: whatever it does, each part of each message arrives once. */
export const slackFaults: readonly Measure[] = [
  failing("accepts, then drops the connection", ["drops-after"]),
  failing("answers 429 with Retry-After", ["busy"]),
  failing("answers 500, having worked or not", ["broken", "broken-after"]),
  failing("gives no answer in time", ["hangs-before", "hangs-after"]),
  failing("stores late, after the connection is gone", ["stores-late"]),
];

function failing(what: string, faults: readonly SlackFault[]): Measure {
  return async (volume) => {
    const counts: Counts = { lost: 0, repeated: 0, calls: 0, failures: 0, looks: 0 };
    for (let left = volume; left > 0; left -= MOST_IN_ONE) add(counts, await send(Math.min(left, MOST_IN_ONE), faults));
    const { lost, repeated, calls, failures, looks } = counts;
    const note = `${calls} calls, of which ${failures} failed and ${looks} were looks`;
    return { fault: `Slack ${what}`, volume, lost, repeated, note, met: lost + repeated === 0 && failures >= volume };
  };
}

interface Counts {
  lost: number;
  repeated: number;
  calls: number;
  failures: number;
  looks: number;
}

function add(counts: Counts, more: Counts): void {
  counts.lost += more.lost;
  counts.repeated += more.repeated;
  counts.calls += more.calls;
  counts.failures += more.failures;
  counts.looks += more.looks;
}

async function send(volume: number, faults: readonly SlackFault[]): Promise<Counts> {
  const slack = await startSlack({ faultOf: chanceOf(faults), lateMs: LATE_MS, retryAfterS: RETRY_AFTER_S });
  try {
    const runs = Array.from({ length: volume }, (_, index) => `run ${index}`);
    const shares = Array.from({ length: OUTBOXES }, (_, index) => runs.filter((_run, place) => place % OUTBOXES === index));
    const sendTimeoutMs = faults.includes("hangs-before") ? SHORT_TIMEOUT_MS : LONG_TIMEOUT_MS;
    const full = shares.filter((share) => share.length > 0);
    const ended = await Promise.all(full.map((share, index) => sendShare(share, slack, `share-${index}`, sendTimeoutMs)));
    return {
      lost: ended.reduce((total, each) => total + each.lost, 0),
      repeated: ended.reduce((total, each) => total + each.repeated, 0),
      calls: slack.calls.length,
      failures: slack.calls.filter(({ fault }) => fault !== undefined).length,
      looks: slack.callsTo("conversations.history", "conversations.replies").length,
    };
  } finally {
    await slack.close();
  }
}

async function sendShare(runs: readonly string[], slack: SlackServer, name: string, sendTimeoutMs: number) {
  const channel = await slack.addChannel(name);
  const store = createStore(openDatabase(":memory:"), "faults");
  const briefing = await store.documents.put("briefing", sampleBriefing());
  for (const run of runs) await addMessage(store, run, { grant: run, delivery: "slack", options: { to: channel }, briefing });
  const clock = createFastClock(systemClock.now(), SPEED);
  const delivery = createSlack({ clock, connections: connectionsTo(slack), people: () => ({ all: [] }) });
  const worker = createOutbox(store, delivery, { clock: systemClock, sendTimeoutMs, settleMs: SETTLE_MS });
  await worker.start();
  while ((await store.outbox.list({ states: ["pending", "sending"], limit: 1 })).length > 0) await wait(POLL_MS);
  await worker.stop(0);
  // A copy that should not have been sent may still be stored.
  await wait(LAST_COPY_MS);
  const states: OutboxState[] = (await store.outbox.list({})).map(({ state }) => state);
  await store.close();
  const { lost, repeated } = countParts(
    await slack.stored(channel),
    runs.map((run) => `key ${run}`),
  );
  return { lost: Math.max(lost, states.filter((state) => state !== "sent").length), repeated };
}

/** Half of all messages fail, each twice at most, and some of the looks for them. */
function chanceOf(faults: readonly SlackFault[]): SlackPlan["faultOf"] {
  const numbers = numbersFrom(SEED);
  return ({ method }, tries) => {
    const share = method === "chat.postMessage" ? 50 : LOOKUP_SHARE;
    return tries < MOST_PER_CALL && numbers(100) < share ? faults[numbers(faults.length)] : undefined;
  };
}
