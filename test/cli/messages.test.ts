import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { approveMessage } from "../../src/cli/decide-message.ts";
import { toOptions } from "../../src/cli/options.ts";
import { openStore } from "../../src/store/open.ts";
import { AT, outboxEntry, runEnd, runInput } from "../store/samples.ts";
import { chief, makeFolder, startDaemon } from "../support/chief.ts";
import { personWho, sessionIn } from "../support/terminal.ts";

const day =
  "---\nname: My day\non: { schedule: '0 9 * * *' }\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - file: { path: briefings/day.md }\napproval: always\n---\n\nGo through @Files.\n";
const workspace = {
  "config/chief.yaml": "timezone: UTC\n",
  "automations/day.md": day,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2026-03-02\n",
};
interface Messages {
  messages: { key: string; state: string; decidedBy?: string }[];
}

async function heldKey(folder: string): Promise<string> {
  const { stdout } = await chief(folder, "messages", "--state", "held", "--json");
  return (JSON.parse(stdout) as Messages).messages[0]?.key ?? "";
}

test("A message that must be approved ends the run with 6 and the way on, and goes out once after a yes", async (t) => {
  const folder = makeFolder(t, workspace);
  const held = await chief(folder, "run", "day");
  assert.equal(held.code, 6, held.stderr);
  const [, key = ""] = /chief approve ([0-9a-f]{8})/.exec(held.stderr) ?? [];
  assert.ok((await heldKey(folder)).includes(key));
  const file = join(folder, "briefings/day.md");
  assert.ok(!existsSync(file));
  const unanswered = await chief(folder, "approve", key);
  assert.deepEqual([unanswered.code, existsSync(file), /--seen/.test(unanswered.stderr)], [2, false, true], unanswered.stderr);
  const approved = await chief(folder, "approve", key, "--yes");
  assert.deepEqual([approved.code, existsSync(file)], [0, true], approved.stderr);
  assert.match(approved.stdout, /Sent to file briefings\/day\.md: approved by me/);
  const again = await chief(folder, "approve", key, "--yes");
  assert.deepEqual([again.code, /message-not-held/.test(again.stderr)], [2, true]);
  assert.match((await chief(folder, "show", "day")).stdout, /Delivery +delivered/);
});

test("A running Chief takes a no with its reason, and the message is never sent", async (t) => {
  const folder = makeFolder(t, workspace);
  const daemon = startDaemon(t, folder);
  await daemon.says(/Next \(UTC\):/);
  assert.equal((await chief(folder, "run", "day")).code, 6);
  const unnamed = await chief(folder, "approve", "", "--yes");
  assert.deepEqual([unnamed.code, /Error: expected .*\(usage\)/s.test(unnamed.stderr)], [2, true], unnamed.stderr);
  const denied = await chief(folder, "deny", await heldKey(folder), "--why", "not today");
  assert.deepEqual([denied.code, /denied by me: not today/.test(denied.stdout)], [0, true], denied.stderr);
  assert.ok(!existsSync(join(folder, "briefings/day.md")));
  assert.match((await chief(folder, "runs")).stdout, /succeeded +something +refused/);
  assert.match((await chief(folder, "show", "day")).stdout, /denied by me: not today/);
});

test("A key that begins several held messages, or none, is refused and decides nothing", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "list");
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "test" });
  await store.runs.insert("manual:day:1", runInput("day"), AT);
  await store.runs.claim("manual:day:1", AT);
  const held = ["v1:abc1", "v1:abc2"].map((key) => ({
    ...outboxEntry(key, "manual:day:1"),
    state: "held" as const,
    expiresAt: "2099-01-01T00:00:00.000Z",
  }));
  await store.runs.finish("manual:day:1", runEnd({ outbox: held }), AT);
  await store.close();
  for (const [prefix, code] of [
    ["abc", "message-ambiguous"],
    ["f00", "message-unknown"],
    ["", "message-unknown"],
  ] as const) {
    const { code: exit, stderr } = await chief(folder, "approve", prefix, "--yes");
    assert.deepEqual([prefix, exit, stderr.includes(`(${code})`)], [prefix, 2, true], stderr);
  }
  const { messages } = JSON.parse((await chief(folder, "messages", "--json")).stdout) as Messages;
  assert.deepEqual(
    messages.map(({ state }) => state),
    ["held", "held"],
  );
  assert.equal((await chief(folder, "messages", "--state", "hled")).code, 2);
});

test("A held message is shown whole with its content, and a yes is taken for that content and no other", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day");
  const listed = await chief(folder, "messages");
  assert.match(listed.stdout, /held .*waits for a yes or no of you until .*asks for a person's word/);
  const key = (await heldKey(folder)).slice(3, 11);
  const shown = await chief(folder, "messages", key);
  assert.match(shown.stdout, /Send the contract/);
  const [, content = ""] = /content (v1:[0-9a-f]{64})/.exec(shown.stderr) ?? [];
  const other = await chief(
    folder,
    "approve",
    key,
    "--seen",
    content.replace(/.$/, (end) => (end === "0" ? "1" : "0")),
  );
  assert.deepEqual([other.code, /message-changed/.test(other.stderr)], [6, true], other.stderr);
  const json = await chief(folder, "messages", key, "--json");
  assert.partialDeepStrictEqual(JSON.parse(json.stdout), { schema: 1, content, message: { state: "held" } });
  const approved = await chief(folder, "approve", key, "--seen", content, "--json");
  assert.partialDeepStrictEqual(JSON.parse(approved.stdout), { message: { state: "sent", decidedBy: "me" } });
});

test("At a terminal the whole message is shown first, and only a yes lets it go", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day");
  const key = await heldKey(folder);
  for (const [typed, exists] of [
    ["n\n", false],
    ["\n", false],
    ["y\n", true],
  ] as const) {
    const person = personWho([[/Send this\?/, typed]]);
    const session = sessionIn(folder, person.say);
    assert.equal(await approveMessage(session, [key], toOptions({}), person.prompter), 0);
    assert.match(person.seen(), /Send the contract[^]*Send this\?/);
    assert.equal(existsSync(join(folder, "briefings/day.md")), exists);
    person.prompter.close();
  }
});

test("Whoever is not asked decides nothing, and hears who may", async (t) => {
  // Whoever is asked sees all that the message rests on, which the owner has accepted.
  const flows = "flows: [{ from: files, to: file }]";
  const others = day.replace("approval: always", `approval: { when: always, approvers: [ana] }\n${flows}`);
  const people = "ana: { name: Ana Kovacs, emails: [ana@example.com] }\n";
  const folder = makeFolder(t, { ...workspace, "automations/day.md": others, "config/people.yaml": people });
  assert.equal((await chief(folder, "accept", "day", "--yes")).code, 0);
  assert.equal((await chief(folder, "run", "day")).code, 6);
  const { code, stderr } = await chief(folder, "approve", await heldKey(folder), "--yes");
  assert.deepEqual([code, /expected the word of ana, got that of me.*message-not-yours/s.test(stderr)], [6, true], stderr);
  assert.ok(!existsSync(join(folder, "briefings/day.md")));
});
