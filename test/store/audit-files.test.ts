import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Sqlite from "better-sqlite3";
import { databasePath } from "../../src/store/database/database.ts";
import { openReader, openStore } from "../../src/store/open.ts";
import { temporaryDirectory } from "../support/store.ts";
import { AT, LATER } from "./samples.ts";

test("names are keyed by a key of the data directory, for its owner alone, that outlives the process", async (t) => {
  const [directory, other] = [temporaryDirectory(t), temporaryDirectory(t)];
  const store = await openStore({ directory, codeVersion: "1" });
  const keyed = store.audit.keyed("ann");
  await store.close();
  const again = await openStore({ directory, codeVersion: "1" });
  assert.equal(again.audit.keyed("ann"), keyed);
  await again.close();
  const reader = await openReader(directory);
  assert.equal(reader.audit.keyed("ann"), keyed);
  await reader.close();
  const elsewhere = await openStore({ directory: other, codeVersion: "1" });
  assert.notEqual(elsewhere.audit.keyed("ann"), keyed);
  await elsewhere.close();
  for (const name of ["audit.key", "audit.head"]) assert.equal(statSync(join(directory, name)).mode & 0o777, 0o600, name);
  assert.deepEqual(
    readdirSync(directory).filter((name) => name.endsWith(".unfinished")),
    [],
  );
});

test("the head beside the database is that of the last change that was answered", async (t) => {
  const directory = temporaryDirectory(t);
  const store = await openStore({ directory, codeVersion: "1" });
  await store.definitions.setPaused("morning", true, AT);
  const head = await store.audit.head();
  assert.equal(readFileSync(join(directory, "audit.head"), "utf8").trimEnd(), `${head?.sequence} ${head?.hash}`);
  await store.close();
});

test("entries that are gone at the next start are told of in the record, and it stays broken there", async (t) => {
  const directory = temporaryDirectory(t);
  const store = await openStore({ directory, codeVersion: "1" });
  await store.definitions.setPaused("morning", true, AT);
  await store.definitions.setPaused("morning", false, LATER);
  const head = await store.audit.head();
  await store.close();
  const database = new Sqlite(databasePath(directory));
  database.exec("drop trigger audit_is_not_deleted; delete from audit where sequence > 2");
  database.close();
  const cut = { entries: 2, endIsKnown: true, fault: { sequence: 3, why: "cut" } };
  const reader = await openReader(directory);
  assert.partialDeepStrictEqual(await reader.audit.verify(), cut);
  await reader.close();
  for (const start of [1, 2]) {
    const next = await openStore({ directory, codeVersion: "2" });
    const entries = await next.audit.list({ kinds: ["record.cut"] });
    assert.deepEqual([start, ...entries.map(({ sequence, detail }) => [sequence, detail])], [start, [3, { ...head }]]);
    assert.partialDeepStrictEqual(await next.audit.verify(), cut);
    await next.definitions.setPaused("morning", start === 1, AT);
    await next.close();
  }
});

test("entries that are taken out or put in while Chief runs are told of before the next, once", async (t) => {
  for (const tampering of [
    "delete from audit where sequence = (select max(sequence) from audit)",
    "insert into audit select sequence + 1, at, kind, automation, run, subject, detail, hash, 'v1:new' from audit order by sequence desc limit 1",
  ]) {
    const directory = temporaryDirectory(t);
    const store = await openStore({ directory, codeVersion: "1" });
    await store.definitions.setPaused("morning", true, AT);
    const head = await store.audit.head();
    const database = new Sqlite(databasePath(directory));
    database.exec(`drop trigger audit_is_not_deleted; ${tampering}`);
    database.close();
    for (const paused of [false, true]) await store.definitions.setPaused("morning", paused, LATER);
    const cuts = await store.audit.list({ kinds: ["record.cut"] });
    assert.deepEqual(
      cuts.map(({ detail }) => detail),
      [{ ...head }],
      tampering,
    );
    assert.notEqual((await store.audit.verify()).fault, undefined, tampering);
    await store.close();
  }
});

test("without the head beside the database a look says that the end is not known", async (t) => {
  const directory = temporaryDirectory(t);
  const store = await openStore({ directory, codeVersion: "1" });
  await store.definitions.setPaused("morning", true, AT);
  assert.equal((await store.audit.verify()).endIsKnown, true);
  rmSync(join(directory, "audit.head"));
  assert.partialDeepStrictEqual(await store.audit.verify(), { entries: 2, endIsKnown: false });
  await store.close();
});
