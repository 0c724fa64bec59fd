import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Store } from "../../src/core/ports/store.ts";
import type { Retention } from "../../src/core/retention.ts";
import { createStore } from "../../src/store/open.ts";
import { automationWith, numbersFrom } from "../support/automation.ts";
import { makeFolder, writeFiles } from "../support/chief.ts";
import { openOffice } from "../support/office.ts";
import { memoryDatabase, memoryStore } from "../support/store.ts";
import { AT, item, LATER, outboxEntry, RUN_ID, runEnd, startRun, step } from "./samples.ts";

const DAY_MS = 86_400_000;
/** Less than may be asked for. */
const LEAST: Retention = { runsMs: 7 * DAY_MS, textsMs: DAY_MS, messagesMs: 7 * DAY_MS, keep: 0 };
const A_YEAR_LATER = "2027-11-20T09:00:00.000Z";

const readsFiles = {
  timezone: "UTC",
  reads: [{ name: "files", audience: [], connector: "files", options: { paths: ["."], maxFiles: 100 } }],
  writes: [{ name: "console", audience: [], delivery: "console", options: {} }],
};

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`Whatever is cleared away between runs, they say what they would have said, and what is held stays (seed ${seed})`, async (t) => {
    const pick = numbersFrom(seed);
    const root = makeFolder(t);
    const [kept, cleared] = [memoryStore(t), memoryStore(t)];
    const approval = { when: seed % 2 === 0 ? ("always" as const) : ("never" as const), approvers: [], expiresMs: 400 * DAY_MS };
    const automation = automationWith({ ...readsFiles, rollUp: seed % 3 === 0, approval });
    const offices = [openOffice(kept, root, automation), openOffice(cleared, root, automation)] as const;
    const tasks: string[] = [];
    let now = Date.parse("2026-11-20T09:00:00.000Z");
    for (let round = 0; round < 10; round += 1) {
      now += (1 + pick(3) * pick(20)) * DAY_MS;
      const at = new Date(now).toISOString();
      changeTasks(tasks, pick, at, root);
      const [said, alsoSaid] = [await offices[0].run(at), await offices[1].run(at)];
      assert.equal(await offices[1].briefing(alsoSaid), await offices[0].briefing(said), `round ${round}`);
      const fate = pick(4);
      for (const store of [kept, cleared]) await settle(store, said.id, fate, at);
      if (pick(3) > 0) {
        const later = new Date(now + pick(60) * DAY_MS).toISOString();
        assert.equal((await cleared.privacy.prune(later, () => LEAST)).isDone, true);
      }
      assert.deepEqual(await cleared.outbox.list({ states: ["held", "pending"] }), await kept.outbox.list({ states: ["held", "pending"] }));
      await readAll(cleared);
    }
    const runs = [(await kept.runs.list({})).length, (await cleared.runs.list({})).length];
    assert.ok((runs[1] ?? 0) <= (runs[0] ?? 0));
  });
}

function changeTasks(tasks: string[], pick: (limit: number) => number, at: string, root: string): void {
  for (let count = pick(4); count >= 0; count -= 1) {
    const due = new Date(Date.parse(at) + (pick(20) - 10) * DAY_MS).toISOString().slice(0, 10);
    const place = pick(tasks.length + 1);
    tasks[place] = `- [${pick(4) === 0 ? "x" : " "}] Task ${place} due: ${due}`;
  }
  if (pick(5) === 0) tasks.shift();
  writeFiles(root, { "tasks.md": `${tasks.join("\n")}\n` });
  utimesSync(join(root, "tasks.md"), new Date(at), new Date(at));
}

/** Sent, refused by the other side, denied, or left as it is. */
async function settle(store: Store, run: string, fate: number, at: string): Promise<void> {
  for (const { key, state, approval } of await store.outbox.ofRun(run)) {
    if (fate === 3) return;
    const decision = { approved: fate === 0, by: "me", ...(approval && { content: approval.content }) };
    if (state === "held") await store.outbox.decide(key, decision, at);
    if (state === "held" && fate > 0) continue;
    await store.outbox.claim(at, 10);
    const error = { code: "refused", message: "no" };
    await store.outbox.settle(key, fate === 0 ? { state: "sent", receipt: "1" } : { state: "undeliverable", error }, at);
  }
}

/** What the commands read, as far as it leads to something else. */
async function readAll({ runs, outbox, documents, findings }: Store): Promise<void> {
  for (const run of await runs.list({})) {
    if (run.briefing !== undefined) await documents.get(run.briefing);
    for (const { finding } of await findings.ofRun(run.id)) await findings.latest(finding.key);
    await runs.steps(run.id);
  }
  for (const { briefing } of await outbox.list({})) await documents.get(briefing);
}

test("Texts go first, then runs with all that hangs on them; the newest stay", async (t) => {
  const database = memoryDatabase(t);
  const store = createStore(database, "test");
  const fetched = item();
  await store.items.put([fetched]);
  await startRun(store);
  const gathered = await store.documents.put("gathered", { items: [fetched.contentHash] });
  const briefing = await store.documents.put("briefing", { title: "a briefing" });
  await store.runs.keepStep(step("gather files", { outcome: { value: gathered } }));
  await store.runs.finish(RUN_ID, runEnd({ briefing }), LATER);
  await store.logs.append([{ at: AT, run: RUN_ID, level: "info", message: "said" }]);
  const usual: Retention = { runsMs: 60 * DAY_MS, textsMs: 7 * DAY_MS, messagesMs: 60 * DAY_MS, keep: 1 };
  const early = await store.privacy.prune("2026-11-21T09:00:00.000Z", () => usual);
  assert.deepEqual(early, { runs: 0, messages: 0, documents: 0, items: 0, isDone: true });
  const month = await store.privacy.prune("2026-12-20T09:00:00.000Z", () => usual);
  assert.deepEqual(month, { runs: 0, messages: 0, documents: 2, items: 1, isDone: true });
  assert.equal((await store.runs.find(RUN_ID))?.briefing, undefined);
  assert.equal((await store.privacy.prune(A_YEAR_LATER, () => usual)).runs, 0);
  assert.equal((await store.privacy.prune(A_YEAR_LATER, () => ({ ...usual, keep: 0 }))).runs, 1);
  assert.deepEqual(await store.logs.list({}), []);
  assert.equal(await store.privacy.prunedAt(), A_YEAR_LATER);
});

test("A run that waits for its message, and what it says, stay for as long as the message does", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  const briefing = await store.documents.put("briefing", { title: "a briefing" });
  const held = { ...outboxEntry(), briefing, state: "held", expiresAt: "2028-01-01T00:00:00.000Z" } as const;
  await store.runs.finish(RUN_ID, runEnd({ briefing, outbox: [held] }), LATER);
  await store.privacy.prune(A_YEAR_LATER, () => LEAST);
  assert.equal((await store.outbox.ofRun(RUN_ID)).length, 1);
  assert.deepEqual(await store.documents.get(briefing), { title: "a briefing" });
  await store.outbox.decide("message", { approved: false, by: "me" }, LATER);
  await store.privacy.prune(A_YEAR_LATER, () => LEAST);
  assert.deepEqual([await store.runs.list({}), await store.outbox.list({})], [[], []]);
  await assert.rejects(store.documents.get(briefing), { code: "document-missing" });
});

test("What a run went by stays as long as a message of it waits, for that is judged by it", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  const automation = await store.documents.put("automation", { id: "morning" });
  await store.runs.keepStep(step("freeze", { outcome: { value: { automation } } }));
  await store.runs.finish(RUN_ID, runEnd({ outbox: [outboxEntry("sent"), { ...outboxEntry(), state: "held" }] }), LATER);
  await store.outbox.claim(LATER, 1);
  await store.outbox.settle("sent", { state: "sent", receipt: "1" }, LATER);
  await store.privacy.prune(A_YEAR_LATER, () => ({ ...LEAST, messagesMs: 400 * DAY_MS }));
  assert.deepEqual([(await store.runs.steps(RUN_ID)).length, await store.documents.get(automation)], [1, { id: "morning" }]);
  await store.outbox.decide("message", { approved: false, by: "me" }, LATER);
  await store.privacy.prune(A_YEAR_LATER, () => ({ ...LEAST, messagesMs: 400 * DAY_MS }));
  assert.deepEqual(await store.runs.steps(RUN_ID), []);
});

test("While a run is at work nothing goes that nothing names yet, and it is asked for again", async (t) => {
  const store = memoryStore(t);
  const briefing = await store.documents.put("briefing", { title: "not named yet" });
  await startRun(store);
  assert.equal((await store.privacy.prune(A_YEAR_LATER, () => LEAST)).isDone, false);
  assert.deepEqual([await store.documents.get(briefing), await store.privacy.prunedAt()], [{ title: "not named yet" }, undefined]);
});

test("The file gives back the room of what was removed", async (t) => {
  const database = memoryDatabase(t);
  const store = createStore(database, "test");
  await store.items.put(Array.from({ length: 1_700 }, (_, index) => item(`git:${index}`, "x".repeat(2_000))));
  const pages = () => Number(database.pragma("page_count", { simple: true }));
  const before = pages();
  const { items } = await store.privacy.prune(AT, () => LEAST);
  assert.equal(items, 1_700);
  assert.ok(pages() < before / 5, `${pages()} of ${before} pages`);
});
