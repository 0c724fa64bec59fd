import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { heating } from "../../src/analysis/rules/mail/heat.ts";
import { undelivered } from "../../src/analysis/rules/mail/undelivered.ts";
import { escalation, importantUnread } from "../../src/analysis/rules/mail/urgent.ts";
import type { FieldValue, Item } from "../../src/core/item.ts";
import { calendarOf } from "../support/items.ts";
import { assertAll, assertSilent, COLLEAGUE, CUSTOMER, letter, ME, morning, reply, said, VIP, type Words } from "./mail-day.ts";
import { run } from "./run-rule.ts";

const unread = (at: string, words: Words = {}, fields: Record<string, FieldValue> = {}): Item[] => [
  letter("Budget", at, { from: VIP, ...words }, { unread: true, ...fields }),
];

describe("MAIL-03, an unread letter of somebody important", () => {
  test("finds what has been unread for more than four working hours", () => {
    assertAll(importantUnread, {
      "four working hours and a minute": unread("2026-11-18 14:59"),
      yesterday: unread("2026-11-18 09:00"),
      "last week": unread("2026-11-12 09:00"),
      "a copy": unread("2026-11-18 09:00", { to: [COLLEAGUE], cc: [ME] }),
      "the second letter": [
        letter("Budget", "2026-11-16 09:00", { from: VIP }, { unread: false }),
        letter("Re: Budget", "2026-11-17 09:00", { from: VIP }, { unread: true, thread: "budget" }),
      ],
    });
  });

  test("leaves alone what has not been there for four working hours, nights and days off apart", () => {
    assertSilent(importantUnread, {
      "four working hours": unread("2026-11-18 15:00"),
      "after work": unread("2026-11-18 19:00"),
      "this morning": unread("2026-11-19 07:00"),
      "of a colleague": unread("2026-11-16 09:00", { from: COLLEAGUE }),
      "the mailbox does not tell": unread("2026-11-16 09:00", {}, { unread: null }),
    });
    assertSilent(importantUnread, { "a holiday between": unread("2026-11-25 16:00") }, "2026-11-27T10:00:00.000Z");
    assertAll(importantUnread, { "and an hour more": unread("2026-11-25 16:00") }, "2026-11-27T10:01:00.000Z");
  });

  test("leaves alone what is read, answered, or sent to many", () => {
    const [first] = unread("2026-11-17 09:00");
    assert.ok(first);
    assertSilent(importantUnread, {
      read: unread("2026-11-17 09:00", {}, { unread: false }),
      answered: [first, reply(first, "2026-11-17 10:00", { from: ME, to: [VIP] })],
      "to many": unread("2026-11-17 09:00", {}, { bulk: "list-id" }),
    });
  });

  test("takes working hours from the zone of the calendar", () => {
    const items = unread("2026-11-18T16:00:00.000Z");
    assert.deepEqual(
      ["Europe/Berlin", "America/New_York", "Asia/Kathmandu"].map(
        (zone) => run(importantUnread, items, "2026-11-19T07:00:00.000Z", calendarOf(zone)).length,
      ),
      [0, 1, 0],
    );
  });

  test("says whose letter it is", () => {
    assert.deepEqual(said(importantUnread, unread("2026-11-17 09:00")), [
      "Unread: Priya Nair on Budget",
      "sent 2 business days ago",
      "read it",
    ]);
    morning(unread("2026-11-17 09:00"));
  });
});

const raised = (body: string, at = "2026-11-18 11:00", words: Words = {}): Item[] => [letter("Harbor", at, { body, ...words })];

describe("MAIL-06, something escalates", () => {
  test("finds alarms that nobody has answered for me", () => {
    assertAll(escalation, {
      outage: raised("The shop is down since this morning."),
      law: raised("We will involve our lawyers.", "2026-11-17 11:00", { from: CUSTOMER }),
      security: raised("There was a data breach last night."),
      leaving: raised("We want to cancel our contract.", "2026-11-13 11:00", { from: CUSTOMER }),
      "in the subject": [letter("Outage in the warehouse", "2026-11-18 11:00", { body: "Please call." })],
    });
  });

  test("leaves alone what is denied, planned, over, long ago, or no alarm", () => {
    const [first] = raised("The shop is down.");
    assert.ok(first);
    assertSilent(escalation, {
      denied: raised("There was no outage."),
      planned: raised("There is a planned outage for maintenance on Sunday."),
      over: [first, reply(first, "2026-11-18 12:00", { from: "Jo Ray", body: "It is fixed, all is running again." })],
      "eight days ago": raised("The shop is down.", "2026-11-11 09:00"),
      "no alarm": raised("The shop window is clean."),
    });
  });

  test("leaves alone what I answered, wrote or only hear of by a list", () => {
    const [first] = raised("The shop is down.");
    assert.ok(first);
    assertSilent(escalation, {
      answered: [first, reply(first, "2026-11-18 12:00", { from: ME, to: [COLLEAGUE], body: "I am on it." })],
      mine: raised("The shop is down.", "2026-11-18 11:00", { from: ME, to: [COLLEAGUE] }),
      list: [letter("Harbor", "2026-11-18 11:00", { body: "How outages happen." }, { bulk: "list-id" })],
    });
  });

  test("is most urgent after a day of work without an answer", () => {
    const urgency = (at: string): unknown => run(escalation, raised("The shop is down.", at))[0]?.factors?.urgency;
    assert.deepEqual([urgency("2026-11-19 08:00"), urgency("2026-11-18 11:00"), urgency("2026-11-18 10:59")], [3, 4, 4]);
    assert.deepEqual(said(escalation, raised("The shop is down.")).slice(0, 2), [
      "Lee Chen raises an alarm on Harbor",
      "sent 1 business day ago: “The shop is down.”",
    ]);
    morning(raised("The shop is down.", "2026-11-19 08:00"));
  });
});

const sent = letter("Drawings", "2026-11-17 08:00", { from: ME, to: [CUSTOMER], body: "Attached." });
const bounce = (at: string, bounced: string | null, fields: Record<string, FieldValue> = {}): Item[] => [
  sent,
  letter("Delivery failed", at, { from: "Mail System" }, { bulk: "auto-submitted", bounced, bouncedId: "drawings", ...fields }),
];

describe("MAIL-07, a letter came back", () => {
  test("finds reports of today and of the business day before, once for each address", () => {
    assertAll(undelivered, {
      today: bounce("2026-11-19 08:00", "dana@acme.example"),
      yesterday: bounce("2026-11-18 08:00", "lee@example.com"),
      unread: bounce("2026-11-18 08:00", "nobody@nowhere.example", { unread: true }),
      "known as a letter of a person": bounce("2026-11-18 08:00", "dana@acme.example", { bulk: null }),
      "in a conversation": bounce("2026-11-18 08:00", "dana@acme.example", { thread: "other" }),
    });
    assertAll(undelivered, { "on Friday": bounce("2026-11-20 17:00", "dana@acme.example") }, "2026-11-23T08:00:00.000Z");
    const twice = [
      ...bounce("2026-11-18 08:00", "a@acme.example"),
      letter("Again", "2026-11-18 09:00", {}, { bounced: "a@acme.example", bouncedId: "drawings", thread: "delivery-failed" }),
    ];
    assert.equal(run(undelivered, twice).length, 1);
  });

  test("leaves alone what is older and what reports no failure", () => {
    assertSilent(undelivered, {
      "two business days ago": bounce("2026-11-17 08:00", "dana@acme.example"),
      "a week ago": bounce("2026-11-12 08:00", "dana@acme.example"),
      "a receipt": bounce("2026-11-18 08:00", null),
      "a person's words": [letter("Bounced", "2026-11-18 08:00", { body: "My letter to Dana bounced." })],
      "of tomorrow": bounce("2026-11-20 08:00", "dana@acme.example"),
    });
  });

  test("believes a report about a letter that was sent, by its id or by whom it was for, and no other", () => {
    const unknown = { bouncedId: "made-up" };
    assertAll(undelivered, { "to whom I wrote two days before": bounce("2026-11-19 08:00", "dana@acme.example", unknown) });
    assertSilent(undelivered, {
      "to somebody whom I did not write": bounce("2026-11-19 08:00", "lee@example.com", unknown),
      "to somebody whom I did not write, with no letter": bounce("2026-11-19 08:00", "lee@example.com", { bouncedId: null }),
    });
    assertSilent(
      undelivered,
      { "to whom I wrote over a week before": bounce("2026-11-26 08:00", "dana@acme.example", unknown) },
      "2026-11-26T09:00:00.000Z",
    );
  });

  test("is not sure where no letter of mine is known", () => {
    const [found] = run(undelivered, bounce("2026-11-19 08:00", "dana@acme.example").slice(1));
    assert.deepEqual([found?.confidence, found?.severity], [0.4, 2]);
  });

  test("names the address, and weighs more for somebody from elsewhere", () => {
    const items = bounce("2026-11-18 08:00", "dana@acme.example");
    assert.equal(said(undelivered, items)[0], "Your letter to dana@acme.example came back");
    const impacts = ["dana@acme.example", "lee@example.com"].map(
      (address) => run(undelivered, bounce("2026-11-18 08:00", address))[0]?.factors?.impact,
    );
    assert.deepEqual(impacts, [3, 2]);
    assert.equal(run(undelivered, items)[0]?.isEvent, true);
    morning(items);
  });
});

/** Replies of the morning, one every ten minutes, to a letter of yesterday noon. */
function talk(writers: readonly string[], last = "Sam, what do you say?", to: readonly string[] = [ME, COLLEAGUE]): Item[] {
  const first = letter("Vendor", "2026-11-18 09:00", { from: "Grace Hall", to, body: "Two offers are in." });
  const replies = writers.map((from, index) =>
    reply(first, `2026-11-19 08:${10 + index * 5}`, { from, to, body: index === writers.length - 1 ? last : "I doubt it." }),
  );
  return [first, ...replies];
}

describe("MAIL-08, a conversation heats up", () => {
  const four = ["Lee Chen", "Jo Ray", "Ann Lund", "Lee Chen"];

  test("finds four replies of three people within a day, one of which calls me", () => {
    assertAll(heating, {
      four: talk(four),
      six: talk([...four, "Jo Ray", "Ann Lund"]),
      "by full name": talk(four, "This is for Sam Field to decide."),
      "in the middle": talk(four, "Before we ask Sam, let us wait."),
      "from elsewhere": talk([...four.slice(1), CUSTOMER]),
    });
  });

  test("leaves alone fewer replies, fewer people, and what calls nobody or somebody else", () => {
    assertSilent(heating, {
      three: talk(four.slice(1)),
      "two people": talk(["Lee Chen", "Jo Ray", "Lee Chen", "Jo Ray"]),
      "calls nobody": talk(four, "What do you all say?"),
      "a longer name": talk(four, "Samantha, what do you say?"),
      "not for me": talk(four, "Sam, what do you say?", [COLLEAGUE]),
    });
  });

  test("leaves alone where I have spoken, what is quoted, and what is a day old", () => {
    const items = talk(four);
    const [first] = items;
    assert.ok(first);
    const quoted = reply(first, "2026-11-19 09:30", { from: "Ann Lund", body: "Sam wrote:\nno", quoteSpans: [[0, 13]] });
    assertSilent(heating, {
      spoken: [...items, reply(first, "2026-11-19 09:30", { from: ME, to: [COLLEAGUE], body: "The first." })],
      quoted: [...talk(four, "I doubt it."), quoted],
    });
    assertSilent(heating, { "a day old": items }, "2026-11-20T09:00:00.000Z");
  });

  test("counts the replies and shows the call", () => {
    assert.deepEqual(said(heating, talk(four)).slice(0, 2), [
      "Vendor heats up, and you are asked",
      "4 replies within a day, none of them yours: “Sam, what do you say?”",
    ]);
    morning(talk(four));
  });
});
