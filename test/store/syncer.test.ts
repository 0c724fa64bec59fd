import assert from "node:assert/strict";
import { test } from "node:test";
import { createSyncer } from "../../src/store/database/syncer.ts";
import { createWriter } from "../../src/store/database/writer.ts";
import { memoryDatabase } from "../support/store.ts";

/** A disk whose flushes end when the test says so. */
function slowDisk() {
  const flushes: PromiseWithResolvers<void>[] = [];
  const flush = (): Promise<void> => {
    const flushing = Promise.withResolvers<void>();
    flushes.push(flushing);
    return flushing.promise;
  };
  return { flushes, flush };
}

function caller(told: string[], name: string) {
  return { answer: () => void told.push(name), reject: () => void told.push(`${name} refused`) };
}

test("nobody is answered before a flush that began after the commit has ended", async () => {
  const { flushes, flush } = slowDisk();
  const told: string[] = [];
  const syncer = createSyncer(flush);
  syncer.committed([caller(told, "first")]);
  syncer.committed([caller(told, "second"), caller(told, "third")]);
  assert.deepEqual([told, flushes.length], [[], 1]);
  flushes[0]?.resolve();
  await flushes[0]?.promise.then(() => undefined);
  assert.deepEqual([told, flushes.length], [["first"], 2]);
  flushes[1]?.resolve();
  await syncer.settled();
  assert.deepEqual(told, ["first", "second", "third"]);
});

test("after a flush that failed everyone is refused", async () => {
  const { flushes, flush } = slowDisk();
  const told: string[] = [];
  const syncer = createSyncer(flush);
  syncer.committed([caller(told, "first")]);
  flushes[0]?.reject(new Error("no disk"));
  await syncer.settled();
  syncer.committed([caller(told, "second")]);
  await syncer.settled();
  assert.deepEqual([told, flushes.length], [["first refused", "second refused"], 1]);
});

test("a change is not confirmed while the disk has not taken it, and refused as trouble with the disk where it does not", async (t) => {
  const { flushes, flush } = slowDisk();
  const database = memoryDatabase(t);
  const writer = createWriter(database, { flush, committed: () => {} });
  const told: string[] = [];
  const write = writer.write(() => 1).then(() => told.push("kept"));
  while (flushes.length === 0) await new Promise(setImmediate);
  assert.deepEqual(told, []);
  flushes[0]?.resolve();
  await write;
  const failing = writer.write(() => 2);
  while (flushes.length === 1) await new Promise(setImmediate);
  flushes[1]?.reject(Object.assign(new Error("i/o error"), { code: "EIO", syscall: "fdatasync" }));
  await assert.rejects(failing, { code: "disk-trouble" });
  assert.equal(writer.refusals(), 1);
});
