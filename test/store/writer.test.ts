import assert from "node:assert/strict";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { test, type TestContext } from "node:test";
import Sqlite from "better-sqlite3";
import { openDatabase, stopWaiting, type Database } from "../../src/store/database/database.ts";
import { createWriter } from "../../src/store/database/writer.ts";
import { memoryDatabase, temporaryDirectory } from "../support/store.ts";

function withTable(database: Database): Database {
  return database.exec("create table t (n integer primary key) strict");
}

function insertInto(database: Database): (n: number) => void {
  const insert = database.prepare("insert into t (n) values (?)");
  return (n) => insert.run(n);
}

function numbersIn(database: Database): unknown[] {
  return database.prepare("select n from t order by rowid").pluck().all();
}

/** A database on disk and a second connection to it, as another process has one. */
function twoConnections(t: TestContext): [Database, Database] {
  const path = join(temporaryDirectory(t), "chief.db");
  const ours = withTable(openDatabase(path));
  stopWaiting(ours);
  const other = new Sqlite(path, { timeout: 0 });
  t.after(() => {
    ours.close();
    other.close();
  });
  return [ours, other];
}

/** A database that notes each commit. */
function countingCommits(t: TestContext): { database: Database; commits: () => number } {
  let commits = 0;
  const database = new Sqlite(":memory:", { verbose: (statement) => (commits += Number(statement === "commit")) });
  t.after(() => database.close());
  return { database: withTable(database), commits: () => commits };
}

test("changes asked for at the same time share one commit", async (t) => {
  const { database, commits } = countingCommits(t);
  const insert = insertInto(database);
  const { write } = createWriter(database);

  await Promise.all([1, 2, 3].map((n) => write(() => insert(n))));

  assert.equal(commits(), 1);
  assert.deepEqual(numbersIn(database), [1, 2, 3]);
});

test("a change that fails costs the others a few commits, not one each, and none later on", async (t) => {
  const { database, commits } = countingCommits(t);
  const insert = insertInto(database);
  const { write } = createWriter(database);
  const many = (from: number) => Promise.allSettled(Array.from({ length: 512 }, (_, n) => write(() => insert(from + n))));

  await write(() => insert(100));
  await many(0);
  assert.ok(commits() < 25, `expected few commits, got ${commits()}`);
  const before = commits();
  await many(1_000);
  assert.equal(commits() - before, 1);
  assert.equal(numbersIn(database).length, 1_024);
});

test("a change that only fails at the commit is rejected, and the others of its group are kept", async (t) => {
  const database = withTable(memoryDatabase(t));
  database.exec("create table child (n integer references t (n) deferrable initially deferred) strict");
  const insert = insertInto(database);
  const orphan = database.prepare("insert into child (n) values (?)");
  const { write } = createWriter(database);
  const results = await Promise.allSettled([write(() => insert(1)), write(() => orphan.run(99)), write(() => insert(2))]);
  assert.deepEqual(
    results.map((result) => result.status),
    ["fulfilled", "rejected", "fulfilled"],
  );
  assert.deepEqual(numbersIn(database), [1, 2]);
});

test("a change resolves with its result, only once others can see it", async (t) => {
  const [ours, other] = twoConnections(t);
  const insert = insertInto(ours);
  const { write } = createWriter(ours);

  const result = await write(() => {
    insert(7);
    return "done";
  });

  assert.equal(result, "done");
  assert.deepEqual(numbersIn(other), [7]);
});

test("only the change that fails is rejected, wherever it stands in its group, and nothing overtakes", async (t) => {
  for (const guilty of [0, 5, 12]) {
    const database = withTable(memoryDatabase(t));
    const { write } = createWriter(database);
    const insert = database.prepare("insert into t (n) values (?)");
    const order: number[] = [];

    const results = await Promise.allSettled(
      Array.from({ length: 13 }, (_, n) =>
        write(() => {
          insert.run(n);
          if (n === guilty) throw new RangeError(`not ${n}`);
          return n;
        }).finally(() => order.push(n)),
      ),
    );

    assert.deepEqual(
      results.flatMap((result, n) => (result.status === "rejected" ? [n] : [])),
      [guilty],
    );
    assert.deepEqual(
      numbersIn(database),
      [...Array.from({ length: 13 }).keys()].filter((n) => n !== guilty),
    );
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  }
});

test("where every change fails, every caller hears its own error", async (t) => {
  const { write } = createWriter(memoryDatabase(t));
  const results = await Promise.allSettled(
    Array.from({ length: 9 }, (_, n) =>
      write(() => {
        throw new RangeError(`no ${n}`);
      }),
    ),
  );
  assert.deepEqual(
    results.map((result) => result.status === "rejected" && String(result.reason)),
    Array.from({ length: 9 }, (_, n) => `RangeError: no ${n}`),
  );
});

test("a lock that another connection holds is waited for without holding up the event loop", async (t) => {
  const [ours, other] = twoConnections(t);
  const insert = insertInto(ours);
  const { write } = createWriter(ours);
  other.exec("begin immediate");
  let written = 0;
  const all = Promise.all([1, 2, 3].map((n) => write(() => insert(n)).then(() => (written += 1))));

  for (let turns = 0; turns < 50; turns += 1) await turn();
  assert.equal(written, 0);
  other.exec("commit");
  await all;

  assert.deepEqual(numbersIn(other), [1, 2, 3]);
});

test("in a hurry, a lock that another connection holds is waited for no longer, and what waits is refused", async (t) => {
  const [ours, other] = twoConnections(t);
  const insert = insertInto(ours);
  const { write, hurry } = createWriter(ours);
  other.exec("begin immediate");
  const refused = assert.rejects(
    write(() => insert(1)),
    { code: "data-busy" },
  );
  for (let turns = 0; turns < 50; turns += 1) await turn();
  hurry(0);
  await refused;
  other.exec("commit");
  await write(() => insert(2));
  assert.deepEqual(numbersIn(other), [2]);
});

test("a full disk is said to be full, and writing goes on once there is room", async (t) => {
  const database = memoryDatabase(t).exec("create table big (text text) strict");
  const { write } = createWriter(database);
  const insert = database.prepare("insert into big (text) values (?)");
  const pages = Number(database.pragma("page_count", { simple: true }));
  database.pragma(`max_page_count = ${pages + 2}`);

  const large = write(() => insert.run("x".repeat(100_000)));
  const small = write(() => insert.run("x"));
  await assert.rejects(large, { name: "TransientError", code: "disk-full" });
  await small;
  database.pragma("max_page_count = 100000");
  await write(() => insert.run("x".repeat(100_000)));

  assert.equal(database.prepare("select count(*) from big").pluck().get(), 2);
});

test("drained resolves after everything that was asked for before it", async (t) => {
  const database = withTable(memoryDatabase(t));
  const insert = insertInto(database);
  const writer = createWriter(database);
  for (let n = 0; n < 1_200; n += 1) void writer.write(() => insert(n));
  await writer.drained();
  assert.equal(numbersIn(database).length, 1_200);
});

test("a change written ahead resolves at its commit, and a flush is asked for only by what is written after it", async (t) => {
  const [ours, other] = twoConnections(t);
  const insert = insertInto(ours);
  const flushed = Promise.withResolvers<void>();
  const flushes: unknown[][] = [];
  const flush = (): Promise<void> => {
    flushes.push(numbersIn(other));
    return flushed.promise;
  };
  const { write, writeAhead, drained } = createWriter(ours, { flush, committed: () => {} });

  await writeAhead(() => insert(1));
  assert.deepEqual([numbersIn(other), flushes], [[1], []]);
  await drained();

  const state = { isKept: false };
  const kept = write(() => insert(3)).then(() => (state.isKept = true));
  await writeAhead(() => insert(2));
  assert.deepEqual([numbersIn(other), flushes, state.isKept], [[1, 2, 3], [[1, 2, 3]], false]);
  flushed.resolve();
  await kept;
});

test("a change written ahead that fails is rejected, and the others of its group are kept", async (t) => {
  const database = withTable(memoryDatabase(t));
  const insert = insertInto(database);
  const { write, writeAhead } = createWriter(database);
  const results = await Promise.allSettled([writeAhead(() => insert(1)), write(() => insert(2)), writeAhead(() => insert(1))]);
  assert.deepEqual(
    results.map((result) => result.status),
    ["fulfilled", "fulfilled", "rejected"],
  );
  assert.deepEqual(numbersIn(database), [1, 2]);
});
