import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStore } from "../support/store.ts";
import { AT, outboxEntry, RUN_ID, runEnd, runInput } from "./samples.ts";

test("the last consent to an automation is kept until it is taken back, and those to others stay", async (context) => {
  const { consents } = memoryStore(context);
  assert.equal(await consents.find("risk"), undefined);
  await consents.save({ automation: "risk", hash: "v1:a", by: "me", at: AT });
  await consents.save({ automation: "day", hash: "v1:c", by: "me", at: AT });
  await consents.save({ automation: "risk", hash: "v1:b", by: "me: fine", at: AT });
  assert.deepEqual(await consents.find("risk"), { automation: "risk", hash: "v1:b", by: "me: fine", at: AT });
  await consents.remove("risk", { by: "me", at: AT });
  await consents.remove("risk", { by: "me", at: AT });
  assert.deepEqual([await consents.find("risk"), (await consents.find("day"))?.hash], [undefined, "v1:c"]);
});

test("a grant has sent once a message of it to the place that it names now was sent", async (context) => {
  const { runs, outbox } = memoryStore(context);
  const write = outboxEntry();
  await runs.insert(RUN_ID, runInput(), AT);
  await runs.claim(RUN_ID, AT);
  await runs.finish(RUN_ID, runEnd({ outbox: [write] }), AT);
  assert.equal(await outbox.hasSent(write), false);
  await outbox.claim(AT, 1);
  assert.equal(await outbox.hasSent(write), false);
  await outbox.settle(write.key, { state: "sent", receipt: "well" }, AT);
  assert.equal(await outbox.hasSent(write), true);
  const others = [{ automation: "day" }, { grant: "console-2" }, { delivery: "file" }, { options: { width: 81 } }];
  for (const change of others) assert.equal(await outbox.hasSent({ ...write, ...change }), false, JSON.stringify(change));
});
