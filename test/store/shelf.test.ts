import assert from "node:assert/strict";
import { test } from "node:test";
import { USUAL_RETENTION } from "../../src/core/retention.ts";
import { createStore } from "../../src/store/open.ts";
import { memoryDatabase, memoryStore } from "../support/store.ts";
import { AT, LATER } from "./samples.ts";

const PLACE = { automation: "ci", grant: "github" };
const DAYS_29 = "2026-12-19T09:00:00.000Z";
const DAYS_58 = "2027-01-17T09:00:00.000Z";
const DAYS_89 = "2027-02-17T09:00:00.000Z";

test("what a connector keeps is seen by the same grant of the same automation only, and by the next start", async (context) => {
  const database = memoryDatabase(context);
  const { shelf } = createStore(database, "test");
  await shelf.keep(PLACE, "green", "1 2", AT);
  await shelf.keep(PLACE, "green", "1 2 3", LATER);
  assert.equal(await createStore(database, "test").shelf.find(PLACE, "green", LATER), "1 2 3");
  const others = [
    { ...PLACE, automation: "day" },
    { ...PLACE, grant: "github-2" },
  ].map((place) => shelf.find(place, "green", LATER));
  assert.deepEqual(await Promise.all([...others, shelf.find(PLACE, "other", LATER)]), [undefined, undefined, undefined]);
});

test("more than a million characters are refused, and what was there stays", async (context) => {
  const { shelf } = memoryStore(context);
  await shelf.keep(PLACE, "green", "x".repeat(1_000_000), AT);
  await assert.rejects(shelf.keep(PLACE, "green", "x".repeat(1_000_001), AT), {
    name: "RangeError",
    message: "expected green to be of at most 1000000 characters, got 1000001",
  });
  assert.equal((await shelf.find(PLACE, "green", AT))?.length, 1_000_000);
});

test("what nobody has asked for in a month is removed, and what somebody has is not", async (context) => {
  const { shelf, privacy, definitions } = memoryStore(context);
  await definitions.keepInForce([{ id: "ci", hash: "v1:ci" }], AT);
  await shelf.keep(PLACE, "green", "1", AT);
  await shelf.keep(PLACE, "asked for", "2", AT);
  assert.equal(await shelf.find(PLACE, "asked for", DAYS_29), "2");
  await privacy.prune(DAYS_58, () => USUAL_RETENTION);
  assert.deepEqual([await shelf.find(PLACE, "green", DAYS_58), await shelf.find(PLACE, "asked for", DAYS_58)], [undefined, "2"]);
  await privacy.prune(DAYS_89, () => USUAL_RETENTION);
  assert.equal(await shelf.find(PLACE, "asked for", DAYS_89), undefined);
});

test("what belongs to an automation that is in force no more is removed", async (context) => {
  const { shelf, privacy, definitions } = memoryStore(context);
  await definitions.keepInForce([{ id: "ci", hash: "v1:ci" }], AT);
  await shelf.keep(PLACE, "green", "1", AT);
  await shelf.keep({ ...PLACE, automation: "gone" }, "green", "1", AT);
  await privacy.prune(LATER, () => USUAL_RETENTION);
  assert.equal(await shelf.find(PLACE, "green", LATER), "1");
  assert.equal(await shelf.find({ ...PLACE, automation: "gone" }, "green", LATER), undefined);
});

test("it goes with its source, and with whoever its names name", async (context) => {
  const { shelf, privacy } = memoryStore(context);
  const places = [PLACE, { ...PLACE, grant: "github-2" }, { ...PLACE, grant: "git" }];
  for (const place of places) await shelf.keep(place, "green of Ana Ruiz", "1", AT);
  for (const place of places) await shelf.keep(place, "green", "1", AT);
  await privacy.forget({ kind: "person", names: ["Ana Ruiz"] }, LATER);
  assert.deepEqual(await Promise.all(places.map((place) => shelf.find(place, "green of Ana Ruiz", LATER))), [
    undefined,
    undefined,
    undefined,
  ]);
  await privacy.forget({ kind: "source", connectors: ["github"] }, LATER);
  assert.deepEqual(await Promise.all(places.map((place) => shelf.find(place, "green", LATER))), [undefined, undefined, "1"]);
});

test("a full disk refuses it as it does everything else", async (context) => {
  const database = memoryDatabase(context);
  const { shelf } = createStore(database, "test");
  database.pragma(`max_page_count = ${Number(database.pragma("page_count", { simple: true }))}`);
  await assert.rejects(shelf.keep(PLACE, "green", "x".repeat(100_000), AT), { code: "disk-full" });
});
