import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ownerAway } from "../../src/analysis/rules/cross/away.ts";
import { overdue } from "../../src/analysis/rules/tasks/dates.ts";
import type { FieldValue, Item } from "../../src/core/item.ts";
import { calendarOf, itemOf, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { entry, find, peopleOf } from "./cross-world.ts";

const task = (fields: Record<string, FieldValue> = {}): Item => taskOf("Ship", { owner: "dana", due: "2026-11-24", ...fields });
const away = (from: string, to: string) => ({ people: peopleOf([{ from, to }]) });
const DANA = [{ name: "Dana Reyes", email: "dana@acme.test", role: "organizer" }];
const leave = (start: string, end: string, title = "Leave", actors = DANA): Item =>
  entry(title, { start, end, allDay: true, showAs: "out_of_office" }, actors);

describe("X-01, owner away", () => {
  test("finds what is due while or after its owner is away", () => {
    assert.equal(find(ownerAway, [task()], away("2026-11-24", "2026-11-24")).length, 1);
    assert.equal(find(ownerAway, [task()], away("2026-11-01", "2026-12-01")).length, 1);
    assert.equal(find(ownerAway, [task()], away("2026-11-19", "2026-11-20")).length, 1);
    assert.equal(find(ownerAway, [task({ due: "2026-11-10" })], away("2026-11-19", "2026-11-19")).length, 1);
    assert.equal(find(ownerAway, [task({ due: null, priority: "critical" })], away("2026-11-19", "2026-11-25")).length, 1);
    assert.equal(find(ownerAway, [task({ owner: "me" })], { people: peopleOf([], [{ from: "2026-11-23", to: "2026-11-30" }]) }).length, 1);
  });

  test("finds it by the calendar: by address, by a name in the title, and for the reader", () => {
    assert.deepEqual(
      [
        find(ownerAway, [task(), leave("2026-11-24", "2026-11-25")]),
        find(ownerAway, [task(), leave("2026-11-20", "2026-11-21", "Dana on leave", [])]),
        find(ownerAway, [task({ owner: "me" }), leave("2026-11-24", "2026-11-25", "Leave", [])]),
      ].map((found) => found[0]?.confidence),
      [0.9, 0.6, 0.9],
    );
  });

  test("leaves alone what is due before, after, or far from the absence", () => {
    assert.deepEqual(find(ownerAway, [task()], away("2026-11-25", "2026-12-24")), []);
    assert.deepEqual(find(ownerAway, [task()], away("2026-11-02", "2026-11-18")), []);
    assert.deepEqual(find(ownerAway, [task({ due: "2026-11-27" })], away("2026-11-20", "2026-11-20")).length, 1);
    assert.deepEqual(find(ownerAway, [task({ due: "2026-11-30" })], away("2026-11-20", "2026-11-20")).length, 0);
    assert.deepEqual(find(ownerAway, [task(), leave("2026-11-25", "2026-11-26")]), []);
    assert.deepEqual(find(ownerAway, [task(), leave("2026-11-16", "2026-11-19")]), []);
  });

  test("leaves alone absences of others, on days off, or of an hour, and what is closed or nobody's", () => {
    assert.deepEqual(find(ownerAway, [task({ owner: "Lee Park" })], away("2026-11-19", "2026-11-30")), []);
    assert.deepEqual(find(ownerAway, [task()], away("2026-11-21", "2026-11-22")), []);
    const errand = entry("Dentist", { start: "2026-11-24T09:00:00.000Z", showAs: "out_of_office" }, DANA);
    assert.deepEqual(find(ownerAway, [task(), errand]), []);
    assert.deepEqual(find(ownerAway, [task(), entry("Dana in Paris", { start: "2026-11-24", end: "2026-11-25", allDay: true }, DANA)]), []);
    const all = away("2026-11-19", "2026-11-30");
    assert.deepEqual(find(ownerAway, [task({ status: "done" }), task({ owner: null })], all), []);
    assert.deepEqual(find(ownerAway, [task({ due: null })], all), []);
  });

  test("takes days from the reader's zone, across changes of clocks, and does not count a holiday", () => {
    const report = task({ due: "2026-11-02" });
    const night = "2026-11-02T03:00:00.000Z";
    const dayBefore = away("2026-11-01", "2026-11-01");
    const everyDay = { workdays: [1, 2, 3, 4, 5, 6, 7] };
    assert.equal(find(ownerAway, [report], { ...dayBefore, now: night, calendar: calendarOf("America/Los_Angeles", everyDay) }).length, 1);
    assert.equal(find(ownerAway, [report], { ...dayBefore, now: night, calendar: calendarOf("Asia/Kathmandu", everyDay) }).length, 0);
    assert.equal(find(ownerAway, [report], { ...dayBefore, now: night, calendar: calendarOf("Australia/Lord_Howe", everyDay) }).length, 0);
    assert.deepEqual(find(ownerAway, [task({ due: "2026-11-27" })], { ...away("2026-11-26", "2026-11-26") }), []);
  });

  test("says how much of the time left is lost, and asks the reader to act", () => {
    const [finding] = find(ownerAway, [task()], away("2026-11-20", "2026-11-23"));
    assert.ok(finding);
    assert.equal(textOf(finding.title), "Ship needs somebody who is away");
    assert.equal(textOf(finding.why), "due 2026-11-24, dana is away for 2 days of the 4 business days left");
    assert.deepEqual([finding.owner, finding.due, finding.severity], ["you", "2026-11-24", 1]);
    const [whole] = find(ownerAway, [task({ due: "2026-11-20" })], away("2026-11-19", "2026-11-23"));
    assert.equal(textOf(whole?.why ?? []), "due 2026-11-20, dana is away all of the 2 business days left");
  });

  test("presses as the last day here comes near, where the owner stays away until it is due", () => {
    const severities = [
      ["2026-11-24", "2026-11-24"],
      ["2026-11-20", "2026-11-24"],
      ["2026-11-18", "2026-11-30"],
    ].map(([from = "", to = ""]) => find(ownerAway, [task()], away(from, to))[0]?.severity);
    assert.deepEqual(severities, [1, 2, 3]);
  });

  test("rests on both sources, and hangs on the same item as what is overdue", () => {
    const items = [task({ due: "2026-11-10" }), leave("2026-11-19", "2026-11-20")];
    const [finding] = find(ownerAway, items);
    assert.deepEqual([...new Set(finding?.evidence.map((fact) => fact.item.split(":")[0]))], ["files", "ics"]);
    assert.equal(finding?.primary, find(overdue, items)[0]?.primary);
  });

  test("names an owner whom only the source knows", () => {
    const row = itemOf({
      id: "rows:1",
      source: "rows",
      kind: "task",
      title: "Ship",
      actors: [{ name: "Ada Low", role: "owner" }],
      fields: { due: "2026-11-20" },
    });
    const [finding] = find(ownerAway, [
      row,
      leave("2026-11-20", "2026-11-21", "Away", [{ name: "Ada Low", email: "ada@acme.test", role: "organizer" }]),
    ]);
    assert.equal(textOf(finding?.why ?? []), "due 2026-11-20, Ada Low is away for 1 day of the 2 business days left");
  });
});
