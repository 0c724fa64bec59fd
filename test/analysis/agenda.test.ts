import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { getFact } from "../../src/core/prose.ts";
import { taskOf } from "../support/items.ts";
import { linesOf } from "./checked-day.ts";
import { actorOf, composeDay, flagOf, meetingOf, pageLines } from "./report-day.ts";

const demo = meetingOf("Acme demo", "10:00");
const lee = meetingOf("1:1 Lee", "13:00");
const sync = meetingOf("Launch sync", "16:00");
const noAgenda = flagOf("CAL-05", sync, "has no agenda", { severity: 2, dueField: "start" });

describe("the agenda of the day", () => {
  test("is told in order, with what a small flag says of a meeting behind it", () => {
    const lines = pageLines(composeDay({ items: [sync, demo, lee], findings: [noAgenda] }));
    const key = noAgenda.key.slice(0, 7);
    assert.deepEqual(lines.slice(0, 2), [
      "Thu 19 Nov: Nothing needs you.",
      `Today: 10:00 Acme demo, 13:00 1:1 Lee [C1][C2]. 16:00 Launch sync (no agenda) [C3] ${key}.`,
    ]);
  });

  test("leaves out what is over, cancelled, declined, free, lasts all day or is on another day, and what two calendars hold counts once", () => {
    const items = [
      meetingOf("Over", "07:00"),
      meetingOf("Cancelled", "11:00", {}, { status: "cancelled" }),
      meetingOf("Declined", "11:00", { actors: [{ ...actorOf("Sam Field", "required", "declined") }] }),
      meetingOf("Free", "11:00", {}, { showAs: "free" }),
      meetingOf("Fair", "11:00", {}, { allDay: true, start: "2026-11-19", end: "2026-11-20" }),
      meetingOf("Tomorrow", "2026-11-20T10:00:00+01:00"),
      meetingOf("Running", "08:30"),
      { ...meetingOf("Running", "08:30"), id: "ics:copy" },
    ];
    assert.deepEqual(
      pageLines(composeDay({ items })).filter((line) => line.startsWith("Today")),
      ["Today: 08:30 Running [C1][C2]."],
    );
  });

  test("goes before what is due, and a day with a new agenda is not quiet until it was told", () => {
    const task = taskOf("File the invoice", { due: "2026-11-19", owner: "me" });
    const due = flagOf("TASK-02", task, "is due", { severity: 2, dueField: "due" });
    const items = [task, demo];
    assert.match(
      pageLines(composeDay({ items, findings: [due] })).join("\n"),
      /Today: 10:00 Acme demo \[C1\]\. Due: File the invoice \(you\)/,
    );
    assert.equal(composeDay({ items: [demo], since: "2026-11-18T08:00:00.000Z" }).quiet, false);
    assert.equal(composeDay({ items: [demo], since: "2026-11-19T07:30:00.000Z" }).quiet, true);
  });

  test("counts the meetings that are too many to be told", () => {
    const items = Array.from({ length: 12 }, (_, index) =>
      meetingOf(`Meeting ${index}`, `${10 + Math.floor(index / 2)}:${index % 2 === 0 ? "00" : "30"}`),
    );
    assert.match(pageLines(composeDay({ items })).join("\n"), / 4 more meetings \[/);
  });

  test("still tells a small flag about a meeting that is not in it", () => {
    const declined = meetingOf("Launch sync", "16:00", { actors: [actorOf("Sam Field", "required", "declined")] });
    const flag = flagOf("CAL-05", declined, "has no agenda", { severity: 2, dueField: "start" });
    assert.deepEqual(linesOf(composeDay({ items: [declined], findings: [flag] }), "today"), ["Launch sync has no agenda (you)."]);
  });
});

describe("the first line", () => {
  const overlap = flagOf("CAL-01", demo, "overlaps another", { dueField: "start" });

  test("says how much needs the reader before which hour", () => {
    const prep = meetingOf("Board prep", "11:00");
    const findings = [overlap, flagOf("CAL-01", prep, "overlaps another", { dueField: "start", source: "x" })];
    assert.match(pageLines(composeDay({ items: [demo, prep], findings }))[0] ?? "", /: 2 things need you before 11:00\.$/);
  });

  test("does not hide the first hour behind a later one", () => {
    const findings = [overlap, flagOf("CAL-01", sync, "overlaps another", { dueField: "start" })];
    assert.match(pageLines(composeDay({ items: [demo, sync], findings }))[0] ?? "", /: 1 thing needs you before 10:00, then 1 more\.$/);
  });

  test("tells the first date where there is no hour", () => {
    const tasks = ["2026-11-20", "2026-11-23"].map((due) => taskOf(`Due ${due}`, { due, owner: "me" }));
    const findings = tasks.map((task) => flagOf("TASK-03", task, "is due soon", { dueField: "due" }));
    assert.match(pageLines(composeDay({ items: tasks, findings }))[0] ?? "", /: 2 things need you, the first by Fri 20 Nov\.$/);
  });

  test("counts two findings about one event as two", () => {
    const evidence = [getFact(demo, "title"), getFact(demo, "fields.end")];
    const changes = { isEvent: true as const, evidence };
    const findings = ["CAL-01", "CAL-08"].map((rule) => flagOf(rule, demo, "was moved", changes));
    assert.match(pageLines(composeDay({ items: [demo], findings }))[0] ?? "", /: 2 things need you\.$/);
  });
});

test("a risk of today is told by its hour, one of another day by its date too", () => {
  const later = meetingOf("Board prep", "2026-11-20T11:00:00+01:00");
  const findings = [flagOf("CAL-01", demo, "overlaps", { dueField: "start" }), flagOf("CAL-01", later, "overlaps", { dueField: "start" })];
  const text = pageLines(composeDay({ items: [demo, later], findings })).join("\n");
  assert.match(text, /\(you, by 10:00\)/);
  assert.match(text, /\(you, by Fri 20 Nov 11:00\)/);
});

test("a meeting that was moved is told as a change, once, unless it is a high risk", () => {
  const moved = { ...flagOf("CAL-08", sync, "was moved", { severity: 2 }), isEvent: true as const };
  const briefing = composeDay({ items: [sync], findings: [moved] });
  assert.deepEqual(linesOf(briefing, "changed"), ["Launch sync was moved: as it is (you)."]);
  assert.deepEqual(linesOf(briefing, "risks"), []);
  const again = composeDay({ items: [sync], findings: [{ finding: moved, word: "repeat" }] });
  assert.deepEqual([...linesOf(again, "changed"), ...linesOf(again, "open")], []);
  assert.equal(linesOf(composeDay({ items: [sync], findings: [{ ...moved, severity: 3 }] }), "risks").length, 1);
});

test("what the reader silenced is counted, and nothing more is said of it", () => {
  const findings = [{ finding: noAgenda, word: "acknowledged" as const }];
  const briefing = composeDay({ items: [sync], findings, since: "2026-11-19T07:30:00.000Z" });
  assert.deepEqual(linesOf(briefing, "counts"), ["1 silenced by you."]);
  assert.equal(briefing.quiet, true);
});
