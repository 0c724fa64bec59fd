import assert from "node:assert/strict";
import { test } from "node:test";
import type { Store } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import { runSource } from "../../src/triggers/run-finished.ts";
import { createFakeClock, settle } from "../support/clock.ts";
import { endOf, INPUT } from "../support/engine-world.ts";
import { memoryStore } from "../support/store.ts";
import { lookOut } from "./event-source-world.ts";

/** A run that ended at an instant. */
async function ended(store: Store, id: string, at: string, changes: Partial<Run["input"]> = {}): Promise<Run> {
  await store.runs.insert(id, { ...INPUT, ...changes }, at);
  await store.runs.claim(id, at);
  await store.runs.finish(id, endOf("all quiet"), at);
  const run = await store.runs.find(id);
  assert.ok(run);
  return run;
}

test("the end of a run is told to those who wait for its automation", async (context) => {
  const store = memoryStore(context);
  const looking = await lookOut(runSource, "sample", { store, clock: createFakeClock() });
  looking.endRun(await ended(store, "one", "2026-11-20T08:00:05.000Z"));
  looking.endRun(await ended(store, "dry", "2026-11-20T08:00:06.000Z", { dryRun: true }));
  looking.endRun(await ended(store, "other", "2026-11-20T08:00:07.000Z", { automation: "other" }));
  await settle();
  assert.deepEqual(looking.told, [
    {
      source: "run/sample",
      id: "one@2026-11-20T08:00:05.000Z",
      topic: "run:sample",
      at: "2026-11-20T08:00:05.000Z",
      title: "A run of sample ended: succeeded, all quiet",
      fields: { automation: "sample", status: "succeeded", content: "nothing", reason: "all quiet", recoveries: 0, run: "one" },
    },
  ]);
});

test("ends that a crash kept from being told are told by the next start, oldest first; older ones never", async (context) => {
  const store = memoryStore(context);
  const clock = createFakeClock();
  await ended(store, "before", "2026-11-20T07:59:59.000Z");
  await (await lookOut(runSource, ["sample"], { store, clock })).stop();
  await ended(store, "first", "2026-11-20T08:00:01.000Z");
  await ended(store, "second", "2026-11-20T08:00:02.000Z");
  await clock.advance(3_600_000);
  const looking = await lookOut(runSource, ["sample"], { store, clock });
  assert.deepEqual(
    looking.told.map(({ fields }) => fields["run"]),
    ["first", "second"],
  );
});

test("an end is told again until it is kept", async (context) => {
  const store = memoryStore(context);
  const clock = createFakeClock();
  let isFull = true;
  const refuse = () => {
    if (isFull) throw new Error("no room");
  };
  const looking = await lookOut(runSource, "sample", { store, clock, refuse });
  looking.endRun(await ended(store, "one", "2026-11-20T08:00:05.000Z"));
  await clock.advance(20_000);
  assert.deepEqual(looking.told, []);
  isFull = false;
  await clock.advance(5_000);
  assert.equal(looking.told.length, 1);
  await looking.stop();
  assert.equal(clock.waiting, 0);
});

test("one id or a list of them is taken, and said in words", () => {
  assert.equal(runSource.describe(runSource.schema.parse(["a", "b"])), "when a run of a and b has ended");
  for (const written of ["", [], 5, { run: "a" }]) assert.equal(runSource.schema.safeParse(written).success, false);
});
