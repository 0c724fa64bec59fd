import assert from "node:assert/strict";
import { test } from "node:test";
import { ownerAway } from "../../src/analysis/rules/cross/away.ts";
import { twoDates } from "../../src/analysis/rules/cross/dates.ts";
import { promisedWithoutTask } from "../../src/analysis/rules/cross/promises.ts";
import type { LedgerEntry } from "../../src/core/finding.ts";
import type { Item } from "../../src/core/item.ts";
import { healthOf, taskOf } from "../support/items.ts";
import type { DayEnd } from "../support/day.ts";
import { linesOf, runDay } from "./checked-day.ts";
import { find, peopleOf, sent } from "./cross-world.ts";

/** Monday to Friday, nine in the morning in Berlin, in the week after the clocks go back. */
const WEEK = ["2026-10-26", "2026-10-27", "2026-10-28", "2026-10-29", "2026-10-30"].map((date) => `${date}T08:00:00.000Z`);

/** One run a day over what stands on it, each with what the one before left. */
function runWeek(
  itemsOn: (day: number) => readonly Item[],
  said: (ledger: readonly LedgerEntry[]) => readonly LedgerEntry[] = (ledger) => ledger,
): DayEnd[] {
  const ends: DayEnd[] = [];
  for (const [day, now] of WEEK.entries()) {
    const before = ends.at(-1);
    const since = WEEK[day - 1];
    const kept = before && { ledger: said(before.analysis.ledger), changes: before.changes, earlier: itemsOn(day - 1) };
    ends.push(
      runDay({
        now,
        items: itemsOn(day),
        sources: [healthOf("files", now), healthOf("mail", now)],
        ...kept,
        ...(since !== undefined && { since }),
      }),
    );
  }
  return ends;
}

const risksOf = (ends: readonly DayEnd[]): number[] => ends.map(({ briefing }) => linesOf(briefing, "risks").length);

test("what has no owner, contradicts or is too much is told once in a week in which nothing changes", () => {
  const due = "2026-11-03";
  const items = [
    taskOf("Of nobody", { due: "2026-10-27", status: "in_progress" }),
    ...["A", "B", "C", "D", "E"].map((name) =>
      taskOf(`Begun ${name}`, { owner: "dana", status: "in_progress" }, "2026-10-26T07:00:00.000Z"),
    ),
    taskOf("Whole", { status: "done", owner: "dana" }),
    taskOf("Part", { owner: "dana", parent: taskOf("Whole").id, due }),
  ];
  const ends = runWeek(() => items);
  const told = ends.map(({ analysis }) =>
    analysis.judged
      .filter(({ word }) => word === "new")
      .map(({ finding }) => finding.rule)
      .toSorted(),
  );
  assert.deepEqual(told[0], ["TASK-04", "TASK-08", "TASK-09"]);
  assert.deepEqual(
    ends.map(
      ({ analysis }) =>
        analysis.judged.filter(({ finding, word }) => ["TASK-08", "TASK-09"].includes(finding.rule) && word !== "repeat").length,
    ),
    [2, 0, 0, 0, 0],
  );
});

test("what is due soon is told once, again when its day has come, and as it gets late", () => {
  const ends = runWeek(() => [taskOf("Report", { owner: "me", due: "2026-10-28" })]);
  const rules = ends.map(({ analysis }) => analysis.judged.map(({ finding, word }) => `${finding.rule} ${word}`).join());
  assert.deepEqual(rules, ["TASK-03 new", "TASK-03 repeat", "TASK-02 worse", "TASK-01 worse", "TASK-01 worse"]);
  assert.deepEqual(risksOf(ends), [1, 0, 1, 1, 1]);
});

test("what a reader says of a task's date holds for all its stages, and nothing is cleared when one follows another", () => {
  const task = taskOf("Report", { owner: "me", due: "2026-10-28" });
  for (const kind of ["mute", "not_a_risk", "snooze"] as const) {
    const until = kind === "snooze" ? { until: "2026-11-10T00:00:00.000Z" } : {};
    const ends = runWeek(
      () => [task],
      (ledger) => ledger.map((entry) => ({ ...entry, acknowledgement: { kind, by: "me", at: entry.firstSeen, ...until } })),
    );
    const words = ends.map(({ analysis }) => analysis.judged.map(({ word }) => word).join());
    assert.deepEqual(words, ["new", "acknowledged", "acknowledged", "acknowledged", "acknowledged"], kind);
    assert.deepEqual(risksOf(ends), [1, 0, 0, 0, 0], kind);
  }
});

test("a date that is put off each day slips from the second time on, and is worse only as it gets farther", () => {
  const dates = ["2026-11-05", "2026-11-06", "2026-11-09", "2026-11-09", "2026-11-10"];
  const ends = runWeek((day) => [taskOf("Report", { owner: "me", due: dates[day] ?? null })]);
  const words = ends.map(({ analysis }) =>
    analysis.judged.map(({ finding, word }) => `${finding.rule} ${word} ${finding.metric ?? ""}`).join(),
  );
  assert.deepEqual(words, ["", "", "TASK-07 new 2", "TASK-07 repeat 2", "TASK-07 changed 3"]);
});

test("a promise that is on no list is over with its day, and not told as cleared while it is still to be kept", () => {
  const promise = sent("a", "I'll send you the lease by 2026-10-28.", { title: "Lease", ts: "2026-10-26T07:00:00.000Z" });
  const ends = runWeek(() => [promise, taskOf("Paint the fence", { owner: "lee" })]);
  const words = ends.map(({ analysis }) => analysis.judged.map(({ finding, word }) => `${finding.rule} ${word}`).toSorted());
  assert.deepEqual(words.at(0), ["X-06 new"]);
  assert.deepEqual(words.at(2), ["MAIL-05 worse", "X-06 worse"]);
  assert.deepEqual(words.slice(3).flat(), ["MAIL-05 repeat", "MAIL-05 repeat"]);
});

test("findings across sources keep key and state from one day to the next", () => {
  const items = [
    taskOf("Send harbour slides to Dana", { owner: "dana", due: "2026-11-24" }),
    taskOf("Send the lease to Dana", { owner: "me", due: "2026-11-27" }),
    sent("a", "I'll send you the lease by 2026-11-25.", { title: "Dana lease" }),
    sent("b", "I'll deliver the buoys by 2026-11-30.", { title: "Buoys" }),
  ];
  const people = peopleOf([{ from: "2026-11-18", to: "2026-11-30" }]);
  for (const rule of [ownerAway, twoDates, promisedWithoutTask]) {
    const [first, second] = ["2026-11-19T09:00:00.000Z", "2026-11-20T09:00:00.000Z"].map((now) => find(rule, items, { people, now }));
    assert.equal(first?.length, 1, rule.id);
    assert.deepEqual(
      first?.map(({ key, state, severity }) => [key, state, severity]),
      second?.map(({ key, state, severity }) => [key, state, severity]),
    );
  }
});
