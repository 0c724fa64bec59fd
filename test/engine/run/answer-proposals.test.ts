import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Audience } from "../../../src/core/audience.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { LogLine } from "../../../src/core/ports/store.ts";
import type { Run } from "../../../src/core/run.ts";
import { answerProposals } from "../../../src/engine/run/answer-proposals.ts";
import { automationWith } from "../../support/automation.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryStore } from "../../support/store.ts";
import { item, outboxEntry, runEnd, runInput } from "../../store/samples.ts";

const me: Audience = { kind: "person", person: "me" };
const AT = "2026-11-20T09:00:00.000Z";
const run: Run = {
  ...{
    id: "r1",
    automation: "test",
    status: "running",
    reason: "",
    content: "unknown",
    delivery: "none",
    epoch: 1,
    recoveries: 0,
    claims: 1,
  },
  ...{ input: runInput("test"), codeVersion: "test", queuedAt: AT },
};
const automation = automationWith({
  reads: ["git", "files"].map((name) => ({ name, connector: name, options: {}, audience: [me] })),
  writes: [
    { name: "console", delivery: "console", options: {}, audience: [me] },
    { name: "chat", delivery: "chat", options: {}, audience: [{ kind: "place", place: "chat:room" }] },
  ],
});
const message = { kind: "message", automation: "test", grant: "console", delivery: "console", options: {} };
const look = { kind: "look", automation: "test", grant: "git", handle: "git:new" };

type Line = Pick<LogLine, "level" | "message"> & { fields: Readonly<Record<string, unknown>> };

/** A run in which git brought one item, beside one of the run before, and files another. */
async function world(t: TestContext, changes: Partial<Automation> = {}) {
  const store = memoryStore(t);
  const lines: Line[] = [];
  const write = (level: Line["level"]) => (fields: Line["fields"], text: string) => void lines.push({ level, message: text, fields });
  const [fresh, old, file] = [item("git:new"), item("git:old"), item("files:1")];
  await store.items.put([fresh, old, file]);
  const gathered = (items: readonly string[]) => store.documents.put("gather", { items });
  const memory = {
    git: { readTo: AT, gathered: await gathered([fresh.contentHash, old.contentHash]) },
    files: { readTo: AT, gathered: await gathered([file.contentHash]) },
  };
  const loggerOf = () => ({ ...silentLogger, info: write("info"), warn: write("warn") });
  const gathering = { items: [fresh.contentHash, file.contentHash], memory };
  return { store, lines, propose: answerProposals({ store, loggerOf }, run, { automation: { ...automation, ...changes }, gathering }) };
}

test("what an agent asks for is answered by policy, and nothing comes of it", async (t) => {
  const { store, propose } = await world(t);
  assert.deepEqual(await propose(message), { decision: "allow", reason: "" });
  assert.deepEqual(await propose({ ...message, grant: "chat", delivery: "chat" }), {
    decision: "hold",
    reason: "a person is asked first: wider",
  });
  assert.deepEqual(await propose({ ...message, options: { to: "all" } }), {
    decision: "deny",
    reason: "policy-other-options: expected the options of the grant console, got others",
  });
  assert.deepEqual(await store.outbox.list({}), []);
});

test("a look is allowed at what the same grant brought in this run", async (t) => {
  const { propose } = await world(t);
  const decisions = async (changes: Readonly<Record<string, string>>) => (await propose({ ...look, ...changes })).decision;
  assert.equal(await decisions({}), "allow");
  assert.equal(await decisions({ grant: "files", handle: "files:1" }), "allow");
  assert.equal(await decisions({ handle: "files:1" }), "deny");
  assert.equal(await decisions({ grant: "files" }), "deny");
  assert.equal(await decisions({ handle: "git:old" }), "deny");
  assert.equal(await decisions({ grant: "mail" }), "deny");
  assert.equal(await decisions({ grant: "__proto__" }), "deny");
});

test("a definition that asks about the first message asks until one was sent", async (t) => {
  // Its readers may see all of nothing: only the condition has it wait.
  const writes = [{ name: "console", delivery: "console", options: {}, audience: [{ kind: "place" as const, place: "chat:room" }] }];
  const approval = { when: ["first_run" as const], approvers: [], expiresMs: 60_000 };
  const { store, propose } = await world(t, { approval, reads: [], writes });
  const reason = "a person is asked first: first_run";
  assert.deepEqual(await propose(message), { decision: "hold", reason });
  await store.runs.insert("r1", runInput("test"), AT);
  await store.runs.claim("r1", AT);
  const entry = { ...outboxEntry("v1:a", "r1"), automation: "test", options: {} };
  await store.runs.finish("r1", runEnd({ outbox: [entry] }), AT);
  assert.deepEqual(await propose(message), { decision: "hold", reason });
  await store.outbox.claim(AT, 1);
  await store.outbox.settle("v1:a", { state: "sent", receipt: "well" }, AT);
  assert.equal((await propose(message)).decision, "allow");
});

test("every answer is in the run's log, shortened, with how many were denied so far", async (t) => {
  const { lines, propose } = await world(t);
  await propose(message);
  await propose({ ...look, handle: "x".repeat(2_000) });
  await propose("junk");
  assert.deepEqual(
    lines.map(({ level, message: text, fields }) => [level, text, fields["decision"], fields["denied"]]),
    [
      ["info", "an action was asked for", "allow", 0],
      ["warn", "an action was asked for", "deny", 1],
      ["warn", "an action was asked for", "deny", 2],
    ],
  );
  for (const { fields } of lines) assert.ok(String(fields["reason"]).length < 400);
  assert.match(String(lines[2]?.fields["reason"]), /^policy-not-a-proposal: /);
});

test("whoever asks without end is not listened to, and fills no log", async (t) => {
  const { lines, propose } = await world(t);
  for (let count = 0; count < 1_000; count += 1) await propose("junk");
  const answers = [await propose(message), await propose(message)];
  for (const { decision, reason } of answers) assert.match(`${decision} ${reason}`, /^deny policy-too-many: expected at most 1000/);
  assert.equal(lines.length, 1_001);
});
