import assert from "node:assert/strict";
import { test } from "node:test";
import type { Automation } from "../../src/core/automation.ts";
import type { LogLine } from "../../src/core/ports/store.ts";
import { hashOf } from "../../src/lib/hash.ts";
import { automationWith } from "../support/automation.ts";
import { memoryStore } from "../support/store.ts";
import { AT, item, LATER, runEnd, startRun } from "./samples.ts";

function automation(path: string, hash = "v1:bytes"): Automation {
  return automationWith({ id: path, name: path, path, hash });
}

test("a document is kept once under the hash of its value, whatever the order of its keys", async (t) => {
  const { documents } = memoryStore(t);
  const value = { b: 1, a: [{ d: 2, c: 3 }] };
  const hashes = await Promise.all([documents.put("config", value), documents.put("config", { a: [{ c: 3, d: 2 }], b: 1 })]);
  assert.deepEqual(hashes, [hashOf(value), hashOf(value)]);
  assert.deepEqual(await documents.get(hashOf(value)), value);
  assert.equal(await documents.putJson("config", await documents.getJson(hashOf(value))), hashOf(value));
  await assert.rejects(documents.get("v1:none"), { name: "PermanentError", code: "document-missing" });
});

test("items are kept once, and only those that are new are told", async (t) => {
  const { items } = memoryStore(t);
  const [one, two, edited] = [item("git:1"), item("git:2"), item("git:1", "Another title")];
  assert.deepEqual(await items.put([one, one]), [one.contentHash]);
  assert.deepEqual(await items.put([one, two, edited]), [two.contentHash, edited.contentHash]);
  assert.deepEqual(await items.get([two, edited, one].map(({ contentHash }) => contentHash)), [two, edited, one]);
  await assert.rejects(items.get([one.contentHash, "v1:none"]), { name: "PermanentError", code: "item-missing" });
});

test("more items than one change carries are all kept", async (t) => {
  const { items } = memoryStore(t);
  const many = Array.from({ length: 1_203 }, (_, n) => item(`git:${n}`));
  assert.equal((await items.put(many)).length, 1_203);
  assert.deepEqual(await items.get(many.map(({ contentHash }) => contentHash)), many);
});

test("memory keeps what a run did not name, and drops what it set to undefined", async (t) => {
  const store = memoryStore(t);
  await startRun(store, "one");
  await store.runs.finish("one", runEnd({ memory: { a: 1, b: { deep: ["x"] }, c: null } }), AT);
  await startRun(store, "two");
  await store.runs.finish("two", runEnd({ memory: { a: 2, c: undefined } }), AT);
  assert.deepEqual(await store.memory.load("morning"), { a: 2, b: { deep: ["x"] } });
  assert.deepEqual(await store.memory.load("evening"), {});
});

test("parsed definitions come back by file hash and parser, also two files with the same bytes", async (t) => {
  const { definitions } = memoryStore(t);
  const twins = [automation("automations/a.md"), automation("automations/b.md")];
  await definitions.save([...twins, automation("automations/c.md", "v1:other")], "parser 1");
  await definitions.save(twins, "parser 1");
  assert.deepEqual(await definitions.load(["v1:bytes", "v1:unknown"], "parser 1"), twins);
  assert.deepEqual(await definitions.load(["v1:bytes"], "parser 2"), []);
});

test("automations are paused and resumed by hand", async (t) => {
  const { definitions } = memoryStore(t);
  const paused = async () => (await definitions.paused()).map(({ automation }) => automation);
  await definitions.setPaused("b", true, AT);
  await definitions.setPaused("a", true, AT);
  await definitions.setPaused("a", true, LATER);
  assert.deepEqual(await paused(), ["a", "b"]);
  await definitions.setPaused("a", false, LATER);
  assert.deepEqual(await paused(), ["b"]);
});

test("log lines are read oldest first: the last ones, or those that follow one", async (t) => {
  const { logs } = memoryStore(t);
  const lines = ["a", "b", "a", "a"].map((run, n) => ({ at: AT, run, level: "info", message: `line ${n}` }) as const);
  await logs.append(lines);
  const messages = (list: readonly LogLine[]) => list.map(({ message }) => message);
  assert.deepEqual(messages(await logs.list({})), ["line 0", "line 1", "line 2", "line 3"]);
  assert.deepEqual(messages(await logs.list({ run: "a", limit: 2 })), ["line 2", "line 3"]);
  const [, second] = await logs.list({});
  assert.deepEqual(messages(await logs.list({ afterId: second?.id ?? 0, limit: 1 })), ["line 2"]);
  assert.deepEqual(await logs.list({ run: "nobody" }), []);
});
