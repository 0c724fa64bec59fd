import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DraftItem, Item } from "../../src/core/item.ts";
import { itemOf, taskOf } from "../support/items.ts";
import { actorOf, composeDay, flagOf, letterOf, meetingOf, pageLines } from "./report-day.ts";

const EVENING = "2026-11-19T16:30:00.000Z";

/** Lines of a page under one title, their citations and keys left out. */
function under(lines: readonly string[], title: string): string[] {
  const start = lines.indexOf(title);
  const end = lines.findIndex((line, index) => index > start && !/^(?:- |\d+\. )/.test(line));
  return start < 0 ? [] : lines.slice(start + 1, end < 0 ? undefined : end).map(bare);
}

function bare(line: string): string {
  return line.replaceAll(/ (?:\[[A-Z]\d+\])+| [0-9a-f]{7}(?=\.?$)/g, "");
}

describe("the end of the day", () => {
  const done = taskOf("Rehearse the demo", { status: "done", owner: "me" }, "2026-11-19T10:00:00.000Z");
  const dueToday = taskOf("Approve the launch post", { due: "2026-11-19", owner: "me" });
  const late = taskOf("Send the contract", { due: "2026-11-17", owner: "me", status: "in_progress" });
  const prep = meetingOf("Board prep", "2026-11-20T09:30:00+01:00");
  const items = [
    done,
    taskOf("Done last week", { status: "done", owner: "me" }, "2026-11-12T10:00:00.000Z"),
    dueToday,
    late,
    taskOf("Somebody else's", { due: "2026-11-19", owner: "dana" }),
    taskOf("Order the banners", { due: "2026-11-20", owner: "me" }),
    meetingOf("Acme demo", "10:00"),
    meetingOf("Evening call", "19:00"),
    prep,
    meetingOf("Review", "2026-11-20T15:00:00+01:00"),
    letterOf("Re: Logo", "Sam Field", "Lee Chen", { ts: "2026-11-19T09:00:00.000Z" }, { inReplyTo: "logo" }),
    letterOf("Prices", "Sam Field", "Fox (Acme)", { ts: "2026-11-18T15:00:00.000Z", body: "I'll send you the prices by Friday." }),
  ];
  const flag = flagOf("CAL-05", prep, "has no agenda", { severity: 2, action: [{ kind: "text", text: "add an agenda" }] });
  const lines = pageLines(composeDay({ report: "end_of_day", now: EVENING, items, findings: [flag] }));

  test("says first how much was done, how much is left, and what comes next", () => {
    assert.equal(lines[0], "Thu 19 Nov: 3 things done, 2 tasks still open; next comes Fri 20 Nov 09:30 Board prep.");
  });

  test("tells what was done on this day alone, whom the reader answered, and which meetings were held", () => {
    assert.deepEqual(under(lines, "Done today"), ["- Done: Rehearse the demo.", "- Answered: Lee Chen, Re: Logo.", "- Met: Acme demo."]);
  });

  test("tells what is left of the reader's own, today's before what is late", () => {
    assert.deepEqual(under(lines, "Still open"), [
      "- Approve the launch post: due today, not started.",
      "- Send the contract: due Tue 17 Nov, in progress.",
    ]);
  });

  test("tells what tomorrow's first meeting needs, and what is due and promised for it", () => {
    assert.deepEqual(under(lines, "Tomorrow"), [
      "- 2 meetings, first 09:30 Board prep; still to do: add an agenda.",
      "- Order the banners: due Fri 20 Nov, not started.",
      "- To Fox: “I'll send you the prices by Friday.” (Wed 18 Nov 16:00).",
    ]);
  });

  test("looks to Monday on a Friday, and is quiet where there is nothing to say", () => {
    const monday = meetingOf("Planning", "2026-11-23T10:00:00+01:00");
    const friday = pageLines(composeDay({ report: "end_of_day", now: "2026-11-20T16:30:00.000Z", items: [monday] }));
    assert.deepEqual(under(friday, "On the next working day"), ["- First 10:00 Planning."]);
    assert.equal(composeDay({ report: "end_of_day", now: EVENING, items: [] }).quiet, true);
  });
});

describe("the preparation of a meeting", () => {
  const attendees = [
    actorOf("Sam Field", "organizer"),
    actorOf("Dana Fox (Acme)", "required", "accepted"),
    actorOf("Priya Nair", "optional", "needs_action"),
  ];
  const draft: Partial<DraftItem> = {
    actors: attendees,
    body: "Guest checkout, then the rollback plan",
    url: "https://meet.example.com/acme",
  };
  const demo = meetingOf("Acme demo", "10:00", draft, {
    location: "Room Oslo",
    conference: "https://meet.example.com/acme",
    documents: ["https://docs.example.com/plan"],
  });
  const asked = letterOf("The contract", "Dana Fox (Acme)", "Sam Field", {
    ts: "2026-11-16T09:00:00.000Z",
    body: "Hi Sam,\n\ncould you send us the signed contract before the demo?",
  });
  const items = [
    demo,
    meetingOf("Standup", "09:45", { actors: [actorOf("Sam Field", "organizer"), actorOf("Lee Chen", "required")] }),
    asked,
    letterOf("Prices", "Sam Field", "Dana Fox (Acme)", { body: "I'll send you the prices by Friday." }),
    letterOf("Lunch", "Lee Chen", "Sam Field", { body: "Shall we have lunch?" }),
    taskOf("Send the contract to Acme", { due: "2026-11-16", owner: "me" }),
    taskOf("Order the banners", { owner: "me" }),
  ];
  const event = (item: Item): Item =>
    itemOf({ id: "events:before:1", source: "events", kind: "event", title: item.title, fields: { item: item.id } });
  const now = "2026-11-19T08:45:00.000Z";
  const changes = [
    { item: demo.id, field: "start", from: "2026-11-19T10:00:00.000Z", to: "2026-11-19T09:00:00.000Z", at: "2026-11-19T07:00:00.000Z" },
  ];
  const lines = pageLines(
    composeDay({
      report: "meeting_prep",
      now,
      changes,
      items: [...items, event(demo)],
      findings: [flagOf("MAIL-01", asked, "waits for an answer", { severity: 2 })],
    }),
  );

  test("is about the meeting that set it off, and says how soon it is", () => {
    assert.equal(lines[0], "Thu 19 Nov: Acme demo, 10:00 to 11:00, in 15 minutes.");
  });

  test("tells who comes, from where and with which answer, where, what about, and that it changed", () => {
    assert.deepEqual(under(lines, "Meeting"), [
      "- With Dana Fox (external, accepted), Priya Nair (optional, no answer yet).",
      "- Where: Room Oslo; online.",
      "- About: Guest checkout, then the rollback plan.",
      "- To read: https[:]//docs[.]example[.]com/plan.",
      "- Acme demo has changed lately: its start.",
    ]);
  });

  test("tells what was promised, the last letters with those who come, and the tasks that belong to it", () => {
    assert.deepEqual(under(lines, "Promised"), ["- To Dana Fox: “I'll send you the prices by Friday.” (Wed 18 Nov 16:00)."]);
    assert.deepEqual(under(lines, "Last mails"), [
      "- The contract: Dana Fox asks “could you send us the signed contract before the demo?”, Mon 16 Nov 10:00.",
      "- Prices: You to Dana Fox, Wed 18 Nov 16:00.",
    ]);
    assert.deepEqual(under(lines, "Tasks"), ["- Send the contract to Acme: due Mon 16 Nov, not started, yours."]);
  });

  test("tells of a meeting that is only held online that it is", () => {
    const call = meetingOf("Call", "10:00", { ...draft, body: "" }, { conference: "https://meet.example.com/acme" });
    const page = pageLines(composeDay({ report: "meeting_prep", now, items: [call] }));
    assert.deepEqual(under(page, "Meeting").slice(1), ["- Where: online.", "- Call has no agenda."]);
  });

  test("by hand prepares the next meeting with others, and says so where there is none", () => {
    assert.match(pageLines(composeDay({ report: "meeting_prep", now, items }))[0] ?? "", /: Standup, 09:45/);
    const none = composeDay({ report: "meeting_prep", now, items: [meetingOf("Alone", "15:00")] });
    assert.equal(pageLines(none)[0], "Thu 19 Nov: No meeting lies ahead.");
    assert.equal(none.quiet, true);
  });
});

describe("commitments", () => {
  const kept = letterOf(
    "Numbers",
    "Sam Field",
    "Dana Fox (Acme)",
    { ts: "2026-11-16T09:00:00.000Z", body: "I'll send you the numbers by tomorrow." },
    { thread: "n" },
  );
  const items = [
    taskOf("Send the contract", { due: "2026-11-16", owner: "me" }),
    taskOf("Approve the post", { due: "2026-11-19", owner: "me" }),
    taskOf("Far away", { due: "2027-03-01", owner: "me" }),
    taskOf("Not mine", { due: "2026-11-19", owner: "dana" }),
    kept,
    letterOf("Re: Numbers", "Sam Field", "Dana Fox (Acme)", { ts: "2026-11-17T09:00:00.000Z", body: "Here they are." }, { thread: "n" }),
    letterOf("Prices", "Sam Field", "Dana Fox (Acme)", { body: "I'll send you the prices by Friday." }),
    letterOf("Review", "Lee Chen", "Sam Field", { body: "I'll review it by tomorrow." }),
    letterOf("Sale", "Shop", "Sam Field", { body: "We'll send you offers by Friday." }, { bulk: "list-unsubscribe" }),
  ];
  const lines = pageLines(composeDay({ report: "commitments", items }));

  test("says how much is owed, and how much of it by now", () => {
    assert.equal(lines[0], "Thu 19 Nov: You owe 3 things, 2 of them by now; 1 thing is owed to you.");
  });

  test("goes by date, late first, and tells a promise in its own words; one that was kept is gone", () => {
    assert.deepEqual(under(lines, "Overdue"), ["- Send the contract: due Mon 16 Nov, not started."]);
    assert.deepEqual(under(lines, "Today"), ["- Approve the post: due today, not started."]);
    assert.deepEqual(under(lines, "In the next days"), ["- To Dana Fox: “I'll send you the prices by Friday.” (Wed 18 Nov 16:00)."]);
    assert.deepEqual(under(lines, "Promised to you"), ["- Lee Chen: “I'll review it by tomorrow.” (Wed 18 Nov 16:00)."]);
  });
});

describe("the inbox", () => {
  const asked = letterOf("The contract", "Dana Fox (Acme)", "Sam Field", {
    body: "Hi Sam,\n\ncould you send us the signed contract by Friday?",
  });
  const items = [
    asked,
    letterOf("Re: Lunch", "Lee Chen", "Sam Field", { body: "See you there." }, { thread: "lunch" }),
    letterOf(
      "Lunch",
      "Sam Field",
      "Lee Chen",
      { ts: "2026-11-18T12:00:00.000Z", body: "At noon." },
      { thread: "lunch", messageId: "lunch" },
    ),
    letterOf(
      "Answered",
      "Priya Nair",
      "Sam Field",
      { ts: "2026-11-18T12:00:00.000Z", body: "Could you decide by Friday?" },
      { thread: "answered" },
    ),
    letterOf("Re: Answered", "Sam Field", "Priya Nair", { body: "Done." }, { thread: "answered" }),
    letterOf("Sale", "Shop", "Sam Field", { body: "Could you resist? Please buy by Friday." }, { bulk: "list-unsubscribe" }),
    letterOf("Build passed", "Build", "Sam Field", { body: "All checks passed." }, { bulk: "auto-submitted" }),
    letterOf("Old news", "Lee Chen", "Sam Field", { ts: "2026-11-12T12:00:00.000Z", body: "For your information." }),
  ];
  const flag = flagOf("MAIL-01", asked, "waits for an answer", { severity: 3 });
  const lines = pageLines(composeDay({ report: "inbox_triage", items, findings: [flag] }));

  test("says first how much needs the reader", () => {
    assert.equal(lines[0], "Thu 19 Nov: 1 mail needs you, 1 is good to know, 2 need nothing.");
  });

  test("tells who asks what, with the reasons, and the flag by which it can be answered", () => {
    assert.deepEqual(under(lines, "Needs you"), [
      "1. Dana Fox, The contract: “could you send us the signed contract by Friday?” (asks you, names a date, to you alone).",
    ]);
    assert.match(lines.join("\n"), new RegExp(flag.key.slice(0, 7)));
    assert.doesNotMatch(lines.join("\n"), /Also at risk/);
  });

  test("names what is good to know, and counts the rest", () => {
    assert.deepEqual(under(lines, "Good to know"), ["- Lee Chen, Re: Lunch."]);
    assert.ok(lines.includes("The rest: 2 mails need nothing."));
  });

  test("needs the reader where a letter is at risk, however little it weighs, and whatever letter of its conversation the flag is about", () => {
    const short = letterOf("Keys", "Lee Chen", "Sam Field", { ts: "2026-11-11T12:00:00.000Z", body: "The keys?" }, { thread: "keys" });
    const more = letterOf("Re: Keys", "Lee Chen", "Sam Field", { ts: "2026-11-11T12:05:00.000Z", body: "PS: both." }, { thread: "keys" });
    const told = pageLines(
      composeDay({
        report: "inbox_triage",
        items: [short, more],
        findings: [flagOf("MAIL-01", short, "waits for an answer", { severity: 3 })],
      }),
    );
    assert.equal(told[0], "Thu 19 Nov: 1 mail needs you.");
    assert.doesNotMatch(told.join("\n"), /Also at risk/);
  });

  test("does not say that no mail needs the reader beside a letter of the reader's own that is at risk", () => {
    const promise = letterOf("Drawings", "Sam Field", "Dana Fox (Acme)", { body: "I'll send you the drawings by Thursday." });
    const findings = [flagOf("MAIL-05", promise, "is due", { severity: 3 })];
    const told = pageLines(composeDay({ report: "inbox_triage", items: [promise], findings }));
    assert.equal(told[0], "Thu 19 Nov: 1 mail is at risk.");
    const both = pageLines(composeDay({ report: "inbox_triage", items: [promise, asked], findings }));
    assert.equal(both[0], "Thu 19 Nov: 1 mail needs you, 1 is at risk.");
  });

  test("weighs a conversation by its weightiest open letter, not by what was added to it", () => {
    const added = letterOf(
      "PS",
      "Dana Fox (Acme)",
      "Sam Field",
      { ts: "2026-11-18T16:00:00.000Z", body: "PS: no hurry." },
      { thread: "the-contract" },
    );
    const listed = letterOf(
      "List",
      "Dana Fox (Acme)",
      "Sam Field",
      { ts: "2026-11-18T17:00:00.000Z" },
      { thread: "the-contract", bulk: "list-id" },
    );
    const told = pageLines(composeDay({ report: "inbox_triage", items: [asked, added, listed] }));
    assert.equal(told[0], "Thu 19 Nov: 1 mail needs you.");
    assert.match(told.join("\n"), /Dana Fox, The contract: “could you send us/);
  });
});

describe("every report", () => {
  const task = taskOf("Load test", { status: "blocked", owner: "priya" });
  const flag = flagOf("TASK-05", task, "is blocked", { owner: "Priya Nair" });
  const long = Array.from({ length: 40 }, (_, index) =>
    taskOf(`${index} ${"very long words ".repeat(12)}`, { due: "2026-11-19", owner: "me" }),
  );

  for (const report of ["end_of_day", "meeting_prep", "inbox_triage", "commitments"] as const) {
    test(`${report} names what is at risk besides, and keeps to the length`, () => {
      const text = pageLines(composeDay({ report, items: [task, ...long, meetingOf("Demo", "15:00")], findings: [flag] })).join("\n");
      assert.match(text, /Also at risk: Load test is blocked \(Priya Nair\)/);
    });
  }
});
