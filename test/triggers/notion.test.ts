import assert from "node:assert/strict";
import { after, test, type TestContext } from "node:test";
import { createStore } from "../../src/store/open.ts";
import { notionSource } from "../../src/triggers/notion.ts";
import { TASKS, page, startWorld, task, taskSource } from "../connectors/notion/world.ts";
import { createFakeClock } from "../support/clock.ts";
import { memoryDatabase } from "../support/store.ts";
import { looked, lookOut, type LookingOut } from "./event-source-world.ts";

const LOOK_MS = 120_000;
const world = await startWorld();
const { notion } = world;
after(() => world.close());

/** What is told of one change, by the real connector: at the next look, at the one after it, and after a restart. */
async function hear(t: TestContext, options: unknown, change: () => unknown, grant: object = { dataSource: TASKS }): Promise<string[][]> {
  const clock = createFakeClock("2026-11-20T08:00:00.000Z");
  const database = memoryDatabase(t);
  const reads = [{ name: "notion", connector: "notion", options: { ...grant, max: 500 } }];
  const begin = async (): Promise<LookingOut> => {
    const looking = await lookOut(notionSource, options, {
      store: createStore(database, "test"),
      clock,
      connector: world.connector,
      reads,
    });
    t.after(() => looking.stop());
    await looked({ clock });
    return looking;
  };
  const first = await begin();
  assert.deepEqual(first.told, []);
  await change();
  const heard: string[][] = [];
  for (let looks = 0; looks < 2; looks += 1) {
    const known = first.told.length;
    await clock.advance(LOOK_MS);
    await looked({ clock });
    heard.push(first.told.slice(known).map(({ title, fields }) => [String(fields["event"]), title].join(" ")));
  }
  await first.stop();
  const second = await begin();
  await clock.advance(LOOK_MS);
  await looked({ clock });
  return [...heard, second.told.map(({ title }) => title)];
}

const AT = "2026-11-20T08:01:00.000Z";

test("a row that is made, edited or of another status is one event each, told once", async (t) => {
  notion.sources = [taskSource()];
  notion.pages = [task(1, { status: "Idea" }), task(2, { status: "Idea" })];
  const told = await hear(t, { event: "any" }, () => {
    notion.pages[0] = task(1, { status: "Doing" }, { last_edited_time: AT });
    notion.pages.push(task(3, {}, { created_time: AT, last_edited_time: AT }), task(4, {}, { last_edited_time: AT }));
  });
  // The fourth was made long ago, and only came into view.
  assert.deepEqual([told[0]?.toSorted(), told[1], told[2]], [["created Task 3", "edited Task 1", "status_changed Task 1"], [], []]);
});

test("only what is meant is told, by columns too", async (t) => {
  notion.pages = [task(1, { status: "Idea", select: "High" }), task(2, { status: "Idea", select: "Low" })];
  const change = (): void => {
    notion.pages = [
      task(1, { status: "Doing", select: "High" }, { last_edited_time: AT }),
      task(2, { status: "Doing", select: "Low" }, { last_edited_time: AT }),
    ];
  };
  const told = await hear(t, { event: "status_changed", where: { select: "high" } }, change);
  assert.deepEqual(told, [["status_changed Task 1"], [], []]);
});

test("a page of its own that is edited is one event", async (t) => {
  notion.pages = [page(1, "Plan")];
  const told = await hear(t, { event: "edited" }, () => (notion.pages = [page(1, "Plan", { last_edited_time: AT })]), {});
  assert.deepEqual(told, [["edited Plan"], [], []]);
});

test("triggers that wait for other columns are of another topic, and are said in words", () => {
  const options = { event: "created", where: { Team: "Payments", Urgent: true } } as const;
  assert.notEqual(notionSource.topic(options, "a"), notionSource.topic({ event: "created", where: { Team: "Search" } }, "a"));
  assert.equal(notionSource.describe(options), "when a page or row is new in Notion, where Team is Payments and Urgent is yes");
});
