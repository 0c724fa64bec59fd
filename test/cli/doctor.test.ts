import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { test, type TestContext } from "node:test";
import { run } from "../../src/cli/commands/doctor.ts";
import { checkAnswers } from "../../src/cli/doctor/answers.ts";
import { checkLag } from "../../src/cli/doctor/daemon.ts";
import { checkDisk, checkNode, judgeSpace } from "../../src/cli/doctor/machine.ts";
import { sizeInWords } from "../../src/cli/doctor/size.ts";
import type { Session } from "../../src/cli/session.ts";
import { socketPath } from "../../src/cli/socket.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { openStore } from "../../src/store/open.ts";
import { automationWith } from "../support/automation.ts";
import { chief, makeFolder } from "../support/chief.ts";
import { withBubblewrap } from "../support/search-path.ts";
import { outboxEntry, runEnd, runInput } from "../store/samples.ts";

const day = "---\nname: My day\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - console\n---\n\nGo through @Files.\n";
const FILES = { "config/chief.yaml": "timezone: Europe/Berlin\n", "automations/day.md": day };

interface Doctored {
  code: number;
  text: string;
}

async function doctor(directory: string, { json = false, env = {} }: { json?: boolean; env?: Session["env"] } = {}): Promise<Doctored> {
  let text = "";
  const print = (line: string): void => void (text += `${line}\n`);
  const fixed = { color: false, width: 80, tableWidth: Infinity, watched: false, call: (words: string) => `chief ${words}` };
  const code = await run({
    ...fixed,
    surroundings: process,
    absolute: (path) => resolve(directory, path),
    directory,
    env,
    json,
    print,
    printSurely: async (line) => print(line),
    say: print,
    progress: () => {},
  });
  return { code, text };
}

async function withStore(folder: string, use: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "1" });
  await use(store);
  await store.close();
}

test("where nothing has run yet, nothing is made, and the way to begin is told", async (t) => {
  const folder = makeFolder(t, FILES);
  const { code, text } = await doctor(folder);
  assert.equal(code, 0, text);
  assert.match(text, /^warning +Database +none yet: nothing has run here\. Start Chief once/m);
  assert.match(text, /^ok +Configuration +1 automation, no mistakes$/m);
  assert.equal(existsSync(join(folder, "data")), false);
});

test("a sound workspace in which Chief does not run gets one warning, and each look one line", async (t) => {
  await withBubblewrap(t, "exit 0");
  const folder = makeFolder(t, FILES);
  await withStore(folder, async () => {});
  const { code, text } = await doctor(folder);
  assert.equal(code, 0, text);
  assert.match(text, /^warning +Daemon +not running/m);
  assert.match(text, /^ok +Database +sound; \d+ kB/m);
  assert.match(text, /0 problems, 1 warning\.\n$/);
});

test("where programs can't be confined, the reason is told, what becomes of them, and the way out", async (t) => {
  await withBubblewrap(t, "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1");
  const refused = await doctor(makeFolder(t, FILES));
  assert.match(
    refused.text,
    /^warning +Confinement +bubblewrap is installed, but not allowed to work: .*uid map.*MCP servers are refused\. .*AppArmor/m,
  );
  const yaml = `${FILES["config/chief.yaml"]}confinement: { mcp: unconfined }\n`;
  const allowed = await doctor(makeFolder(t, { ...FILES, "config/chief.yaml": yaml }));
  assert.match(allowed.text, /^warning +Confinement .*MCP servers run unconfined, as config\/chief\.yaml says/m);
  assert.deepEqual([refused.code, allowed.code], [0, 0]);
});

test("where they can, that is told in one line", async (t) => {
  await withBubblewrap(t, "exit 0");
  assert.match((await doctor(makeFolder(t, FILES))).text, /^ok +Confinement +git and other programs see only what they are granted/m);
});

test("with --json it is one object with every check", async (t) => {
  const { text } = await doctor(makeFolder(t, FILES), { json: true });
  const answer: unknown = JSON.parse(text);
  assert.partialDeepStrictEqual(answer, { schema: 1, healthy: true, checks: [{ name: "Node", state: "ok" }] });
});

test("what failed, was missed, waits for a person or was paused is told with the way out", async (t) => {
  const folder = makeFolder(t, FILES);
  await withStore(folder, async (store) => {
    const now = new Date().toISOString();
    await store.runs.insert("a", { ...runInput("day"), dryRun: false }, now);
    await store.runs.claim("a", now);
    await store.runs.finish(
      "a",
      runEnd({ status: "failed", outbox: [{ ...outboxEntry("m", "a"), state: "held", expiresAt: "2099-01-01T00:00:00.000Z" }] }),
      now,
    );
    await store.runs.insert("b", runInput("day"), now);
    const missed = {
      automation: "day",
      kind: "schedule",
      nominalAt: now,
      actualAt: now,
      state: "missed",
      reason: "",
      caughtUp: false,
    } as const;
    await store.occurrences.record([{ occurrence: { id: "sched:day:1", count: 3, ...missed } }], [], now);
    await store.definitions.setPaused("day", true, now, "5 runs in a row failed");
  });
  const { code, text } = await doctor(folder);
  assert.equal(code, 0, text);
  assert.match(text, /^warning +Last 7 days +1 failed run and 3 missed times\./m);
  assert.match(text, /^warning +Runs +1 run not at an end yet\. The next `chief start`/m);
  assert.match(text, /^warning +Messages +1 message waiting for a person\./m);
  assert.match(text, /^warning +Paused +day \(5 runs in a row failed\)\. .*chief resume/m);
});

test("mistakes, a damaged database and a clock that is behind are problems, and end with 1", async (t) => {
  const folder = makeFolder(t, { ...FILES, "automations/bad.md": "---\nname: Bad\nraeds:\n  - files\n---\nText\n" });
  await withStore(folder, (store) => store.runs.insert("a", runInput(), "2099-01-01T00:00:00.000Z").then(() => {}));
  const first = await doctor(folder);
  assert.equal(first.code, 1);
  assert.match(first.text, /^problem +Configuration +1 automation, 1 mistake\. `chief validate`/m);
  assert.match(first.text, /^problem +Clock +it is before 2099-01-01/m);
  writeFileSync(join(folder, "data/chief.db"), "no database ".repeat(1_000));
  assert.match((await doctor(folder)).text, /^problem +Database +expected .* to be a database of Chief/m);
});

test("a configuration that can't be read is told, and nothing is guessed", async (t) => {
  const { code, text } = await doctor(makeFolder(t, { ...FILES, "config/chief.yaml": "timezone: Europe/Berlinn\n" }));
  assert.equal(code, 1);
  assert.match(text, /^problem +Configuration +.*chief\.yaml:1:11/m);
  assert.match(text, /1 problem, 0 warnings\.\n$/);
});

test("a data directory that is in use is a daemon where somebody answers, and a problem where nobody does", async (t) => {
  const folder = makeFolder(t, FILES);
  const data = join(folder, "data");
  const store = await openStore({ directory: data, codeVersion: "1" });
  t.after(() => store.close());
  const silent = await doctor(folder);
  assert.equal(silent.code, 1);
  assert.match(silent.text, /^problem +Daemon +the data directory is in use, but nobody answers\./m);
  await answer(t, socketPath(data), 200, '{"checks":[],"absent":[]}');
  const { code, text } = await doctor(folder);
  assert.equal(code, 0, text);
  assert.match(text, /^ok +Daemon +running and ready$/m);
  assert.match(text, /^ok +Schedule +nothing is due$/m);
});

test("a daemon that is not ready says why, and runs that take longer than they may are named", async (t) => {
  const folder = makeFolder(t, FILES);
  const data = join(folder, "data");
  const store = await openStore({ directory: data, codeVersion: "1" });
  t.after(() => store.close());
  await answer(t, socketPath(data), 503, '{"ready":false,"reason":"starting or stopping"}');
  await store.runs.insert("stuck", runInput("day"), "2026-01-01T00:00:00.000Z");
  await store.runs.claim("stuck", "2026-01-01T00:00:00.000Z");
  const { text } = await doctor(folder);
  assert.match(text, /^problem +Daemon +running, but not ready: starting or stopping\./m);
  assert.match(text, /^problem +Runs +1 run longer than it may: stuck\./m);
});

test("a secret that can't be read is a problem that names it and no more", async (t) => {
  // oxlint-disable-next-line no-template-curly-in-string -- as people write it
  const chief = "timezone: Europe/Berlin\nhooks:\n  deploys: { secret: '${env:DEPLOYS}' }\n";
  const folder = makeFolder(t, { ...FILES, "config/chief.yaml": chief });
  const secret = "0123456789abcdef-secret";
  assert.match((await doctor(folder, { env: { DEPLOYS: secret } })).text, /^ok +Secrets +1 secret can be read$/m);
  const weak = await doctor(folder, { env: { DEPLOYS: "short" } });
  assert.match(weak.text, /^problem +Secrets +hook deploys: /m);
  assert.doesNotMatch(weak.text, /short /);
});

test("a first name in tasks means the only person who has it; one that several have, or nobody, is told", async (t) => {
  const people = "nl: { name: Nora Lindqvist }\nlc: { name: Lee Chen }\nlm: { name: Lee Marsh }\n";
  const tasks = "- [ ] Paint @nora due: 2026-03-02\n- [ ] Sand @lee due: 2026-03-02\n- [ ] Oil @zed due: 2026-03-02\n";
  const folder = makeFolder(t, { ...FILES, "config/people.yaml": people, "tasks/house.md": tasks });
  const { stdout, stderr } = await chief(folder, "run", "day", "--as-of", "2026-03-06T09:00:00Z");
  assert.match(stdout, /Paint was due.*\(Nora\s+Lindqvist\)/s);
  assert.doesNotMatch(stderr, /a line was replaced/);
  const { code, text } = await doctor(folder);
  assert.equal(code, 0);
  assert.match(
    text,
    /^warning +People +tasks name lee, who may be Lee Chen or Lee Marsh and zed, who is not in people\.yaml\. Write them into/m,
  );
});

test("a data directory that can't be written is a problem", async (t) => {
  const folder = makeFolder(t, { ...FILES, data: "a file where the folder should be" });
  const [writable] = await checkDisk({ dataDirectory: join(folder, "data") });
  assert.deepEqual([writable?.state, writable?.says], ["problem", `${join(folder, "data")} can't be written`]);
});

test("a disk that is nearly full is a warning, a full one a problem", () => {
  assert.deepEqual(
    [0, 49_999_999, 50_000_000, 500_000_000].map((free) => judgeSpace(free).state),
    ["problem", "problem", "warning", "ok"],
  );
});

test("an old Node and a schedule that lags are problems; a minute is none", () => {
  assert.deepEqual([checkNode("20.19.1").state, checkNode("24.0.0").state], ["problem", "ok"]);
  const now = Date.parse("2026-11-20T09:10:30.000Z");
  assert.match(checkLag("2026-11-20T09:00:00.000Z", now).says, /10 minutes ago/);
  assert.deepEqual([checkLag("2026-11-20T09:10:00.000Z", now).state, checkLag("2026-11-20T09:00:00.000Z", now).state], ["ok", "problem"]);
});

test("sizes are told in the largest unit", () => {
  assert.deepEqual([0, 999, 1_500, 12_000_000, 3_420_000_000].map(sizeInWords), ["0 bytes", "999 bytes", "2 kB", "12 MB", "3.4 GB"]);
});

async function answer(t: TestContext, socket: string, status: number, body = ""): Promise<void> {
  const server = createServer((_request, response) => response.writeHead(status).end(body)).listen(socket);
  await once(server, "listening");
  t.after(() => (server.closeAllConnections(), server.close()));
}

test("doctor says where people are asked and nothing hears their answers", () => {
  const smtp = { kind: "smtp", host: "localhost", port: 25, security: "none", from: "chief@example.com" } as const;
  const slack = { kind: "slack", token: "x", api: "https://slack.com/api/" } as const;
  const asking = { audience: [], carries: "questions" } as const;
  const writes = [
    { ...asking, name: "slack", delivery: "slack", options: { to: "roster" } },
    { ...asking, name: "email", delivery: "email", options: { to: "roster", connection: "post" } },
    { name: "slack-2", delivery: "slack", options: { to: "me" }, audience: [] },
  ];
  const told = (connections: Parameters<typeof checkAnswers>[1]["connections"]) =>
    checkAnswers([automationWith({ name: "Launch", writes })], { connections }).map(({ name, state, says }) => `${name} ${state}: ${says}`);
  assert.deepEqual(told({ team: slack, post: smtp, other: smtp }), [
    "Answers to Launch warning: people are asked in Slack through team, and what they answer is not heard there",
    "Answers to Launch warning: people are asked by mail through post, and what they answer is not heard there",
  ]);
  const replies = { host: "localhost", port: 143, security: "none", user: "chief", password: "x" } as const;
  assert.deepEqual(told({ team: { ...slack, appToken: "y" }, post: { ...smtp, replies } }), []);
  assert.deepEqual(told({}), []);
});
