import assert from "node:assert/strict";
import { test } from "node:test";
import type { Store } from "../../src/core/ports/store.ts";
import { openStore } from "../../src/store/open.ts";
import { killAfter } from "../support/kill.ts";
import { temporaryDirectory } from "../support/store.ts";
import { AT } from "./samples.ts";

const victim = new URL("kill-victim.ts", import.meta.url);

/** The acknowledgements that the database does not keep. */
async function findBroken(store: Store, acknowledged: readonly string[]): Promise<string[]> {
  const kept = await Promise.all(
    acknowledged.map(async (line) => {
      const [what, id = ""] = line.split(" ");
      const run = await store.runs.find(id);
      if (what === "queued") return run !== undefined;
      if (what === "kept") return (await store.runs.steps(id))[0]?.outcome === id;
      return run?.status === "succeeded" && (await store.outbox.ofRun(id)).length === 1;
    }),
  );
  return acknowledged.filter((_, index) => !kept[index]);
}

test("nothing that was acknowledged is lost when the process is killed in the middle of its work", async (t) => {
  const directory = temporaryDirectory(t);
  const acknowledged: string[] = [];
  for (const [round, lines] of [1, 97, 613, 1_409, 2_801].entries()) {
    acknowledged.push(...(await killAfter(victim, [directory, `round${round}`], lines)));
    const store = await openStore({ directory, codeVersion: "1" });
    assert.deepEqual(await findBroken(store, acknowledged), []);
    // A question and its row are both there, or neither.
    const asked = new Set((await store.asks.list({})).flatMap(({ messages }) => messages.map(({ key }) => key)));
    assert.deepEqual(asked, new Set((await store.outbox.list({})).map(({ key }) => key)));
    await store.runs.requeueOlderEpochs(AT, 1_000);
    assert.deepEqual(await store.runs.list({ statuses: ["running"] }), []);
    await store.close();
  }
  assert.ok(acknowledged.length >= 4_921);
});
