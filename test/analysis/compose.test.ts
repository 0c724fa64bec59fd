import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { analyse } from "../../src/analysis/analyse.ts";
import type { LedgerEntry } from "../../src/core/finding.ts";
import type { Item } from "../../src/core/item.ts";
import { NOW } from "../support/day.ts";
import { calendarOf, healthOf, itemOf, people, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { pageOf } from "../../src/render/page.ts";
import { linesOf, runDay } from "./checked-day.ts";
import { actorOf, composeDay, flagOf, meetingOf } from "./report-day.ts";

const calendar = calendarOf();

const contract = taskOf("Send the contract to Acme", { due: "2026-11-16", owner: "me", status: "in_progress" });
const loadTest = taskOf("Load test the checkout", { status: "blocked", blockedBy: "Dana", blockedSince: "2026-11-06", owner: "priya" });
const invoice = taskOf("File the invoice", { due: "2026-11-19", status: "in_progress", owner: "dana" });

describe("a first briefing", () => {
  const { briefing } = runDay({ items: [contract, loadTest, invoice] });

  test("says first what needs the reader", () => {
    assert.equal(textOf(briefing.headline), "1 thing needs you; 1 more is at risk.");
  });

  test("gives each risk its why, its next action and its owner, the most severe first", () => {
    assert.deepEqual(linesOf(briefing, "risks"), [
      "Load test the checkout is blocked: waiting for Dana for 9 business days, since 2026-11-06. Next: ask Dana for a date or find a way around (Priya Nair).",
      "Send the contract to Acme was due 2026-11-16: 3 business days late, in progress. Next: finish it or agree a new date (you).",
    ]);
  });

  test("lists what is due today, tells how much was looked at, and how far back", () => {
    assert.deepEqual(linesOf(briefing, "today"), ["File the invoice (Dana Reyes)."]);
    assert.equal(textOf(briefing.coverage), "Looked at 1 file over the last 7 days.");
    assert.deepEqual(linesOf(briefing, "changed"), ["Read 3 tasks, all of them open."]);
  });

  test("cites every item by a short name with the letter of its source", () => {
    assert.deepEqual(
      briefing.citations.map(({ alias, title }) => [alias, title]),
      [
        ["T1", "Load test the checkout"],
        ["T2", "Send the contract to Acme"],
        ["T3", "File the invoice"],
      ],
    );
  });

  test("is not quiet", () => assert.equal(briefing.quiet, false));
});

describe("the briefing after", () => {
  const items = [contract, loadTest, invoice];
  const first = runDay({ items });

  test("repeats nothing on the same day, and says so", () => {
    const { briefing } = runDay({ items, earlier: items, ledger: first.analysis.ledger, now: "2026-11-19T08:05:00.000Z", since: NOW });
    assert.equal(textOf(briefing.headline), "Nothing new needs you; 1 thing is due today and 2 more are still open.");
    assert.deepEqual(linesOf(briefing, "risks"), []);
    assert.deepEqual(linesOf(briefing, "open"), ["Load test the checkout is blocked.", "Send the contract to Acme was due 2026-11-16."]);
    assert.equal(textOf(briefing.coverage), `Looked at 1 file since ${NOW}.`);
    assert.equal(briefing.quiet, true);
  });

  test("tells what got worse with what it was, what is done, and what is cleared", () => {
    const done = { ...invoice, ...taskOf("File the invoice", { due: "2026-11-19", status: "done", owner: "dana" }) };
    const cleared = taskOf("Load test the checkout", { status: "done", owner: "priya" });
    const now = "2026-11-20T08:00:00.000Z";
    const { briefing } = runDay({ now, items: [contract, cleared, done], earlier: items, ledger: first.analysis.ledger, since: NOW });
    assert.equal(textOf(briefing.headline), "1 thing needs you.");
    assert.deepEqual(linesOf(briefing, "risks"), [
      "Send the contract to Acme was due 2026-11-16: 4 business days late, in progress (was 3 business days). Next: finish it or agree a new date (you).",
    ]);
    assert.deepEqual(linesOf(briefing, "cleared"), ["Load test the checkout is blocked: done."]);
    assert.deepEqual(linesOf(briefing, "changed"), ["Done: File the invoice."]);
  });

  test("does not call cleared what merely went from due today to overdue", () => {
    const start = taskOf("Book the room", { due: "2026-11-19", owner: "me" });
    const monday = runDay({ items: [start] });
    const { briefing } = runDay({
      now: "2026-11-20T08:00:00.000Z",
      items: [start],
      earlier: [start],
      ledger: monday.analysis.ledger,
      since: NOW,
    });
    assert.deepEqual(linesOf(briefing, "cleared"), []);
    assert.equal(textOf(briefing.headline), "1 thing needs you.");
  });

  test("names a source that failed, what to do, and that its open matters were not checked", () => {
    const failed = healthOf("files", "2026-11-20T08:00:00.000Z", {
      ok: false,
      count: 0,
      error: "no permission to read tasks",
      hint: "Give yourself read access.",
    });
    const { briefing } = runDay({
      now: "2026-11-20T08:00:00.000Z",
      sources: [failed],
      earlier: items,
      ledger: first.analysis.ledger,
      since: NOW,
    });
    assert.deepEqual(
      briefing.gaps.map((gap) => textOf(gap.text)),
      ["files: no permission to read tasks. Give yourself read access. What was open there has not been checked."],
    );
    assert.equal(textOf(briefing.headline), "Nothing needs you in what could be read.");
    assert.equal(textOf(briefing.coverage), "Nothing could be read.");
    assert.deepEqual(linesOf(briefing, "cleared"), []);
    assert.equal(briefing.quiet, false);
  });
});

describe("five mornings", () => {
  test("tell a standing matter on the first, when it gets worse, and on the fifth", () => {
    let ledger: readonly LedgerEntry[] = [];
    const item = taskOf("Load test", { status: "blocked", blockedBy: "Dana", blockedSince: "2026-10-28", owner: "me" });
    const told = ["16", "17", "18", "19", "20"].filter((day) => {
      const now = `2026-11-${day}T08:00:00.000Z`;
      const { briefing, analysis } = runDay({ now, items: [item], earlier: [item], ledger });
      ledger = analysis.ledger;
      return linesOf(briefing, "risks").length > 0;
    });
    // On the 19th it has stood for sixteen business days, and is critical.
    assert.deepEqual(told, ["16", "19", "20"]);
  });
});

test("nothing at all is said in one line, and quietly", () => {
  const { briefing } = runDay({});
  assert.equal(textOf(briefing.headline), "Nothing needs you.");
  assert.deepEqual(briefing.sections, []);
  assert.equal(briefing.quiet, true);
});

test("where only others have something at risk, it says so", () => {
  const { briefing } = runDay({ items: [taskOf("Report", { due: "2026-11-16", owner: "dana" })] });
  assert.equal(textOf(briefing.headline), "Nothing of yours is at risk; 1 thing of others is.");
});

test("the same with a source that failed speaks only of what could be read", () => {
  const failed = healthOf("mail", NOW, { ok: false, count: 0, error: "no answer" });
  const { briefing } = runDay({
    items: [taskOf("Report", { due: "2026-11-16", owner: "dana" })],
    sources: [healthOf("files", NOW), failed],
  });
  assert.equal(textOf(briefing.headline), "Nothing of yours is at risk in what could be read; 1 thing of others is.");
});

test("what nobody owns needs the reader", () => {
  const { briefing } = runDay({ items: [taskOf("Report", { due: "2026-11-16" })] });
  assert.equal(textOf(briefing.headline), "1 thing needs you.");
  assert.match(linesOf(briefing, "risks")[0] ?? "", /\(unassigned\)\.$/);
});

test("several findings about one task make one risk", () => {
  const both = taskOf("Load test", { due: "2026-11-18", status: "blocked", blockedBy: "Dana", blockedSince: "2026-11-12", owner: "me" });
  const { briefing } = runDay({ items: [both] });
  assert.deepEqual(linesOf(briefing, "risks"), [
    "Load test was due 2026-11-18: 1 business day late, blocked; also waiting for Dana for 5 business days, since 2026-11-12. Next: clear the way or agree a new date (you).",
  ]);
});

test("many risks are three in full and the rest by name, every one of them flagged", () => {
  const items = Array.from({ length: 40 }, (_, index) => taskOf(`Report ${index}`, { due: "2026-11-16", owner: "me" }));
  const { briefing, analysis } = runDay({ items });
  const flags = briefing.sections.flatMap((section) => section.bullets.flatMap((bullet) => bullet.flags));
  assert.equal(linesOf(briefing, "risks", "At risk").length, 3);
  assert.match(linesOf(briefing, "risks", "Also at risk").at(-1) ?? "", /^3\d more; chief show morning-briefing lists them\.$/);
  assert.deepEqual(flags.toSorted(), analysis.judged.map((each) => each.finding.key).toSorted());
});

test("a briefing keeps to 250 words however long the texts are", () => {
  const long = (name: string): string => `${name} ${"with very many words indeed ".repeat(40)}`.trim();
  const items = Array.from({ length: 30 }, (_, index) =>
    taskOf(long(`Report ${index}`), { due: index % 2 ? "2026-11-16" : "2026-11-19", owner: "me", blockedBy: long("someone") }),
  );
  const error = `it broke ${"and broke ".repeat(100)}`;
  const { briefing } = runDay({ items, sources: [healthOf("files", NOW, { ok: false, error })] });
  assert.ok(linesOf(briefing, "risks").length > 0);
});

test("an owner who is not known by config is shown as the source says it, guarded as a fact", () => {
  const { briefing } = runDay({ items: [taskOf("Report", { due: "2026-11-16", owner: "zed http://evil.example" })] });
  const spans = briefing.sections.flatMap((section) => section.bullets.flatMap((bullet) => bullet.text));
  assert.ok(spans.some((span) => span.kind === "fact" && span.fact.path === "fields.owner"));
  assert.ok(!spans.some((span) => span.kind === "text" && span.text.includes("zed")));
});

test("made-up data is marked", () => {
  assert.equal(runDay({ items: [taskOf("Report", { example: true })] }).briefing.example, true);
  assert.equal(runDay({ items: [taskOf("Report")] }).briefing.example, false);
});

test("notes of a source are told, and do not disturb the quiet", () => {
  const { briefing } = runDay({ sources: [healthOf("files", NOW, { notes: ["Read the first 5,000 files only."] })] });
  assert.deepEqual(linesOf(briefing, "counts"), ["Read the first 5,000 files only."]);
  assert.equal(briefing.quiet, true);
});

test("small findings are named where there is room, each with its flag, and else it is said how to see them", () => {
  const smallOf = (count: number): Item[] =>
    Array.from({ length: count }, (_, index) => taskOf(`Load test ${index}`, { status: "blocked", blockedSince: "2026-11-16" }));
  const few = runDay({ items: smallOf(2) }).briefing;
  assert.deepEqual(linesOf(few, "open"), ["Load test 0 is blocked.", "Load test 1 is blocked."]);
  assert.ok(few.sections.find((section) => section.id === "open")?.bullets.every((bullet) => bullet.flags.length === 1));
  assert.deepEqual(linesOf(few, "counts"), []);
  const many = runDay({ items: smallOf(9) }).briefing;
  assert.equal(linesOf(many, "open").length, 6);
  assert.deepEqual(linesOf(many, "counts"), ["3 smaller flags; chief show morning-briefing lists them."]);
});

test("repositories and files are counted side by side", () => {
  const repository = (name: string): Item => itemOf({ id: `git:${name}/repository`, source: "git", kind: "repository", title: name });
  const items = [repository("a"), repository("b"), taskOf("One"), taskOf("Two", { path: "tasks/other.md" })];
  const { briefing } = runDay({
    items,
    sources: [healthOf("git", NOW), healthOf("git-2", NOW), healthOf("files", NOW)],
    since: "2026-11-18T08:00:00.000Z",
  });
  assert.equal(textOf(briefing.coverage), "Looked at 2 repositories and 2 files since 2026-11-18T08:00:00.000Z.");
});

test("somebody else reading is addressed as you", () => {
  const input = { sources: [healthOf("files", NOW)], gone: [], changes: [], ledger: [], now: NOW, calendar, people, thresholds: {} };
  const items = [taskOf("Mine", { due: "2026-11-16", owner: "me" }), taskOf("Theirs", { due: "2026-11-16", owner: "dana" })];
  const owners = analyse({ ...input, items, reader: "dana" }).judged.map((each) => each.finding.owner);
  assert.deepEqual(owners, ["Sam Field", "you"]);
});

test("config lays its thresholds over those of the rules", () => {
  const input = { sources: [healthOf("files", NOW)], gone: [], changes: [], ledger: [], now: NOW, calendar, people, reader: "me" };
  const items = [taskOf("Load test", { status: "blocked", blockedSince: "2026-11-16" })];
  assert.equal(analyse({ ...input, items, thresholds: {} }).judged.length, 1);
  assert.equal(analyse({ ...input, items, thresholds: { "TASK-05": { businessDays: 3 } } }).judged.length, 0);
});

test("the same item read by two grants is one finding", () => {
  const input = {
    sources: [healthOf("files", NOW), healthOf("files-2", NOW)],
    gone: [],
    changes: [],
    ledger: [],
    now: NOW,
    calendar,
    people,
    thresholds: {},
    reader: "me",
  };
  assert.equal(analyse({ ...input, items: [contract, contract] }).judged.length, 1);
});

test("says what is new and how much is still open", () => {
  const old = ["One", "Two"].map((name) => taskOf(name, { due: "2026-11-16", owner: "me" }));
  const first = runDay({ items: old });
  const items = [...old, taskOf("Three", { due: "2026-11-16", owner: "me" })];
  const later = "2026-11-19T12:00:00.000Z";
  const { briefing } = runDay({ now: later, items, earlier: old, ledger: first.analysis.ledger, since: NOW });
  assert.equal(textOf(briefing.headline), "1 thing needs you; 2 more are still open.");
});

test("of what is only counted, as much is cited and has a key as is counted, and what is due now is said", () => {
  const items = Array.from({ length: 9 }, (_, index) =>
    taskOf(`Report ${index}`, { due: "2026-11-19", owner: "me", blockedBy: "Dana", blockedSince: "2026-11-02", status: "blocked" }),
  );
  const { briefing } = runDay({ items });
  const { lines = [] } = pageOf(briefing).blocks.find(({ title }) => title === "Also at risk") ?? {};
  const last = (lines.at(-1) ?? []).map(({ text }) => text).join("");
  const [, count = ""] = /^(\d+) more due now /.exec(last) ?? [];
  assert.ok(Number(count) > 0, last);
  assert.equal(last.match(/\[[A-Z]\d+\]/g)?.length, Number(count));
  assert.equal(last.match(/ [0-9a-f]{7}(?=[ .])/g)?.length, Number(count));
});

test("a day with two thousand meetings, every one with a flag, is told in few words and counted", () => {
  const items = Array.from({ length: 2_000 }, (_, index) => {
    const start = new Date(Date.parse("2026-11-19T09:00:00.000Z") + index * 1_000).toISOString();
    return meetingOf(`Meeting ${index}`, start, { actors: [actorOf("Sam Field", "organizer"), actorOf("Lee Chen", "required")] });
  });
  const findings = items.flatMap((item) => [flagOf("CAL-05", item, "has no agenda", { severity: 2, dueField: "start" })]);
  const high = items.slice(0, 400).map((item) => flagOf("CAL-01", item, "overlaps others", { dueField: "start" }));
  const briefing = composeDay({ items, findings: [...findings, ...high] });
  assert.match(textOf(briefing.headline), /^400 things need you before /);
  assert.ok(linesOf(briefing, "today").length < 20);
});
