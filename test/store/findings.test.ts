import assert from "node:assert/strict";
import { test } from "node:test";
import type { Acknowledgement } from "../../src/core/finding.ts";
import type { RunEnd } from "../../src/core/ports/engine.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { memoryStore } from "../support/store.ts";
import { AT, LATER, ledgerEntry, runEnd, startRun } from "./samples.ts";

const snooze: Acknowledgement = { kind: "snooze", until: LATER, by: "me", at: AT };

async function runWith(store: Store, id: string, end: Partial<RunEnd>): Promise<void> {
  await startRun(store, id);
  await store.runs.finish(id, runEnd(end), AT);
}

test("the ledger is kept by automation and reader", async (t) => {
  const store = memoryStore(t);
  await runWith(store, "one", { ledger: [ledgerEntry()], reader: "me" });
  await runWith(store, "two", { ledger: [ledgerEntry({ daysOpen: 2 })], reader: "ada" });
  assert.deepEqual(await store.findings.ledger("morning", "me"), [ledgerEntry()]);
  assert.deepEqual(await store.findings.ledger("morning", "ada"), [ledgerEntry({ daysOpen: 2 })]);
  assert.deepEqual(await store.findings.ledger("evening", "me"), []);
});

test("a run replaces the ledger entries that it names and leaves the others", async (t) => {
  const store = memoryStore(t);
  await runWith(store, "one", { ledger: [ledgerEntry({ key: "a" }), ledgerEntry({ key: "b" })] });
  await runWith(store, "two", { ledger: [ledgerEntry({ key: "b", daysOpen: 2 })] });
  assert.deepEqual(await store.findings.ledger("morning", "me"), [ledgerEntry({ key: "a" }), ledgerEntry({ key: "b", daysOpen: 2 })]);
});

test("what a reader said while a run was under way outlives the end of that run", async (t) => {
  const store = memoryStore(t);
  await runWith(store, "one", { ledger: [ledgerEntry()] });
  await startRun(store, "two");
  const frozen = await store.findings.ledger("morning", "me");
  await store.findings.acknowledge("morning", "me", "f00d", snooze);
  await store.runs.finish("two", runEnd({ ledger: frozen.map((entry) => ({ ...entry, daysOpen: 2 })) }), LATER);
  assert.deepEqual(await store.findings.ledger("morning", "me"), [{ ...ledgerEntry({ daysOpen: 2 }), acknowledgement: snooze }]);
});

test("an acknowledgement that was lifted while a run was under way stays lifted", async (t) => {
  const store = memoryStore(t);
  await runWith(store, "one", { ledger: [ledgerEntry()] });
  await store.findings.acknowledge("morning", "me", "f00d", snooze);
  await startRun(store, "two");
  const frozen = await store.findings.ledger("morning", "me");
  await store.findings.acknowledge("morning", "me", "f00d", undefined);
  await store.runs.finish("two", runEnd({ ledger: frozen }), LATER);
  assert.deepEqual(await store.findings.ledger("morning", "me"), [ledgerEntry()]);
});

test("acknowledging what was never told is refused", async (t) => {
  const { findings } = memoryStore(t);
  await assert.rejects(findings.acknowledge("morning", "me", "f00d", snooze), { name: "PermanentError", code: "finding-unknown" });
});

test("entries are found by the beginning of their key, in any automation", async (t) => {
  const store = memoryStore(t);
  await runWith(store, "one", { ledger: ["abc1", "abd2", "abc"].map((key) => ledgerEntry({ key })) });
  const keys = async (prefix: string) => (await store.findings.findByPrefix(prefix)).map(({ entry }) => entry.key).sort();
  assert.deepEqual(await keys("abc"), ["abc", "abc1"]);
  assert.deepEqual(await keys("ab%"), []);
  assert.deepEqual(await keys(""), ["abc", "abc1", "abd2"]);
  assert.partialDeepStrictEqual(await store.findings.findByPrefix("abd"), [{ automation: "morning", reader: "me" }]);
});
