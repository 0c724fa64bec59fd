import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deadlineNear } from "../../src/analysis/rules/mail/deadlines.ts";
import { promiseDue } from "../../src/analysis/rules/mail/promises.ts";
import type { Item } from "../../src/core/item.ts";
import { calendarOf, taskOf } from "../support/items.ts";
import { assertAll, assertSilent, COLLEAGUE, CUSTOMER, letter, ME, morning, reply, said } from "./mail-day.ts";
import { run } from "./run-rule.ts";

const asks = (body: string, at = "2026-11-18 11:00", from = COLLEAGUE): Item[] => [letter("Form", at, { from, body })];
const promises = (body: string, at = "2026-11-17 11:00", to: readonly string[] = [COLLEAGUE]): Item[] => [
  letter("Drawings", at, { from: ME, to, body }),
];

describe("MAIL-02, asked for by a day that is near", () => {
  test("finds requests with a day within two business days, and what is just past", () => {
    assertAll(deadlineNear, {
      today: asks("Please send me the form by 19 November."),
      tomorrow: asks("Could you send me the form by tomorrow evening?", "2026-11-19 08:00"),
      "after the weekend": asks("Please send me the form by 23 November."),
      "by an hour": asks("Please send me the form by 20 November, 15:00."),
      past: asks("Please send me the form by 17 November.", "2026-11-12 11:00"),
      "in a sentence on what works": asks("Could you tell me by noon tomorrow whether we can work with it?"),
      "a second letter names it": [
        ...asks("Please send me the form.", "2026-11-16 11:00"),
        letter("Re: Form", "2026-11-18 11:00", { body: "We need your form by 20 November." }, { thread: "form" }),
      ],
    });
  });

  test("leaves alone what is further away, undated, long past, or put off since", () => {
    assertSilent(deadlineNear, {
      "three business days": asks("Please send me the form by 24 November."),
      undated: asks("Please send me the form."),
      "long past": asks("Please send me the form by 2 November.", "2026-10-28 11:00"),
      "a day that is only told": asks("The office is closed on 20 November."),
      "a day to meet": asks("Could we meet on 20 November at 15:00?"),
      "put off": [
        ...asks("Please send me the form by 20 November."),
        letter("Re: Form", "2026-11-18 15:00", { body: "Please send it by 4 December instead." }, { thread: "form" }),
      ],
    });
  });

  test("leaves alone what is answered, a copy, or sent to many", () => {
    const [asked] = asks("Please send me the form by 20 November.");
    assert.ok(asked);
    assertSilent(deadlineNear, {
      answered: [asked, reply(asked, "2026-11-18 15:00", { from: ME, to: [COLLEAGUE], body: "Attached." })],
      copy: [letter("Form", "2026-11-18 11:00", { to: [COLLEAGUE], cc: [ME], body: "Please send me the form by 20 November." })],
      "to many": [letter("Form", "2026-11-18 11:00", { body: "Please register by 20 November." }, { bulk: "precedence" })],
    });
  });

  test("takes the day from the zone in which the letter was written", () => {
    const body = "Please send it by tomorrow.";
    const written = (offsetMinutes: number): Item[] => [letter("Form", "2026-11-18T23:30:00.000Z", { body }, { offsetMinutes })];
    const due = (offsetMinutes: number): unknown => run(deadlineNear, written(offsetMinutes))[0]?.due;
    assert.deepEqual([due(60), due(-480), due(345)], ["2026-11-20", "2026-11-19", "2026-11-20"]);
  });

  test("counts business days over a holiday and over both changes of the clocks", () => {
    assertAll(
      deadlineNear,
      { "Monday after the holiday": asks("Please send it by 30 November.", "2026-11-24 11:00") },
      "2026-11-25T09:00:00.000Z",
    );
    assertSilent(
      deadlineNear,
      { "Tuesday after it": asks("Please send it by 1 December.", "2026-11-24 11:00") },
      "2026-11-25T09:00:00.000Z",
    );
    assertAll(
      deadlineNear,
      { spring: asks("Please send it by 30 March.", "2026-03-26 11:00") },
      "2026-03-26T12:00:00.000Z",
      calendarOf("Europe/London"),
    );
    assertAll(
      deadlineNear,
      { autumn: asks("Please send it by 2 November.", "2026-10-29 11:00") },
      "2026-10-29T12:00:00.000Z",
      calendarOf("America/New_York"),
    );
  });

  test("says how near it is, whatever the letter's own words for it mean by now", () => {
    assert.deepEqual(said(deadlineNear, asks("Could you send the form by tomorrow?", "2026-11-18 11:00", CUSTOMER)), [
      "Dana Fox set you a day on Form",
      "due now, unanswered; asked 1 business day ago: “Could you send the form by tomorrow?”",
      "do it, or agree a new day with Dana Fox",
    ]);
    assert.match(said(deadlineNear, asks("Please send it by 23 November."))[1] ?? "", /^due in 4 days/);
    assert.match(said(deadlineNear, asks("Please send it by 18 November.", "2026-11-17 11:00"))[1] ?? "", /^1 day late/);
  });

  test("is no news on the next day, and can be held against its evidence", () => {
    const items = asks("Please send me the form by 20 November.", "2026-11-17 11:00", CUSTOMER);
    const first = morning(items);
    const second = morning(items, first.ledger, "2026-11-19T15:00:00.000Z");
    assert.deepEqual(
      [first, second].map(({ judged }) => judged.map(({ finding, word }) => `${finding.rule} ${word}`)),
      [
        ["MAIL-01 new", "MAIL-02 new"],
        ["MAIL-01 repeat", "MAIL-02 repeat"],
      ],
    );
  });
});

describe("MAIL-05, my promise is due", () => {
  test("finds what I promised for tomorrow, today or before", () => {
    assertAll(promiseDue, {
      today: promises("I'll send you the drawings by 19 November."),
      tomorrow: promises("I will send you the drawings by 20 November."),
      late: promises("We'll have the drawings ready by 16 November.", "2026-11-10 11:00"),
      "to a customer": promises("I'll send you the drawings by 19 November.", "2026-11-17 11:00", [CUSTOMER]),
      "they have thanked": [
        ...promises("I'll send you the drawings by 19 November."),
        letter("Re: Drawings", "2026-11-17 12:00", { body: "Thank you." }, { thread: "drawings" }),
      ],
    });
  });

  test("leaves alone what is further away, undated, no promise, or long past", () => {
    assertSilent(promiseDue, {
      "in two days": promises("I'll send you the drawings by 21 November."),
      undated: promises("I'll send you the drawings soon."),
      "asked of them": promises("Please send me the drawings by 19 November."),
      denied: promises("I can't send you the drawings by 19 November."),
      "two weeks late": promises("I'll send you the drawings by 4 November.", "2026-11-02 11:00"),
    });
  });

  test("leaves alone what I wrote about since, what a finished task is about, and what is promised to nobody else", () => {
    const promised = promises("I'll send you the harbor drawings by 19 November.");
    const [first] = promised;
    assert.ok(first);
    assertSilent(promiseDue, {
      kept: [first, reply(first, "2026-11-18 11:00", { from: ME, to: [COLLEAGUE], body: "Here they are." })],
      "the task is done": [first, taskOf("Send the harbor drawings", { status: "done" }, "2026-11-18T15:00:00.000Z")],
      "the task is one word that says it all": [first, taskOf("Drawings", { status: "done" }, "2026-11-18T15:00:00.000Z")],
      "the task names whom it is for": [first, taskOf("Drawings for Lee", { status: "done" }, "2026-11-18T15:00:00.000Z")],
      "a note to myself": promises("I'll send the drawings by 19 November.", "2026-11-17 11:00", [ME]),
    });
    assertAll(promiseDue, {
      "the task is open": [first, taskOf("Send the harbor drawings", { status: "todo" }, "2026-11-18T15:00:00.000Z")],
      "a task is done whose one word says nothing": [
        ...promises("I'll send you the report by 19 November."),
        taskOf("Send the report", { status: "done" }, "2026-11-18T15:00:00.000Z"),
      ],
      "another task is done for the same person": [first, taskOf("Call Lee Chen", { status: "done" }, "2026-11-18T15:00:00.000Z")],
      "another task is done": [first, taskOf("Paint the harbor wall", { status: "done" }, "2026-11-18T15:00:00.000Z")],
      "done before it was promised": [first, taskOf("Send the harbor drawings", { status: "done" }, "2026-11-01T15:00:00.000Z")],
    });
  });

  test("names the first day of several, whom it was promised to, and the words", () => {
    const both = promises("I'll call the insurer by 20 November. I'll send you the drawings by 19 November.", "2026-11-17 11:00", [
      CUSTOMER,
    ]);
    assert.deepEqual(said(promiseDue, both), [
      "Your promise to Dana Fox on Drawings",
      "due now; you wrote 2 business days ago: “I'll send you the drawings by 19 November.”",
      "deliver it, or name a new day",
    ]);
    const [finding] = run(promiseDue, both);
    assert.deepEqual(finding?.factors, { impact: 4, urgency: 3 });
    assert.equal(finding?.due, "2026-11-19");
    morning(both);
  });
});
