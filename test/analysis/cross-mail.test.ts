import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { twoDates } from "../../src/analysis/rules/cross/dates.ts";
import { meetsUnanswered } from "../../src/analysis/rules/cross/meetings.ts";
import { promisedWithoutTask } from "../../src/analysis/rules/cross/promises.ts";
import type { FieldValue, Item } from "../../src/core/item.ts";
import { NOW } from "../support/day.ts";
import { calendarOf, healthOf, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { linesOf, runDay } from "./checked-day.ts";
import { entry, find, letter, peopleOf, sent, WITH_DANA } from "./cross-world.ts";

const QUESTION = "Could you tell me which price holds?";

describe("X-03, meeting somebody who waits", () => {
  const asked = letter("a", QUESTION);
  const demo = entry("Demo");

  test("finds the unanswered question of whoever is met today", () => {
    const colleague = { name: "Lee Park", email: "lee@example.com" };
    for (const items of [
      [asked, demo],
      [letter("a", "Please send me the contract.", { ts: "2026-11-19T08:00:00.000Z" }), demo],
      [letter("a", QUESTION, { from: { email: "dana@home.test" } }), demo],
      [asked, letter("b", "And thank you again.", { ts: "2026-11-18T09:00:00.000Z", fields: { thread: "a" } }), demo],
      [sent("s", "Here is the offer.", { ts: "2026-11-16T09:00:00.000Z", fields: { thread: "a" } }), asked, demo],
      [letter("l", QUESTION, { from: colleague }), entry("1:1", {}, [...WITH_DANA, { ...colleague, role: "required" }])],
    ]) {
      assert.equal(find(meetsUnanswered, items).length, 1, items[0]?.id);
    }
  });

  test("leaves alone what is answered, asks for nothing, or is not met today", () => {
    for (const items of [
      [asked, sent("b", "The lower one.", { ts: "2026-11-18T09:00:00.000Z", fields: { thread: "a" } }), demo],
      [letter("a", "Thank you for the visit."), demo],
      [asked, entry("Demo", { start: "2026-11-20T14:00:00.000Z" })],
      [asked, entry("Demo", { start: "2026-11-19T07:00:00.000Z" })],
      [letter("a", QUESTION, { from: { name: "Omar", email: "omar@acme.test" } }), demo],
      [letter("a", QUESTION, { ts: "2026-10-01T09:00:00.000Z" }), demo],
    ]) {
      assert.deepEqual(find(meetsUnanswered, items), [], items.map((item) => item.id).join());
    }
  });

  test("leaves alone what was sent to many or to others, and meetings that are off, declined or crowded", () => {
    const guests = Array.from({ length: 13 }, (_, index) => ({ name: `G${index}`, email: `g${index}@example.com`, role: "required" }));
    for (const items of [
      [letter("a", QUESTION, { fields: { bulk: "list-unsubscribe" } }), demo],
      [letter("a", QUESTION, { to: { name: "Lee Park", email: "lee@example.com" } }), demo],
      [asked, entry("Demo", { status: "cancelled" })],
      [asked, entry("Demo", { showAs: "free" })],
      [
        asked,
        entry(
          "Demo",
          {},
          WITH_DANA.map((actor) => ({ ...actor, response: "declined" as const })),
        ),
      ],
      [asked, entry("All hands", {}, [...WITH_DANA, ...guests])],
    ]) {
      assert.deepEqual(find(meetsUnanswered, items), []);
    }
  });

  test("says nothing of somebody who is known to be away while it is held, by config or by the calendar", () => {
    const away = [{ from: "2026-11-19", to: "2026-11-20" }];
    assert.deepEqual(find(meetsUnanswered, [asked, demo], { people: peopleOf(away) }), []);
    const out = entry("Dana away", { showAs: "out_of_office", start: "2026-11-19T08:00:00.000Z", end: "2026-11-19T18:00:00.000Z" });
    assert.deepEqual(find(meetsUnanswered, [asked, demo, out]), []);
    const before = entry("Dana away", { showAs: "out_of_office", start: "2026-11-19T08:00:00.000Z", end: "2026-11-19T12:00:00.000Z" });
    assert.equal(find(meetsUnanswered, [asked, demo, before]).length, 1);
  });

  test("is less sure where only names agree, and takes the day from the reader's zone", () => {
    const [byName] = find(meetsUnanswered, [letter("a", QUESTION, { from: { email: "d.reyes@other.test" } }), demo]);
    assert.equal(byName?.confidence, 0.6);
    assert.equal(find(meetsUnanswered, [asked, demo])[0]?.confidence, 0.9);
    const late = entry("Call", { start: "2026-11-20T05:00:00.000Z" });
    assert.equal(
      find(meetsUnanswered, [asked, late], { calendar: calendarOf("America/Los_Angeles"), now: "2026-11-19T20:00:00.000Z" }).length,
      1,
    );
    assert.equal(find(meetsUnanswered, [asked, late], { calendar: calendarOf("Asia/Kathmandu") }).length, 0);
    assert.equal(
      find(meetsUnanswered, [asked, late], { calendar: calendarOf("Australia/Lord_Howe"), now: "2026-11-19T20:00:00.000Z" }).length,
      1,
    );
  });

  test("quotes the question, rests on both sources, and presses when the meeting is near", () => {
    const [finding] = find(meetsUnanswered, [asked, demo]);
    assert.ok(finding);
    assert.equal(textOf(finding.title), "Dana Reyes waits for your answer and meets you at 2026-11-19T14:00:00.000Z");
    assert.match(textOf(finding.why), /^asked 2 business days ago: “Could you tell me which price holds\?”, and you meet in Demo$/);
    assert.deepEqual(new Set(finding.evidence.map((fact) => fact.item)), new Set([asked.id, demo.id]));
    assert.equal(finding.severity, 3);
    assert.equal(find(meetsUnanswered, [asked, demo], { now: "2026-11-19T12:30:00.000Z" })[0]?.severity, 4);
  });

  test("cites the conversation's first letter, also where a later one asks", () => {
    const first = letter("a", "Thank you for the visit.", { ts: "2026-11-16T09:00:00.000Z" });
    const later = letter("b", QUESTION, { ts: "2026-11-17T09:00:00.000Z", fields: { thread: "a" } });
    const sources = ["mail", "ics"].map((source) => healthOf(source, NOW));
    const { briefing } = runDay({ items: [first, later, demo], sources });
    const line = briefing.sections[0]?.bullets[0];
    assert.deepEqual(
      [first, later, demo].filter((item) => !line?.cites.includes(item.id)),
      [],
    );
  });

  test("is told as over with who wrote, and when", () => {
    const sources = (now: string) => ["mail", "ics"].map((source) => healthOf(source, now));
    const first = runDay({ items: [asked, demo], sources: sources(NOW) });
    const answer = sent("s", "The lower one.", { ts: "2026-11-19T10:00:00.000Z", fields: { thread: "a" } });
    const now = "2026-11-19T11:00:00.000Z";
    const { briefing } = runDay({
      now,
      items: [asked, answer, demo],
      earlier: [asked, demo],
      ledger: first.analysis.ledger,
      since: NOW,
      sources: sources(now),
    });
    const [over] = linesOf(briefing, "cleared");
    assert.match(over ?? "", /waits for your answer and meets you at .*: Sam Field wrote 2026-11-19T10:00:00\.000Z\.$/);
  });

  test("keeps its key while the other one writes again", () => {
    const again = letter("b", "Could you answer, please?", { ts: "2026-11-18T09:00:00.000Z", fields: { thread: "a" } });
    assert.equal(find(meetsUnanswered, [asked, demo])[0]?.key, find(meetsUnanswered, [asked, again, demo])[0]?.key);
  });
});

const SLIDES = "I'll send you the harbour slides by 2026-11-24.";
const other = taskOf("Paint the fence", { owner: "me" });

describe("X-06, promise without a task", () => {
  test("finds a promise for a day to come that no task is about", () => {
    for (const body of [
      SLIDES,
      "I will send the harbour slides by Friday.",
      "We'll deliver the buoys tomorrow.",
      "Thanks for the call. I'll draft the lease by 2026-11-30.",
      "I'll get back to you with the prices by 2026-11-19.",
    ]) {
      assert.equal(find(promisedWithoutTask, [sent("a", body), other], { now: "2026-11-17T10:00:00.000Z" }).length, 1, body);
    }
  });

  test("leaves alone what is on a list, past, undated, or written about again", () => {
    const later = sent("b", "Here they are.", { ts: "2026-11-18T09:00:00.000Z", fields: { thread: "a" } });
    for (const items of [
      [sent("a", SLIDES), taskOf("Harbour slides for Dana", { owner: "me" })],
      [sent("a", SLIDES), taskOf("Send the harbour slides", { status: "done" })],
      [sent("a", "I'll send you the harbour slides by 2026-11-18."), other],
      [sent("a", "I'll send you the harbour slides."), other],
      [sent("a", SLIDES), later, other],
      [sent("a", SLIDES, { ts: "2026-10-01T09:00:00.000Z" }), other],
    ]) {
      assert.deepEqual(find(promisedWithoutTask, items), []);
    }
  });

  test("leaves alone what others promise or are asked for, and is silent where no tasks are read", () => {
    assert.deepEqual(find(promisedWithoutTask, [letter("a", SLIDES), other]), []);
    assert.deepEqual(find(promisedWithoutTask, [sent("a", "Please send me the slides by 2026-11-24."), other]), []);
    assert.deepEqual(find(promisedWithoutTask, [sent("a", SLIDES)]), []);
  });

  test("quotes the promise and names both sources", () => {
    const [finding] = find(promisedWithoutTask, [sent("a", SLIDES), other]);
    assert.equal(textOf(finding?.title ?? []), "You promised Dana Reyes something that is on no list");
    assert.equal(textOf(finding?.why ?? []), `“${SLIDES}”`);
    assert.deepEqual([finding?.confidence, finding?.due], [0.6, "2026-11-24"]);
    assert.deepEqual(new Set(finding?.evidence.map((fact) => fact.item)), new Set(["mail:a", other.id]));
  });
});

describe("X-07, two dates", () => {
  const task = (fields: Record<string, FieldValue> = {}): Item =>
    taskOf("Send harbour slides to Dana", { owner: "me", due: "2026-11-27", ...fields });

  test("finds a mail that says another day than the task", () => {
    for (const items of [
      [task(), sent("a", SLIDES)],
      [task({ due: "2026-11-20" }), sent("a", SLIDES)],
      [task({ owner: null }), sent("a", SLIDES)],
      [task(), letter("a", "Could you send us the harbour slides by 2026-11-24?")],
      [task({ owner: "dana" }), letter("a", SLIDES)],
      [task({ due: "2026-11-10" }), sent("a", SLIDES)],
    ]) {
      assert.deepEqual(
        find(twoDates, items).map((finding) => finding.primary),
        [items[0]?.id],
      );
    }
  });

  test("finds a calendar that says another day", () => {
    const launch = taskOf("Harbour launch", { due: "2026-11-20" });
    assert.equal(find(twoDates, [launch, entry("Harbour launch", { start: "2026-11-24", end: "2026-11-25", allDay: true }, [])]).length, 1);
    assert.equal(find(twoDates, [launch, entry("Launch of the harbour", { start: "2026-11-19T14:00:00.000Z" })]).length, 1);
  });

  test("leaves alone what agrees, is about something else, or is no word of the owner", () => {
    for (const items of [
      [task({ due: "2026-11-24" }), sent("a", SLIDES)],
      [taskOf("Paint the harbour fence", { owner: "me", due: "2026-11-27" }), sent("a", SLIDES)],
      [task({ owner: "Lee Park" }), sent("a", SLIDES)],
      [task(), sent("a", "I'll send you the harbour slides by 2026-11-18.")],
      [task(), sent("a", SLIDES), sent("b", "I'll send you the harbour slides by 2026-11-27.", { ts: "2026-11-18T09:00:00.000Z" })],
    ]) {
      assert.deepEqual(find(twoDates, items), []);
    }
  });

  test("leaves alone what is done, comes again, and time that is kept for the work", () => {
    const launch = taskOf("Harbour launch", { due: "2026-11-20" });
    for (const items of [
      [task({ status: "done" }), sent("a", SLIDES)],
      [task({ recurring: true }), sent("a", SLIDES)],
      [launch, entry("Harbour launch", { start: "2026-11-24T10:00:00.000Z", recurring: true })],
      [launch, entry("Harbour launch", {}, [])],
      [launch, entry("Harbour launch"), entry("Harbour launch", { start: "2026-11-20T10:00:00.000Z" })],
      [launch, entry("Prepare harbour launch party", { start: "2026-11-24T10:00:00.000Z" })],
    ]) {
      assert.deepEqual(find(twoDates, items), []);
    }
  });

  test("reads a mail's date where it was written, and the calendar's where the reader is", () => {
    const promise = sent("a", "I'll send you the harbour slides tomorrow.", {
      ts: "2026-11-19T22:30:00.000Z",
      fields: { offsetMinutes: 345 },
    });
    const zones = { calendar: calendarOf("Asia/Kathmandu"), now: "2026-11-19T23:00:00.000Z" };
    assert.deepEqual(find(twoDates, [task({ due: "2026-11-21" }), promise], zones), []);
    assert.equal(find(twoDates, [task({ due: "2026-11-20" }), promise], zones).length, 1);
    const launch = taskOf("Harbour launch", { due: "2026-11-20" });
    const late = entry("Harbour launch", { start: "2026-11-21T05:00:00.000Z" });
    assert.deepEqual(find(twoDates, [launch, late], { calendar: calendarOf("America/Los_Angeles") }), []);
    assert.equal(find(twoDates, [launch, late], { calendar: calendarOf("Australia/Lord_Howe") }).length, 1);
  });

  test("shows both, and keeps its key when the promise is repeated", () => {
    const items = [task(), sent("a", SLIDES)];
    const [finding] = find(twoDates, items);
    assert.equal(textOf(finding?.title ?? []), "Send harbour slides to Dana is due 2026-11-27, but possibly on another day elsewhere");
    assert.equal(textOf(finding?.why ?? []), `you promised “${SLIDES}”`);
    assert.deepEqual(new Set(finding?.evidence.map((fact) => fact.item)), new Set([items[0]?.id, "mail:a"]));
    const again = sent("b", SLIDES, { ts: "2026-11-18T09:00:00.000Z" });
    assert.equal(find(twoDates, [...items, again])[0]?.key, finding?.key);
  });
});
