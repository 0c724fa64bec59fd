import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Sqlite from "better-sqlite3";
import { hashOfRow, prepareHead, type AuditRow } from "../../src/store/audit/audit.ts";
import { createVerify } from "../../src/store/audit/verify.ts";
import { databasePath, type Database } from "../../src/store/database/database.ts";
import { openStore } from "../../src/store/open.ts";
import { numbersFrom } from "../support/automation.ts";
import { memoryStore, temporaryDirectory } from "../support/store.ts";
import { turnsDuring } from "../support/turns.ts";
import { AT } from "./samples.ts";

const ENTRIES = 60;
/** Before any start, which tells the machine's own time. */
const LONG_AGO = "2000-01-01T00:00:00.000Z";
const FAR_AHEAD = "2099-01-01T00:00:00.000Z";
const ROUNDS = 600;
const SEED = 20_261_120;
const COLUMNS = ["sequence", "at", "kind", "automation", "run", "subject", "detail", "previous", "hash"] as const;

/** Changes a record from entry `at` on, in a way of its own; the entry at which that has to show at the latest. */
type Tamper = (database: Database, at: number, random: (most: number) => number) => number;

const TAMPERS: Readonly<Record<string, Tamper>> = {
  ...Object.fromEntries(COLUMNS.map((column) => [`a changed ${column}`, changing(column)])),
  deletion(database, at) {
    database.prepare("delete from audit where sequence = ?").run(at);
    return at;
  },
  "deletion and closing up"(database, at) {
    database.prepare("delete from audit where sequence = ?").run(at);
    for (let sequence = at + 1; sequence <= ENTRIES; sequence += 1) {
      database.prepare("update audit set sequence = ? where sequence = ?").run(sequence - 1, sequence);
    }
    return at;
  },
  insertion(database, at) {
    for (let sequence = ENTRIES; sequence >= at; sequence -= 1) {
      database.prepare("update audit set sequence = ? where sequence = ?").run(sequence + 1, sequence);
    }
    insert(database, { ...rowAt(database, at + 1), sequence: at });
    return at + 1;
  },
  "an entry before the first"(database) {
    insert(database, { ...rowAt(database, 1), sequence: 0 });
    return 1;
  },
  "an entry behind the last"(database) {
    insert(database, { ...rowAt(database, ENTRIES), sequence: ENTRIES + 1 });
    return ENTRIES + 1;
  },
  reordering(database, at, random) {
    const other = 1 + ((at - 1 + 1 + random(ENTRIES - 1)) % ENTRIES);
    const swap = database.prepare("update audit set sequence = ? where sequence = ?");
    swap.run(0, at);
    swap.run(at, other);
    swap.run(other, 0);
    return Math.min(at, other);
  },
  "a cut at the end"(database, at) {
    database.prepare("delete from audit where sequence >= ?").run(at);
    return at;
  },
  "a record written anew from an entry on"(database, at) {
    database.prepare("update audit set at = '2020-01-01T00:00:00.000Z' where sequence = ?").run(at);
    for (let sequence = at; sequence <= ENTRIES; sequence += 1) {
      const row = { ...rowAt(database, sequence), previous: sequence === 1 ? "" : hashAt(database, sequence - 1) };
      database.prepare("update audit set previous = ?, hash = ? where sequence = ?").run(row.previous, hashOfRow(row), sequence);
    }
    return ENTRIES;
  },
};

function changing(column: (typeof COLUMNS)[number]): Tamper {
  return (database, at, random) => {
    const value = column === "sequence" ? -at : `${random(1_000_000)}`;
    database.prepare(`update audit set ${column} = ? where sequence = ?`).run(value, at);
    return column === "sequence" ? 1 : at;
  };
}

function rowAt(database: Database, sequence: number): AuditRow {
  const row = database
    .prepare<[number], AuditRow>("select sequence, at, kind, automation, run, subject, detail, previous from audit where sequence = ?")
    .get(sequence);
  assert.ok(row);
  return row;
}

function hashAt(database: Database, sequence: number): string {
  return hashOfRow(rowAt(database, sequence));
}

function insert(database: Database, row: AuditRow): void {
  database
    .prepare("insert into audit values (@sequence, @at, @kind, @automation, @run, @subject, @detail, @previous, @hash)")
    .run({ ...row, hash: hashOfRow(row) });
}

/** A copy of a record of real changes, without what keeps it from being changed. */
async function openCopy(directory: string): Promise<Database> {
  const store = await openStore({ directory, codeVersion: "1" });
  for (let count = 1; count < ENTRIES; count += 1) await store.definitions.setPaused("a", count % 2 === 1, LONG_AGO);
  await store.close();
  const copy = join(directory, "copy.db");
  copyFileSync(databasePath(directory), copy);
  const database = new Sqlite(copy);
  database.exec("drop trigger audit_grows_at_its_end; drop trigger audit_is_not_changed; drop trigger audit_is_not_deleted");
  return database;
}

test("every change, deletion, insertion, reordering and cut of the record shows, at the entry where it was made", async (t) => {
  const database = await openCopy(temporaryDirectory(t));
  t.after(() => database.close());
  const head = prepareHead(database)();
  const verify = createVerify(database, () => head);
  assert.deepEqual(await verify(), { entries: ENTRIES, since: rowAt(database, 1).at, head, backwards: 1, endIsKnown: true });
  const numbers = numbersFrom(SEED);
  const names = Object.keys(TAMPERS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const name = names[round % names.length] ?? "";
    const at = 1 + Math.floor(numbers(ENTRIES));
    database.exec("begin");
    const latest = TAMPERS[name]?.(database, at, (most) => Math.floor(numbers(most))) ?? 0;
    const { fault } = await verify();
    database.exec("rollback");
    assert.ok(fault && fault.sequence <= latest, `${name} of entry ${at} showed at ${fault?.sequence} instead of ${latest}`);
  }
  assert.equal((await verify()).fault, undefined);
});

test("without the head that was noted, only a cut at the end and a record written anew do not show", async (t) => {
  const database = await openCopy(temporaryDirectory(t));
  t.after(() => database.close());
  const verify = createVerify(database, () => undefined);
  const unseen: string[] = [];
  for (const [name, tamper] of Object.entries(TAMPERS)) {
    database.exec("begin");
    tamper(database, 30, () => 7);
    if (!(await verify()).fault) unseen.push(name);
    database.exec("rollback");
  }
  assert.deepEqual(unseen, ["a cut at the end", "a record written anew from an entry on"]);
});

test("a look from a day on leaves out what is before it, and holds the first entry against the one before", async (t) => {
  const database = await openCopy(temporaryDirectory(t));
  t.after(() => database.close());
  const verify = createVerify(database, () => undefined);
  database.exec(`update audit set detail = '{}' where sequence = 5`);
  database.exec(`update audit set at = '${FAR_AHEAD}' where sequence > 40`);
  assert.deepEqual((await verify()).fault, { sequence: 5, why: "hash_differs" });
  assert.deepEqual((await verify(FAR_AHEAD)).fault, { sequence: 41, why: "hash_differs" });
  assert.partialDeepStrictEqual(await verify("2100-01-01T00:00:00.000Z"), { entries: 0 });
});

test("a record of many entries is looked at in pieces", async (t) => {
  const store = memoryStore(t);
  await store.definitions.keepInForce(
    Array.from({ length: 2_500 }, (_, index) => ({ id: `a${index}`, hash: "v1:1" })),
    AT,
  );
  const { result, turns } = await turnsDuring(() => store.audit.verify());
  assert.equal(result.entries, 2_501);
  assert.ok(turns >= 2, `the loop had ${turns} turns`);
});
