import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Item } from "../../src/core/item.ts";
import { check } from "../../src/verify/check.ts";
import { runDay, type DayEnd } from "../support/day.ts";
import { healthOf } from "../support/items.ts";
import { crowd, eventOf, guest, seriesOf, stranger } from "./calendar-events.ts";

/** The mornings of the week of Monday 16 November 2026, nine o'clock in Berlin. */
const MORNINGS = ["16", "17", "18", "19", "20"].map((day) => `2026-11-${day}T08:00:00.000Z`);

/** One run each morning over what the calendar then says; every line is held against its evidence. */
function runWeek(itemsOn: (day: number) => readonly Item[]): DayEnd[] {
  const days: DayEnd[] = [];
  for (const [day, now] of MORNINGS.entries()) {
    const before = days.at(-1);
    const since = MORNINGS[day - 1];
    const end = runDay({
      now,
      items: itemsOn(day),
      sources: [healthOf("ics", now)],
      ...(before && since !== undefined && { earlier: itemsOn(day - 1), ledger: before.analysis.ledger, changes: before.changes, since }),
    });
    assert.deepEqual(check(end.briefing, end.evidence), []);
    days.push(end);
  }
  return days;
}

/** The ledger's word about one rule on each day. */
function wordsOf(days: readonly DayEnd[], rule: string): string[] {
  return days.map(({ analysis }) => analysis.judged.find(({ finding }) => finding.rule === rule)?.word ?? "");
}

describe("a week of mornings", () => {
  test("a conflict that is merely over is not told as cleared", () => {
    const items = [
      eventOf("Acme demo", "11:00", { guests: [stranger("Dana Fox")] }),
      eventOf("Board prep", "11:15", { isOrganised: true }),
    ];
    assert.deepEqual(
      wordsOf(
        runWeek(() => items),
        "CAL-01",
      ),
      ["", "new", "repeat", "worse", ""],
    );
  });

  test("one that was resolved in time is told once", () => {
    const demo = eventOf("Acme demo", "2026-11-20T14:00:00Z", { guests: [stranger("Dana Fox")], fields: { documents: ["slides.pdf"] } });
    const prep = (start: string) => eventOf("Board prep", start, { isOrganised: true });
    const days = runWeek((day) => [demo, prep(day < 4 ? "2026-11-20T14:00:00Z" : "2026-11-20T15:00:00Z")]);
    assert.deepEqual(wordsOf(days, "CAL-01"), ["", "", "new", "repeat", "resolved"]);
    assert.equal(wordsOf(days, "CAL-08").at(-1), "new");
  });

  test("one that is accepted after all is the same matter, and worse; one that is put in doubt is not over", () => {
    const demo = eventOf("Acme demo", "2026-11-20T14:00:00Z", { guests: [stranger("Dana Fox")], fields: { documents: ["slides.pdf"] } });
    const prep = (me: "accepted" | "tentative") => eventOf("Board prep", "2026-11-20T14:00:00Z", { me });
    const stagesOf = (days: readonly DayEnd[]): string[] =>
      days.map(({ analysis }) =>
        analysis.judged
          .filter(({ finding }) => ["CAL-01", "CAL-02"].includes(finding.rule))
          .map(({ finding, word }) => `${finding.rule} ${word}`)
          .join(),
      );
    const accepted = runWeek((day) => [demo, prep(day < 3 ? "tentative" : "accepted")]);
    assert.deepEqual(stagesOf(accepted), ["", "", "CAL-02 new", "CAL-01 worse", "CAL-01 worse"]);
    const doubtful = runWeek((day) => [demo, prep(day < 3 ? "accepted" : "tentative")]);
    assert.deepEqual(stagesOf(doubtful), ["", "", "CAL-01 new", "CAL-02 changed", "CAL-02 worse"]);
  });

  test("two series in each other's way are told once", () => {
    const dates = ["16", "17", "18", "19", "20", "23", "24"].map((day) => `2026-11-${day}T12:00:00Z`);
    const items = [...seriesOf("Standup", dates), ...seriesOf("Stand-down", dates, { guests: crowd(2) })];
    assert.deepEqual(
      wordsOf(
        runWeek(() => items),
        "CAL-01",
      ),
      ["new", "repeat", "repeat", "repeat", "repeat"],
    );
  });

  test("what each day of a series lacks is told once", () => {
    const dates = ["16", "17", "18", "19", "20"].map((day) => `2026-11-${day}T10:00:00Z`);
    const items = seriesOf("Standup", dates, {
      isOrganised: true,
      guests: [guest("Lee Chen"), stranger("Dana Fox")],
      draft: { body: "" },
      fields: { conference: null },
    });
    const days = runWeek(() => items);
    const told = ["CAL-05", "CAL-10", "CAL-13"].map((rule) => wordsOf(days, rule).join(" "));
    assert.deepEqual([...new Set(told)], ["new repeat repeat repeat repeat"]);
  });

  test("a move is told on one morning, and a meeting that vanished on one", () => {
    const items = (day: number) => [
      eventOf("Review", day < 2 ? "2026-11-19T10:00:00Z" : "2026-11-19T12:00:00Z"),
      ...(day < 4 ? [eventOf("Talk", "2026-11-20T12:00:00Z")] : []),
    ];
    assert.deepEqual(wordsOf(runWeek(items), "CAL-08"), ["", "", "new", "", "new"]);
  });
});
