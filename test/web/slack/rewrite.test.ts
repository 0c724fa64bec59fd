import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { WebClient } from "@slack/web-api";
import { createSlackClient } from "../../../src/lib/slack-client.ts";
import { rewrite } from "../../../src/web/slack/rewrite.ts";
import { closeRooms, keyOf, prepare, type Desk } from "../../deliveries/slack/desk.ts";
import { sendingOf } from "../../deliveries/contract.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { outboxEntry } from "../../store/samples.ts";
import { FIRST } from "./desk-world.ts";

after(closeRooms);

const briefingOf = async () => undefined;

test("an answer shows in the message and below it, and its menu comes back once it is taken back", async () => {
  const desk = await prepare();
  const briefing = sampleBriefing();
  const { receipt } = await desk.delivery.send(sendingOf(desk, briefing));
  const [channel = ""] = receipt.split(":");
  const client = await clientOf(desk);
  const posted = { entry: { ...outboxEntry(), key: keyOf(briefing), receipt }, briefing };
  const shown = async () => JSON.stringify((await desk.slack.stored(channel)).flat().map(({ blocks, metadata }) => ({ blocks, metadata })));
  // Brought up to date as one that is listened to, which this one was not when it was posted.
  await rewrite(client, posted, { answers: [], briefingOf });
  const before = await shown();
  await rewrite(client, posted, { answers: [{ key: FIRST, kind: "done", by: "Sam Field", at: briefing.asOf }], briefingOf });
  assert.equal((await shown()).split("Done by Sam Field").length - 1, 2);
  await rewrite(client, posted, { answers: [], briefingOf });
  assert.equal(await shown(), before);
});

test("an answer shows in details that tell only what is new since a briefing of the same day, and adds nothing to them", async () => {
  const desk = await prepare();
  const first = sampleBriefing({ sections: [] });
  const { receipt } = await desk.delivery.send(sendingOf(desk, first));
  const [channel = ""] = receipt.split(":");
  const later = sampleBriefing({ run: "later" });
  await desk.delivery.send(sendingOf(desk, later, { findEarlier: async () => ({ receipt, briefing: first }) }));
  const posted = { entry: { ...outboxEntry(), key: keyOf(later), receipt }, briefing: later };
  const shown = async () => (await desk.slack.stored(channel)).flat().at(-1)?.blocks ?? [];
  const before = await shown();
  const answers = [{ key: FIRST, kind: "done", by: "Sam Field", at: later.asOf } as const];
  await rewrite(await clientOf(desk), posted, { answers, briefingOf });
  assert.deepEqual(await shown(), before, "nothing is known of the earlier one");
  await rewrite(await clientOf(desk), posted, { answers, briefingOf: async (run) => (run === first.run ? first : undefined) });
  const after = await shown();
  assert.equal(after.length, before.length);
  assert.match(JSON.stringify(after), /Done by Sam Field/);
});

function clientOf({ slack: { api, token } }: Desk): Promise<WebClient> {
  return createSlackClient({ api, token, signal: AbortSignal.timeout(10_000) });
}
