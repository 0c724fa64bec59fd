// Sends one message after the other to Slack until it is killed; says `ready`, and `kept KEY` for each message that was promised.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Store } from "../../src/core/ports/store.ts";
import { createSlack } from "../../src/deliveries/slack/index.ts";
import { openStore } from "../../src/store/open.ts";
import { sampleBriefing } from "../../test/render/sample.ts";
import { connectionsTo } from "../../test/support/slack-server.ts";
import { createFastClock } from "./kit.ts";
import { addMessage, createOutbox } from "./vendor-outbox.ts";

/** What a victim is told before it starts. */
const ordersSchema = z.strictObject({
  directory: z.string(),
  api: z.string(),
  token: z.string(),
  channel: z.string(),
  originMs: z.number(),
  life: z.number(),
  /** Whether it brings everything to its end and exits, instead of sending more and more. */
  drain: z.boolean(),
});
export type SlackOrders = z.infer<typeof ordersSchema>;

/** A second of theirs is 10 milliseconds. */
const SPEED = 100;
/** Of their clock: 500 and 800 milliseconds, so that a message in doubt is looked for within many of their lives. */
const TIMING = { sendTimeoutMs: 50_000, settleMs: 80_000 };
const LOOK_MS = 10;
/** So many messages wait at most, those in doubt among them. */
const MOST_WAITING = 4;

if (import.meta.main) await live(ordersSchema.parse(JSON.parse(process.argv[2] ?? "")));

async function live({ directory, api, token, channel, originMs, life, drain }: SlackOrders): Promise<void> {
  const clock = createFastClock(originMs, SPEED);
  const store = await openStore({ directory, codeVersion: "faults" });
  const briefing = await store.documents.put("briefing", sampleBriefing());
  const slack = createSlack({ clock, connections: connectionsTo({ api, token }), people: () => ({ all: [] }) });
  const worker = createOutbox(store, slack, { clock, ...TIMING });
  await worker.start();
  process.stdout.write("ready\n");
  const most = drain ? 0 : Infinity;
  for (let count = 0; count < most; count += 1) {
    const run = `${life}-${count}`;
    await addMessage(store, run, { grant: run, delivery: "slack", options: { to: channel }, briefing });
    process.stdout.write(`kept key ${run}\n`);
    worker.poke();
    while ((await open(store)) >= MOST_WAITING) await wait(LOOK_MS);
  }
  while ((await open(store)) > 0) await wait(LOOK_MS);
  await worker.stop(0);
  await store.close();
}

async function open({ outbox }: Store): Promise<number> {
  return (await outbox.list({ states: ["pending", "sending"] })).length;
}
