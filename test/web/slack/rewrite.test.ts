import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createSlackClient } from "../../../src/lib/slack-client.ts";
import { rewrite } from "../../../src/web/slack/rewrite.ts";
import { closeRooms, keyOf, prepare } from "../../deliveries/slack/desk.ts";
import { sendingOf } from "../../deliveries/contract.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { outboxEntry } from "../../store/samples.ts";
import { FIRST } from "./desk-world.ts";

after(closeRooms);

test("an answer shows in the message and below it, and its menu comes back once it is taken back", async () => {
  const desk = await prepare();
  const briefing = sampleBriefing();
  const { receipt } = await desk.delivery.send(sendingOf(desk, briefing));
  const [channel = "", ts = ""] = receipt.split(":");
  const client = await createSlackClient({ api: desk.slack.api, token: desk.slack.token, signal: AbortSignal.timeout(10_000) });
  const posted = { place: { channel, ts }, entry: { ...outboxEntry(), key: keyOf(briefing) }, briefing };
  const shown = async () => JSON.stringify((await desk.slack.stored(channel)).flat().map(({ blocks, metadata }) => ({ blocks, metadata })));
  // Brought up to date as one that is listened to, which this one was not when it was posted.
  await rewrite(client, posted, []);
  const before = await shown();
  await rewrite(client, posted, [{ key: FIRST, kind: "done", by: "Sam Field", at: briefing.asOf }]);
  assert.equal((await shown()).split("Done by Sam Field").length - 1, 2);
  await rewrite(client, posted, []);
  assert.equal(await shown(), before);
});
