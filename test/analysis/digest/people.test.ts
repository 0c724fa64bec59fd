import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Item } from "../../../src/core/item.ts";
import { itemOf, taskOf } from "../../support/items.ts";
import { composeDay, meetingOf, pageLines, under } from "../report-day.ts";
import { actor, openPull, pullOf } from "./pulls.ts";

/** Monday morning in Berlin. */
const MONDAY = "2026-11-23T08:00:00.000Z";
const me = { name: "Sam Field", email: "sam@example.com" };

function commitOf(sha: string, ts: string): Item {
  const fields = { sha, merge: false, bot: false, repository: "shop", repositoryId: "git:./repository" };
  return itemOf({
    id: `git:./commit/${sha}`,
    source: "git",
    kind: "commit",
    title: `Commit ${sha}`,
    ts,
    actors: [{ ...me, role: "author" }],
    fields,
  });
}

describe("the standup", () => {
  const reviews = ["ben approved 2026-11-20T15:00:00.000Z", "ben commented 2026-11-19T15:00:00.000Z"];
  const items = [
    pullOf(1, { mergedAt: "2026-11-20T10:00:00.000Z", reviews }),
    pullOf(2, { mergedAt: "2026-11-19T10:00:00.000Z" }),
    openPull(3, {}, { ts: "2026-11-22T10:00:00.000Z" }),
    commitOf("1a", "2026-11-20T11:00:00.000Z"),
    commitOf("1b", "2026-11-19T11:00:00.000Z"),
    taskOf("Print the order", { status: "done", owner: "me" }, "2026-11-20T12:00:00.000Z"),
    taskOf("Send the contract", { due: "2026-11-23", owner: "me" }),
    taskOf("Sign the lease", { due: "2026-11-24", owner: "me", status: "blocked" }),
    meetingOf("Demo", "2026-11-20T10:00:00+01:00"),
  ];
  const lines = pageLines(composeDay({ report: "standup", now: MONDAY, items }));

  test("is a draft of what was seen since the last working day began, over a weekend as well", () => {
    assert.equal(
      lines.slice(0, 2).join(" "),
      "Mon 23 Nov: A draft for you to edit: 1 change merged, 1 pull request opened, 1 review given, 1 commit made.",
    );
  });

  test("tells by person what was merged, opened, reviewed and committed, the reader first", () => {
    assert.deepEqual(under(lines, "Since the last working day"), [
      "- Sam Field: 1 commit elsewhere.",
      "- Ann: merged Change 1; opened Change 3.",
      "- Ben: reviewed Change 1.",
      "- Of anybody else no activity was seen, which does not mean that they did nothing.",
    ]);
  });

  test("tells what moved, what comes today and what is blocked", () => {
    assert.deepEqual(under(lines, "Moved"), ["- Print the order: done."]);
    assert.deepEqual(under(lines, "Today"), ["- Send the contract: due today, not started."]);
    assert.deepEqual(under(lines, "Blocked"), ["- Sign the lease: due Tue 24 Nov, blocked."]);
    assert.ok(lines.some((line) => line.startsWith("Met on: Demo")));
  });

  test("never says of anybody that they did nothing", () => {
    const [headline] = pageLines(composeDay({ report: "standup", now: MONDAY, items: [taskOf("Send the contract")] }));
    assert.equal(headline, "Mon 23 Nov: A draft for you to edit: no activity was seen.");
  });
});

test("the standup says of what is late that it is", () => {
  const late = taskOf("Send the contract", { due: "2026-11-19", owner: "me" });
  const lines = pageLines(composeDay({ report: "standup", now: MONDAY, items: [late] }));
  assert.deepEqual(under(lines, "Today"), ["- Send the contract: late since Thu 19 Nov, not started."]);
});

describe("the review radar", () => {
  const asked = { ...me, role: "requested" };
  const old = openPull(
    1,
    { readyAt: "2026-11-17T09:00:00.000Z", additions: 120 },
    { title: "Old", actors: [actor("Ann", "author"), asked] },
  );
  const items = [
    openPull(2, { readyAt: "2026-11-20T09:00:00.000Z", checks: "failed" }, { title: "New", actors: [actor("Ann", "author"), asked] }),
    old,
    openPull(4, { base: "work/1" }, { title: "On top", actors: [{ ...me, role: "author" }, actor("Ben", "requested")] }),
    openPull(5, { draft: true, readyAt: null }, { title: "Draft", actors: [actor("Ann", "author"), asked] }),
    pullOf(6, {}, { title: "Merged", actors: [actor("Ann", "author"), asked] }),
  ];
  const lines = pageLines(composeDay({ report: "review_radar", now: MONDAY, items }));

  test("says first how many reviews wait for the reader, and since when", () => {
    assert.equal(lines[0], "Mon 23 Nov: 2 reviews wait for you, the oldest for 5 days; you wait for 1 review.");
  });

  test("tells the oldest first, with whose it is, its age, its size and what else it waits for", () => {
    assert.deepEqual(under(lines, "Waiting for you"), [
      "1. Old: by Ann, for 5 days, 122 lines, not approved yet.",
      "2. New: by Ann, for 2 days, 12 lines, checks failed.",
    ]);
  });

  test("tells whose reviews the reader waits for, and what holds up what", () => {
    assert.deepEqual(under(lines, "You wait for"), ["- On top: of Ben, for 6 days, 12 lines, not approved yet."]);
    assert.deepEqual(under(lines, "Held up by another"), ["- On top waits for Old."]);
  });

  test("does not take silence for an empty list where no pull requests were read", () => {
    const [headline] = pageLines(composeDay({ report: "review_radar", now: MONDAY, items: [taskOf("Send the contract")] }));
    assert.equal(headline, "Mon 23 Nov: No pull requests were read, so no review is known.");
  });
});
