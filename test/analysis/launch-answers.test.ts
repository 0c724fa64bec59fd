import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { asksAsItems } from "../../src/analysis/chase/evidence.ts";
import { negativeSlack } from "../../src/analysis/rules/launch/slack.ts";
import { slippedPath } from "../../src/analysis/rules/launch/slipped.ts";
import { blockedCritical, staleStatus } from "../../src/analysis/rules/launch/tasks.ts";
import { thresholdsOf, type Rule } from "../../src/analysis/rule.ts";
import type { Ask, Told } from "../../src/core/ask.ts";
import type { Change, Item } from "../../src/core/item.ts";
import { calendarOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { PEOPLE } from "./chase/letters.ts";
import { answered, LAUNCH, NOW, task } from "./status-day.ts";

const docs = task("T-12", "Docs", { due: "2026-11-24" });
const ABOUT = { key: "T-12", title: "Docs", item: docs.id };

/** What a rule says of the docs once their owner has told of them. */
function found(
  rule: Rule,
  told: Partial<Told>,
  { item = docs, changes = {}, moves = [] }: { item?: Item; changes?: Partial<Ask>; moves?: readonly Change[] } = {},
): string[] {
  const asks = asksAsItems([answered(ABOUT, told, "as it was written", changes)], PEOPLE);
  const seen = { items: [LAUNCH, item], gone: [], changes: moves, now: NOW, calendar: calendarOf(), people: PEOPLE, asks };
  return rule.find({ ...seen, thresholds: thresholdsOf(rule) }).map(({ title, why }) => `${textOf(title)}: ${textOf(why)}`);
}

describe("what a person says of a task on the critical path", () => {
  test("puts its day off where it is later than the plan's", () => {
    const slip = [
      "Docs slipped on the way to Spring release: put off by 1 business day to 2026-11-25, as Ana Pereira says, on the critical path of Spring release on 2026-12-01",
    ];
    assert.deepEqual(found(slippedPath, { status: "on_track", eta: "2026-11-25" }), slip);
    assert.deepEqual(found(slippedPath, { status: "on_track", eta: "2026-11-24" }), []);
    assert.deepEqual(found(slippedPath, { status: "on_track", eta: "2026-11-20" }), []);
  });

  test("moves the end of the plan", () => {
    assert.match(
      found(negativeSlack, { status: "on_track", eta: "2026-12-03" })[0] ?? "",
      /^Spring release can't be ready on 2026-12-01: its critical path ends 2 business days later: Docs$/,
    );
    assert.deepEqual(found(negativeSlack, { status: "on_track", eta: "2026-12-01" }), []);
  });

  test("ends what it holds up, whether or not the plan says so", () => {
    const late = { item: task("T-12", "Docs", { due: "2026-12-03" }) };
    assert.equal(found(negativeSlack, { status: "on_track" }, late).length, 1);
    for (const status of ["done", "dropped"] as const) assert.deepEqual(found(negativeSlack, { status }, late), []);
    assert.equal(found(negativeSlack, { status: "done", sure: false }, late).length, 1);
  });

  test("warns of it where no day is named", () => {
    assert.deepEqual(found(slippedPath, { status: "at_risk" }), [
      "Docs may slip on the way to Spring release: at risk, as Ana Pereira says, on the critical path of Spring release on 2026-12-01",
    ]);
    assert.deepEqual(found(slippedPath, { status: "on_track" }), []);
  });

  test("tells what blocks it", () => {
    assert.deepEqual(found(blockedCritical, { status: "blocked", blocker: { by: null, what: "legal" } }), [
      "Docs is blocked and holds up Spring release: waiting for legal, as Ana Pereira says, on the critical path of Spring release on 2026-12-01",
    ]);
    assert.match(found(blockedCritical, { status: "blocked" })[0] ?? "", /: blocked, as Ana Pereira says, on/);
    assert.deepEqual(found(blockedCritical, { status: "at_risk" }), []);
  });

  test("is the last that was told of it", () => {
    const old = { item: task("T-12", "Docs", { status: "in_progress", statusAt: "2026-11-02T09:00:00.000Z" }) };
    assert.match(found(staleStatus, { status: "on_track", sure: false }, old)[0] ?? "", /last told of 14 business days ago/);
    assert.deepEqual(found(staleStatus, { status: "on_track" }, old), []);
  });

  test("counts only where it is sure, and the plan was not brought up to date since", () => {
    const late = { status: "blocked", eta: "2026-12-03" } as const;
    const updated = { ...docs, updatedAt: "2026-11-20T12:00:00.000Z" };
    for (const rule of [slippedPath, negativeSlack, blockedCritical]) {
      assert.equal(found(rule, late).length, 1);
      assert.deepEqual(found(rule, { ...late, etaAsk: true }), []);
      assert.deepEqual(found(rule, late, { item: updated }), []);
      assert.deepEqual(found(rule, late, { changes: { item: "notion:T-99" } }), []);
    }
  });

  test("still counts where all that has moved since is what it brought, and the plan has no word for the rest", () => {
    const item = { ...task("T-12", "Docs", { eta: "2026-11-25" }), updatedAt: "2026-11-20T12:00:00.000Z" };
    const at = "2026-11-20T12:00:00.000Z";
    const own = { item: item.id, field: "eta", from: null, to: "2026-11-25", at };
    const told = { status: "blocked", eta: "2026-11-25" } as const;
    assert.match(found(blockedCritical, told, { item, moves: [own] })[0] ?? "", /^Docs is blocked/);
    for (const other of [
      { ...own, to: "2026-11-27" },
      { ...own, field: "status", from: "todo", to: "done" },
      { ...own, field: "owner", to: "Ben" },
    ]) {
      assert.deepEqual(found(blockedCritical, told, { item, moves: [own, other] }), []);
    }
    assert.deepEqual(found(blockedCritical, told, { item }), []);
  });
});
