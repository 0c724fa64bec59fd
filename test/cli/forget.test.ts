import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test, type TestContext } from "node:test";
import Sqlite from "better-sqlite3";
import type { Item } from "../../src/core/item.ts";
import { hashOfBytes, sealItem } from "../../src/lib/hash.ts";
import { createMentions } from "../../src/lib/mentions.ts";
import { createRedactor } from "../../src/lib/redact.ts";
import { codeVersion } from "../../src/shipped.ts";
import { databasePath } from "../../src/store/database/database.ts";
import { openStore } from "../../src/store/open.ts";
import { until } from "../support/clock.ts";
import { chief, makeFolder, startDaemon, writeFiles } from "../support/chief.ts";

const example = join(import.meta.dirname, "../../examples/workspace");
const NAMES = ["Priya Shah", "priya@example.com", "U0PRIYA777", "Shah-Consulting Group"];
const named = createRedactor(NAMES);
const mentions = createMentions(["@priya", ...NAMES]);

/** Some days are lived once, and each test gets a copy of them. */
const lived = makeFolder({ after });
before(() => liveSomeDays(lived));

function copyOfSomeDays(t: TestContext): string {
  const folder = makeFolder(t);
  cpSync(lived, folder, { recursive: true });
  return folder;
}

/** The example workspace, whose Priya has a Slack account too, with runs, messages of every kind, an answer, log lines and a copy of earlier data. */
async function liveSomeDays(folder: string): Promise<void> {
  cpSync(example, folder, { recursive: true });
  const people = readFileSync(join(example, "config/people.yaml"), "utf8");
  const more = "emails: [priya@example.com]\n  aliases: [Shah-Consulting Group]\n  accounts: { slack: U0PRIYA777 }";
  writeFiles(folder, {
    "config/people.yaml": people.replace("emails: [priya@example.com]", more),
    "notes/visit.md": "Priya\nShah of Shah-Consulting Group comes on Monday. Bring cake for everybody.\n",
    "tasks/priya.md":
      "# Visit\n\n- [ ] Call Priya Shah (priya@example.com) @me due: 2026-03-02\n- [ ] Water the plants @priya due: 2026-03-03\n",
    "automations/out.md": `---
name: Out
reads: [ics, mail: { example: true }, files: { paths: [tasks, notes] }]
writes: [console, file: { path: out/briefing.md }]
---

Tell me all.
`,
    "automations/asks.md": `---
name: Asks
reads: [files: { paths: [tasks] }]
writes: [console]
approval: { when: always, approvers: [priya] }
---

Tell me all.
`,
  });
  for (const words of [
    ["run", "morning-briefing"],
    ["run", "out"],
    ["run", "asks"],
    ["run", "commitments"],
    ["run", "out"],
  ]) {
    const { stdout, stderr, code } = await chief(folder, ...words);
    assert.ok(code === 0 || code === 6 || code === 5, stdout + stderr);
  }
  const directory = join(folder, "data");
  const store = await openStore({ directory, codeVersion });
  const [message] = await store.outbox.list({ limit: 1 });
  const at = new Date().toISOString();
  await store.replies.keep({ id: "slack:1", message: message?.key ?? "", person: "priya", at, text: "I will" });
  await store.replies.keep({ id: "slack:2", message: message?.key ?? "", person: "ana", at, text: "Ask Priya Shah" });
  await store.logs.append([{ at, run: message?.run ?? "", level: "warn", message: "mail of priya@example.com could not be read" }]);
  await store.cursors.save("slack:known", { users: { U0PRIYA777: "Priya Shah" } });
  await store.connections.keepEnded("acme", { at, fingerprint: "f", error: { code: "x", message: "no such user: U0PRIYA777" } });
  await store.close();
  writeFiles(folder, { "data/previews/out-mail.html": "<p>Call Priya Shah</p>" });
  const database = new Sqlite(databasePath(directory));
  database.prepare("vacuum into ?").run(`${databasePath(directory)}.v7`);
  database.close();
}

function assertForgotten(folder: string): void {
  for (const name of readdirSync(join(folder, "data"), { recursive: true, encoding: "utf8" })) {
    if (statSync(join(folder, "data", name)).isDirectory() || name.endsWith(".sock") || name === "daemon.lock") continue;
    const bytes = readFileSync(join(folder, "data", name));
    for (const text of [bytes.toString("utf8"), bytes.toString("latin1")]) {
      assert.ok(
        !named.find(text) && !mentions.find(text) && !mentions.find(text.replaceAll("\\n", " ")),
        `data/${name} names somebody who was forgotten`,
      );
      assert.doesNotMatch(text, /[":]priya[":]/, `data/${name} has the key of somebody who was forgotten`);
    }
  }
}

function rowsOf(folder: string, table: "items" | "documents"): { hash: string; json: string }[] {
  const database = new Sqlite(databasePath(join(folder, "data")), { readonly: true });
  try {
    return database.prepare<[], { hash: string; json: string }>(`select hash, json from ${table}`).all();
  } finally {
    database.close();
  }
}

function withoutHash({ contentHash: _hash, ...item }: Item): Omit<Item, "contentHash"> {
  return item;
}

async function assertWorks(folder: string): Promise<void> {
  const { runs } = JSON.parse((await chief(folder, "runs", "--json")).stdout) as { runs: { id: string }[] };
  assert.equal(runs.length, 5);
  const calls = [["messages"], ["logs"], ["feedback"], ["occurrences"], ["list"], ["doctor"], ...runs.map(({ id }) => ["show", id])];
  for (const words of calls) {
    const { code, stdout, stderr } = await chief(folder, ...words);
    if (words[0] === "doctor") assert.doesNotMatch(stdout, /\(forgotten\)/);
    else assert.equal(code, 0, `${words.join(" ")}: ${stderr}`);
  }
}

test("Somebody who is forgotten is found in no byte of the data, history stays readable, and the next runs go on", async (t) => {
  const folder = copyOfSomeDays(t);
  assert.throws(() => assertForgotten(folder));
  const { code, stdout, stderr } = await chief(folder, "forget", "Priya Shah", "--yes");
  assert.equal(code, 0, stderr);
  assertForgotten(folder);
  assert.match(stdout, /1 message that had not been sent will not be/);
  assert.match(stdout, /1 copy of earlier data deleted: chief\.db\.v7/);
  assert.match(stdout, /^1 preview deleted\.$/m);
  assert.match(stdout, /messages? that told of it went out before/);
  assert.match(stderr, /This looks for @priya, Priya Shah, .* Priya and priya by itself counts as them/);
  assert.match(stdout, /Left as it is, since it was written for you: .*out\/briefing\.md/);
  assert.match(stderr, /config\/people\.yaml too/);
  await assertWorks(folder);
  const told = await chief(folder, "show", "out");
  assert.match(`${told.stdout}${told.stderr}`, /Call \(forgotten\)/);
  const store = await openStore({ directory: join(folder, "data"), codeVersion });
  const [message] = await store.outbox.list({ limit: 1 });
  assert.deepEqual(
    (await store.replies.ofMessage(message?.key ?? "")).map(({ text }) => text),
    ["Ask (forgotten)"],
  );
  for (const { hash, json } of rowsOf(folder, "documents")) assert.equal(hash, hashOfBytes(json));
  for (const { hash, json } of rowsOf(folder, "items")) assert.equal(hash, sealItem(withoutHash(JSON.parse(json) as Item)).contentHash);
  await store.close();
  for (const name of ["out", "morning-briefing", "commitments"]) {
    const next = await chief(folder, "run", name);
    assert.equal(next.code, 0, next.stdout + next.stderr);
    assert.match(next.stdout, /Priya Shah|nothing new|Nothing/i);
  }
});

test("The running Chief forgets as well, and what was taken out at the source does not come back", async (t) => {
  const folder = copyOfSomeDays(t);
  const daemon = startDaemon(t, folder);
  await daemon.says(/Chief is running/);
  writeFiles(folder, {
    "config/people.yaml": readFileSync(join(example, "config/people.yaml"), "utf8").replace(/^priya:[^]*?(?=^lee:)/m, ""),
    "notes/visit.md": "Somebody comes on Monday.\n",
    "tasks/priya.md": "# Visit\n\n- [ ] Water the plants @me due: 2026-03-03\n",
  });
  const forget = () => chief(folder, "forget", "priya@example.com", "--yes", "--json");
  let forgotten = await forget();
  // What a daemon makes up for as it starts has to be over.
  await until(async () => {
    if (forgotten.stderr.includes("forget-busy")) forgotten = await forget();
    return !forgotten.stderr.includes("forget-busy");
  });
  assert.equal(forgotten.code, 0, forgotten.stdout + forgotten.stderr);
  const again = await chief(folder, "run", "asks");
  assert.ok(again.code === 0 || again.code === 6, again.stdout + again.stderr);
  assert.doesNotMatch(again.stdout, /Priya Shah/);
  daemon.kill("SIGTERM");
  assert.equal((await daemon.ended).code, 0);
});

test("A source is forgotten with every run that has read it; the others and what they remember stay", async (t) => {
  const folder = copyOfSomeDays(t);
  const { code, stderr } = await chief(folder, "forget", "mail", "--yes");
  assert.equal(code, 0, stderr);
  const { runs } = JSON.parse((await chief(folder, "runs", "--json")).stdout) as { runs: { automation: string }[] };
  assert.deepEqual([...new Set(runs.map(({ automation }) => automation))], ["asks"]);
  const kept = rowsOf(folder, "items").map(({ json }) => (JSON.parse(json) as Item).source);
  assert.deepEqual([...new Set(kept)].includes("mail"), false);
  assert.equal(kept.includes("files"), true);
  const bytes = readFileSync(databasePath(join(folder, "data")), "latin1");
  const letter = readFileSync(join(example, "mail/inbox", readdirSync(join(example, "mail/inbox"))[0] ?? ""), "utf8");
  const id = /^message-id: <(.+)>/im.exec(letter)?.[1] ?? "";
  assert.ok(id !== "" && !bytes.includes(id), id);
  const next = await chief(folder, "run", "out");
  assert.equal(next.code, 0, next.stderr);
});

test("Nobody is forgotten unasked, nor the owner, nor a word that could be anything", async (t) => {
  const folder = makeFolder(t);
  cpSync(example, folder, { recursive: true });
  for (const [words, said] of [
    [["ana"], /Add --yes/],
    [["me", "--yes"], /got the owner/],
    [["Sam Rivera", "--yes"], /got the owner/],
    [["x", "--yes"], /expected a person or a source/],
  ] as const) {
    const { code, stderr } = await chief(folder, "forget", ...words);
    assert.deepEqual([code, said.test(stderr)], [2, true], stderr);
  }
});

test("Of whom nothing is kept that is told, and nothing changes", async (t) => {
  const folder = makeFolder(t);
  cpSync(example, folder, { recursive: true });
  await chief(folder, "run", "commitments");
  writeFiles(folder, { "data/chief.db.v7": "an earlier copy", "data/previews/day.html": "a preview" });
  const { code, stdout, stderr } = await chief(folder, "forget", "Nobody Here", "--yes");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /This looks for Nobody Here in everything/);
  assert.equal(
    stdout,
    "Nobody called Nobody Here is known: neither config/people.yaml nor anything that is kept names them. Nothing was changed.\n",
  );
  assert.doesNotMatch((await chief(folder, "audit", "--json")).stdout, /person\.forgotten/);
  assert.equal(readFileSync(join(folder, "data/chief.db.v7"), "utf8"), "an earlier copy");
  assert.equal(readFileSync(join(folder, "data/previews/day.html"), "utf8"), "a preview");
});
