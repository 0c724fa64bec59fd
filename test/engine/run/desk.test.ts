import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Item } from "../../../src/core/item.ts";
import { deskApart } from "../../../src/engine/run/desk-apart.ts";
import { deskHere } from "../../../src/engine/run/desk-here.ts";
import type { Desk, Shelves } from "../../../src/engine/run/desk.ts";
import type { Spread } from "../../../src/engine/run/spread.ts";
import { nextTurn } from "../../../src/lib/next-turn.ts";
import { letter } from "../../analysis/mail-day.ts";
import { calendarOf, healthOf, people, taskOf } from "../../support/items.ts";
import { memoryStore } from "../../support/store.ts";

const NOW = "2026-11-19T08:00:00.000Z";
const INPUT = { ledger: [], calendar: calendarOf(), people, thresholds: {}, reader: "me", known: { eyes: "", found: [] } };
const NEVER = new AbortController().signal;

const ITEMS = Array.from({ length: 450 }, (_, index) => taskOf(`Task ${index}`, { due: "2026-11-17", owner: "sam" }));

async function spreadOf(shelves: Shelves, items: readonly Item[] = ITEMS): Promise<Spread> {
  await shelves.items.put(items);
  const hashes = items.map((item) => item.contentHash);
  return { items: hashes, news: hashes, changes: [], answers: [{ health: healthOf("files", NOW), lost: [] }], asOf: NOW, timezone: "UTC" };
}

function apart(test: TestContext, spread: Spread, shelves: Shelves): Desk {
  const desk = deskApart(spread, shelves);
  test.after(() => desk.close());
  return desk;
}

test("a thread concludes the same as is concluded here, and so does one that is told what was concluded before", async (t) => {
  const shelves = memoryStore(t);
  const spread = await spreadOf(shelves);
  const [here, there, later] = [deskHere(spread, shelves), apart(t, spread, shelves), apart(t, spread, shelves)];
  const expected = await here.analyse(INPUT, NEVER);
  assert.match(expected.concluded, /Task 449/);
  assert.deepEqual(await there.analyse(INPUT, NEVER), expected);
  later.recall(await shelves.documents.putJson("analyse", expected.concluded));
  const line = await here.summarise({ connector: "files" }, NEVER);
  assert.notEqual(line.length, 0);
  assert.deepEqual(await there.summarise({ connector: "files" }, NEVER), line);
  assert.deepEqual(await later.summarise({ connector: "files" }, NEVER), line);
});

test("a question that was given up leaves no answer behind for the next", async (t) => {
  const shelves = memoryStore(t);
  const spread = await spreadOf(shelves);
  const desk = apart(t, spread, shelves);
  const { concluded } = await desk.analyse(INPUT, NEVER);
  desk.recall(await shelves.documents.putJson("analyse", concluded));
  const line = await desk.summarise({ connector: "files" }, NEVER);
  const stop = new AbortController();
  const givenUp = desk.analyse(INPUT, stop.signal);
  await nextTurn();
  stop.abort(new Error("too late"));
  await assert.rejects(givenUp, /too late/);
  assert.deepEqual(await desk.summarise({ connector: "files" }, NEVER), line);
});

test("questions asked side by side get their own answers", async (t) => {
  const shelves = memoryStore(t);
  const desk = apart(t, await spreadOf(shelves), shelves);
  await desk.analyse(INPUT, NEVER);
  const [files, mail] = await Promise.all([desk.summarise({ connector: "files" }, NEVER), desk.summarise({ connector: "mail" }, NEVER)]);
  assert.notEqual(files.length, 0);
  assert.deepEqual(mail, []);
});

test("an item that is not there is an error", async (t) => {
  const shelves = memoryStore(t);
  const spread = { ...(await spreadOf(shelves)), items: ["v1:none"] };
  await assert.rejects(apart(t, spread, shelves).analyse(INPUT, NEVER), { code: "item-missing" });
});

test("what was read in a letter is known to the next run, and does not change what is concluded", async (t) => {
  const shelves = memoryStore(t);
  const spread = await spreadOf(shelves, [
    letter("Budget", "2026-11-18T09:00:00.000Z", { body: "Could you send me the numbers by Friday?" }),
  ]);
  const first = await deskHere(spread, shelves).analyse(INPUT, NEVER);
  assert.equal(first.read.found.length, 1);
  const second = await deskHere(spread, shelves).analyse({ ...INPUT, known: first.read }, NEVER);
  assert.deepEqual(second, { ...first, read: { ...first.read, found: [] } });
});

test("what people were asked is told of and cited like what was read, by a desk that is told what was concluded too", async (t) => {
  const shelves = memoryStore(t);
  const fields = { plan: "Spring", key: "T-1", dependsOn: [], owner: "dana", status: "in_progress" };
  const task = taskOf("Write the docs", fields, "2026-11-09T09:00:00.000Z");
  const spread = await spreadOf(shelves, [task]);
  const options = { roster: ["dana"], requester: "me", cadenceDays: 2, hours: { start: "08:00", end: "16:30" }, days: [4] };
  const dana = {
    key: "dana",
    name: "Dana Reyes",
    timezone: "UTC",
    absences: [],
    busy: [],
    hasStopped: false,
    snoozedUntil: null,
    isReachable: true,
  };
  const chase = {
    automation: "launch",
    options,
    people: [dana],
    asks: [],
    others: [],
    sent: [],
    closed: null,
    earlier: [],
    leaving: [],
    held: [],
  };
  const { concluded } = await deskHere(spread, shelves).analyse({ ...INPUT, chase }, NEVER);
  const desk = apart(t, spread, shelves);
  desk.recall(await shelves.documents.putJson("analyse", concluded));
  const automation = { id: "launch", name: "Launch", timezone: "UTC", report: "launch_status" as const };
  const composing = {
    automation,
    run: "manual:launch:1",
    calendar: INPUT.calendar,
    people,
    bullets: [],
    aliases: { asks: "A", files: "T" },
  };
  const draft = await desk.compose(composing, NEVER);
  assert.deepEqual(
    draft.citations.map(({ alias }) => alias),
    ["A1", "T1"],
  );
  assert.match(JSON.stringify(draft.sections), /To be asked/);
  const { violations } = await desk.verify({ draft, evidence: { people, calendar: INPUT.calendar, mostWords: 400 } }, NEVER);
  assert.deepEqual(violations, []);
});
