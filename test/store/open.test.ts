import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { databasePath, openDatabase } from "../../src/store/database/database.ts";
import { createStore, openReader, openStore } from "../../src/store/open.ts";
import { startVictim } from "../support/kill.ts";
import { memoryDatabase, temporaryDirectory } from "../support/store.ts";
import { AT, RUN_ID, runInput } from "./samples.ts";

const holder = new URL("holder.ts", import.meta.url);

test("the log is whole whenever the power goes, and references are checked", (t) => {
  const database = openDatabase(databasePath(temporaryDirectory(t)));
  t.after(() => database.close());
  assert.equal(database.pragma("journal_mode", { simple: true }), "wal");
  assert.equal(database.pragma("synchronous", { simple: true }), 1);
  assert.equal(database.pragma("foreign_keys", { simple: true }), 1);
});

test("once open, a store never waits for a lock on the event loop", (t) => {
  const database = memoryDatabase(t);
  createStore(database, "1");
  assert.equal(database.pragma("busy_timeout", { simple: true }), 0);
});

test("data are kept in a directory and files for their owner alone", async (t) => {
  const directory = join(temporaryDirectory(t), "data", "deeper");
  const store = await openStore({ directory, codeVersion: "1" });
  t.after(() => store.close());
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  assert.equal(statSync(databasePath(directory)).mode & 0o777, 0o600);
  assert.equal(statSync(`${databasePath(directory)}-wal`).mode & 0o777, 0o600);
});

test("what was written is there after closing and opening again, in the next epoch", async (t) => {
  const directory = temporaryDirectory(t);
  const first = await openStore({ directory, codeVersion: "1" });
  const inserted = first.runs.insert(RUN_ID, runInput(), AT);
  await first.close();
  await inserted;
  const second = await openStore({ directory, codeVersion: "1" });
  t.after(() => second.close());
  assert.equal((await second.runs.find(RUN_ID))?.epoch, 1);
  assert.equal((await second.runs.claim(RUN_ID, AT))?.epoch, 2);
});

test("a directory in use is refused, naming who has it, and is free once that closes", async (t) => {
  const directory = temporaryDirectory(t);
  const first = await openStore({ directory, codeVersion: "1" });
  await assert.rejects(openStore({ directory, codeVersion: "1" }), {
    name: "ConfigError",
    code: "data-locked",
    message: new RegExp(`process number ${process.pid}`),
    hint: new RegExp(`kill ${process.pid}`),
  });
  await first.close();
  assert.equal(existsSync(join(directory, "daemon.pid")), false);
  await (await openStore({ directory, codeVersion: "1" })).close();
});

test("a killed process leaves no lock behind", async (t) => {
  const directory = temporaryDirectory(t);
  let refused: Promise<void> | undefined;
  const victim = startVictim(holder, [directory], () => {
    const refusal = { code: "data-locked", message: new RegExp(`process number ${victim.process.pid}`) };
    refused = assert.rejects(openStore({ directory, codeVersion: "1" }), refusal).finally(() => victim.process.kill("SIGKILL"));
  });
  assert.deepEqual(await victim.lines, ["open"]);
  await refused;
  await (await openStore({ directory, codeVersion: "1" })).close();
});

test("a reader sees what a running Chief commits, and cannot write", async (t) => {
  const directory = temporaryDirectory(t);
  const store = await openStore({ directory, codeVersion: "1" });
  const reader = await openReader(directory);
  t.after(() => Promise.all([store.close(), reader.close()]));
  await store.runs.insert(RUN_ID, runInput(), AT);
  assert.equal((await reader.runs.find(RUN_ID))?.status, "queued");
  await assert.rejects(reader.runs.insert("other", runInput(), AT), /readonly/);
});

test("a reader reads while nothing runs, and says so where nothing has ever run", async (t) => {
  const directory = temporaryDirectory(t);
  await assert.rejects(openReader(directory), { code: "data-missing", hint: /start Chief once/ });
  await (await openStore({ directory, codeVersion: "1" })).close();
  const reader = await openReader(directory);
  t.after(() => reader.close());
  assert.deepEqual(await reader.runs.list({}), []);
});

test("a file that is no database is refused and left as it is, and so is a path through a file", async (t) => {
  const directory = temporaryDirectory(t);
  writeFileSync(databasePath(directory), "Dear diary, ".repeat(500));
  const damaged = { name: "ConfigError", code: "data-damaged", hint: /Move the file away/ };
  await assert.rejects(openStore({ directory, codeVersion: "1" }), damaged);
  await assert.rejects(openReader(directory), damaged);
  assert.equal(statSync(databasePath(directory)).size, 6_000);
  const through = { name: "ConfigError", code: "data-not-writable", hint: /choose another data directory/ };
  await assert.rejects(openStore({ directory: join(databasePath(directory), "data"), codeVersion: "1" }), through);
});

test("a data directory that may only be read is refused with the way out", async (t) => {
  const directory = join(temporaryDirectory(t), "data");
  mkdirSync(directory);
  chmodSync(join(directory, ".."), 0o755);
  chmodSync(directory, 0o555);
  // Access rights do not bind root, so an ordinary user tries.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(process.execPath, [holder.pathname, directory], { stdio: ["ignore", "pipe", "ignore"], env: {}, ...user });
  const output: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => output.push(piece));
  await once(child, "close");
  assert.equal(Buffer.concat(output).toString(), "data-not-writable\n");
});
