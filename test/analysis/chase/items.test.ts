import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { chaseItemsIn } from "../../../src/analysis/chase/items.ts";
import type { ChaseItem } from "../../../src/analysis/chase/types.ts";
import type { FieldValue, Item } from "../../../src/core/item.ts";
import { peopleWith } from "../../support/simulator/cast.ts";
import { sceneOf } from "../../support/simulator/scene.ts";
import { itemOf } from "../../support/items.ts";

const thursday = sceneOf("2026-11-19", "Europe/Berlin");
const EDITED = thursday.workdayAt("10:00", -6);

function task(key: string, title: string, fields: Record<string, FieldValue> = {}): Item {
  const plan = { plan: "Spring", key, dependsOn: [], statusAt: EDITED, owner: "Lee Park", status: "in_progress" };
  return thursday.task(title, { ...plan, ...fields }, EDITED);
}

function launch(date: string): Item {
  const fields = { plan: "Spring", date, cadence: null };
  return itemOf({ id: "files:plan#launch", source: "files", kind: "launch", title: "Spring", fields });
}

function chased(items: readonly Item[]): ChaseItem[] {
  return chaseItemsIn(items, peopleWith(), thursday.calendar, thursday.now);
}

/** Who is to say how the first task stands, and why. */
function actorOf(...items: readonly Item[]): [string | null | undefined, string | undefined, boolean | undefined] {
  const [first] = chased(items);
  return [first?.actor, first?.because, first?.isReady];
}

const docs = task("T-12", "Write the docs");

describe("who is to say how a task stands", () => {
  test("is its owner, or nobody where nobody is known", () => {
    assert.deepEqual(actorOf(docs), ["lee", "owns it", true]);
    assert.deepEqual(actorOf(task("T-12", "Write the docs", { owner: "The agency" })), [null, "owns it", true]);
    assert.equal(chased([task("T-12", "Write the docs", { owner: "The agency" })])[0]?.stranger, "The agency");
    assert.equal(chased([task("T-12", "Write the docs", { owner: null })])[0]?.stranger, undefined);
  });

  test("is the owner of the task that it waits for, at the end of the chain", () => {
    const blocked = task("T-12", "Write the docs", { status: "blocked", blockedBy: "t-3" });
    const api = task("T-3", "Finish the API", { owner: "Jonas Brandt", status: "todo", dependsOn: ["Pick a name"] });
    const name = task("T-1", "Pick a name", { owner: "Asha Gurung" });
    assert.deepEqual(actorOf(blocked, api, name), ["asha", "owns T-1, which it waits for", false]);
    assert.deepEqual(actorOf(blocked, task("T-3", "Finish the API", { status: "done" })), ["lee", "owns it", true]);
  });

  test("is its owner where only another plan has what it names", () => {
    const blocked = task("T-12", "Write the docs", { status: "blocked", blockedBy: "T-3" });
    const other = task("T-3", "Finish the API", { owner: "Jonas Brandt", plan: "Autumn" });
    assert.deepEqual(actorOf(blocked, other), ["lee", "owns it", true]);
  });

  test("is its owner where it has begun in spite of what comes before, or where tasks wait for each other", () => {
    const name = task("T-1", "Pick a name", { owner: "Asha Gurung", dependsOn: ["T-12"], status: "todo" });
    assert.deepEqual(actorOf(task("T-12", "Write the docs", { dependsOn: ["T-1"] }), name), ["lee", "owns it", true]);
    assert.deepEqual(actorOf(task("T-12", "Write the docs", { dependsOn: ["T-1"], status: "todo" }), name), ["lee", "owns it", true]);
  });

  test("is the person that it says it waits for", () => {
    const blocked = task("T-12", "Write the docs", { status: "blocked", blockedBy: "Jonas" });
    assert.deepEqual(actorOf(blocked), ["jonas", "holds it up", true]);
    assert.deepEqual(actorOf(task("T-12", "Write the docs", { status: "blocked", blockedBy: "legal" })), ["lee", "owns it", true]);
  });

  test("is whoever is asked to review, not the author", () => {
    const since = thursday.workdayAt("12:00", -4);
    const pull = thursday.pull("T-12: a page for each call", { number: 815, by: "lee", openedAt: since, asked: { jonas: since } });
    assert.deepEqual(actorOf(docs, pull), ["jonas", "reviews #815", true]);
    const draft = thursday.pull("T-12: a page", { number: 815, by: "lee", openedAt: since, draft: true, asked: { jonas: since } });
    assert.deepEqual(actorOf(docs, draft), ["lee", "owns it", true]);
    const other = thursday.pull("T-123: a page", { number: 815, by: "lee", openedAt: since, asked: { jonas: since } });
    assert.deepEqual(actorOf(docs, other), ["lee", "owns it", true]);
  });
});

test("a question is about a task, a review that it waits for, or what holds others up", () => {
  const about = (...items: readonly Item[]) => chased(items).map((item) => item.about);
  const since = thursday.workdayAt("12:00", -4);
  const pull = thursday.pull("T-12: a page for each call", { number: 815, by: "lee", openedAt: since, asked: { jonas: since } });
  assert.deepEqual(about(docs), [["tasks"]]);
  assert.deepEqual(about(docs, pull), [["reviews"]]);
  assert.deepEqual(about(task("T-12", "Write the docs", { status: "blocked", blockedBy: "Jonas" })), [["blockers"]]);
  const waits = task("T-9", "Announce it", { status: "blocked", blockedBy: "T-3" });
  const api = task("T-3", "Finish the API", { status: "todo", dependsOn: ["T-12"] });
  const cheer = task("T-1", "Cheer", { status: "todo", dependsOn: ["T-9"] });
  const all = about(waits, api, docs, pull, cheer);
  assert.deepEqual(all.slice(1), [["reviews", "blockers"], ["reviews", "blockers"], ["reviews"]]);
});

describe("what is known without asking", () => {
  const merged = {
    number: 815,
    state: "merged",
    mergedAt: thursday.workdayAt("12:00", -2),
    openedAt: thursday.workdayAt("12:00", -4),
  } as const;
  const known = (...items: readonly Item[]): unknown[] | undefined => chased(items)[0]?.known.map(({ value }) => value);

  test("is what was merged for it since it was last told of", () => {
    assert.deepEqual(known(docs, thursday.pull("T-12: a page for each call", merged)), [815, merged.mergedAt]);
    assert.deepEqual(known(docs, thursday.pull("A page", { ...merged, head: "lee/t-12-docs" })), [815, merged.mergedAt]);
    assert.deepEqual(
      known(task("T-12", "Write the docs", { statusAt: thursday.workdayAt("12:00", -1) }), thursday.pull("T-12: a page", merged)),
      [],
    );
  });

  test("is not what is only spoken of, or is followed by more", () => {
    assert.deepEqual(known(docs, thursday.pull("A page", { ...merged, body: "Comes before T-12." })), []);
    assert.deepEqual(known(docs, thursday.pull("T-12: a page", merged), thursday.pull("T-12: another page", { number: 816 })), []);
  });
});

describe("when a task last moved", () => {
  const at = thursday.workdayAt("11:00", -1);
  const movedAt = (...items: readonly Item[]): string | null | undefined => chased([docs, ...items])[0]?.movedAt;

  test("is when it was edited or told of, a pull request or commit named it, or its owner wrote of it", () => {
    assert.equal(movedAt(), EDITED);
    assert.equal(chased([task("T-12", "Write the docs", { statusAt: at })])[0]?.movedAt, at);
    assert.equal(movedAt(thursday.pull("Something else", { body: "For T-12.", openedAt: at })), at);
    assert.equal(movedAt(itemOf({ id: "git:1", source: "git", kind: "commit", title: "T-12: first words", ts: at })), at);
    assert.equal(movedAt(thursday.chat("Tomorrow I write the docs", at, { by: "lee" })), at);
  });

  test("is not when others spoke of it, or of another one", () => {
    assert.equal(movedAt(thursday.chat("Is anybody going to write the docs?", at, { by: "jonas" })), EDITED);
    assert.equal(movedAt(thursday.chat("T-120 is done", at, { by: "lee" })), EDITED);
    assert.equal(movedAt(itemOf({ id: "git:1", source: "git", kind: "commit", title: "Tidy up", ts: at })), EDITED);
    const build = chased([
      task("Build", "Build it"),
      itemOf({ id: "git:1", source: "git", kind: "commit", title: "Mend the build", ts: at }),
    ]);
    assert.equal(build[0]?.movedAt, EDITED);
  });
});

test("closed tasks are listed as such, and open ones with their launch and the room that it leaves", () => {
  const items = chased([
    launch("2026-12-01"),
    task("T-12", "Write the docs", { due: "2026-11-24" }),
    task("T-3", "Finish the API", { status: "done" }),
    task("T-12", "Write the docs", { due: "2026-11-24" }),
  ]);
  assert.deepEqual(
    items.map(({ key, isOpen, due, launchDate, slack }) => [key, isOpen, due, launchDate, slack]),
    [
      ["T-12", true, "2026-11-24", "2026-12-01", 4],
      ["T-3", false, null, null, null],
    ],
  );
});

test("a thousand tasks that wait for each other, in one chain or in a circle, are judged in less than 600 ms", () => {
  const count = 1_000;
  const plan = (after: (at: number) => string[]): Item[] =>
    Array.from({ length: count }, (_, at) => task(`T-${at}`, `Part ${at} of it`, { status: "todo", dependsOn: after(at) }));
  const [chain, circle] = [plan((at) => (at === 0 ? [] : [`T-${at - 1}`])), plan((at) => [`T-${(at + 1) % count}`])];
  // In a circle none of them is first, so that each is its own.
  for (const { items, ready } of [
    { items: chain, ready: 1 },
    { items: circle, ready: count },
  ]) {
    const before = process.cpuUsage();
    const found = chased([launch("2026-12-01"), ...items]);
    const { user, system } = process.cpuUsage(before);
    assert.equal(found.filter(({ isReady }) => isReady).length, ready);
    assert.ok(user + system < 600_000, `expected less than 600 ms, got ${(user + system) / 1000}`);
  }
});
