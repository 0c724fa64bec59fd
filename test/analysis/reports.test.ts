import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DraftItem, Item } from "../../src/core/item.ts";
import { REPORT_NAMES } from "../../src/core/automation.ts";
import { healthOf, itemOf, taskOf } from "../support/items.ts";
import { actorOf, bare, composeDay, flagOf, letterOf, meetingOf, pageLines, under } from "./report-day.ts";

const EVENING = "2026-11-19T16:30:00.000Z";

for (const report of REPORT_NAMES.filter((each) => each !== "briefing")) {
  test(`${report} says in its first line that something could not be read`, () => {
    const failed = [healthOf("gmail", EVENING, { ok: false, count: 0, error: "Google did not answer" })];
    const [headline = "", ...rest] = pageLines(composeDay({ report, now: EVENING, items: [], failed }));
    assert.match(headline, /; not everything could be read\.$/);
    assert.match(rest.join("\n"), /gmail: Google did not answer/);
    assert.doesNotMatch(pageLines(composeDay({ report, now: EVENING, items: [] }))[0] ?? "", /could be read/);
  });
}

test("what tells of one meeting or of one incident says of which, so that no message of another takes its place", () => {
  const meetings = ["Acme demo", "Board prep"].map((title, at) =>
    meetingOf(title, `1${at}:00`, { actors: [actorOf("Sam Field", "organizer"), actorOf("Fox (Acme)", "attendee")] }),
  );
  const unknown = { severity: null, detectedAt: null, mitigatedAt: null, resolvedAt: null, impact: null };
  const incidents = ["Checkout is down", "Search is slow"].map((title) =>
    itemOf({ id: `files:${title}`, source: "files", kind: "incident", title, fields: { service: "shop", state: "open", ...unknown } }),
  );
  const told = [
    ...meetings.map((item) => composeDay({ report: "meeting_prep", items: [item] })),
    ...incidents.map((item) => composeDay({ report: "incident_summary", items: [item] })),
  ];
  assert.deepEqual(
    told.map(({ about }) => about),
    [...meetings, ...incidents].map(({ id }) => id),
  );
});

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
    assert.equal(lines[0], "Thu 19 Nov: 3 things done, 2 still open; next comes Fri 20 Nov 09:30 Board prep.");
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

  test("counts letters of today that want something, and promises for today, as open", () => {
    const asked = letterOf("The contract", "Dana Fox (Acme)", "Sam Field", {
      ts: "2026-11-19T09:00:00.000Z",
      body: "Could you send us the signed contract by Monday?",
    });
    const promised = letterOf("Prices", "Sam Field", "Dana Fox (Acme)", { body: "I'll send you the prices by tomorrow." });
    const page = pageLines(composeDay({ report: "end_of_day", now: EVENING, items: [asked, promised] }));
    assert.equal(page[0], "Thu 19 Nov: 2 things still open.");
    assert.deepEqual(under(page, "Still open"), [
      "- To Dana Fox: “I'll send you the prices by tomorrow.” (Wed 18 Nov 16:00).",
      "- Not answered: Dana Fox, The contract: “Could you send us the signed contract by Monday?” (asks you, names a date, external, you have written to them).",
    ]);
  });

  test("counts a letter that wanted something by today, not one of before that names no day", () => {
    const due = letterOf("Plan", "Lee Chen", "Sam Field", { body: "Could you read the plan by tomorrow?" });
    const other = letterOf("Logo", "Priya Nair", "Sam Field", { body: "Could you look at the logo?" });
    const page = pageLines(composeDay({ report: "end_of_day", now: EVENING, items: [due, other] }));
    assert.match(page[0] ?? "", /1 thing still open/);
    assert.match(page.join("\n"), /Not answered: Lee Chen, Plan/);
  });

  test("counts what does not fit", () => {
    const many = Array.from({ length: 11 }, (_, index) => taskOf(`Task ${index}`, { due: "2026-11-19", owner: "me" }));
    const page = pageLines(composeDay({ report: "end_of_day", now: EVENING, items: many }));
    assert.match(page[0] ?? "", /11 things still open/);
    assert.equal(under(page, "Still open").at(-1), "- 3 more.");
    const flagged = many.map((task) => flagOf("TASK-02", task, "is due today", { severity: 2 }));
    const all = composeDay({
      report: "end_of_day",
      now: EVENING,
      items: [...many, ...many.map((task) => ({ ...task, id: `${task.id}b` }))],
      findings: flagged,
    });
    assert.ok(all.citations.length < 15);
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

  test("names what else stands about those who come and their tasks, told before or not, and only counts what is about others", () => {
    const other = taskOf("Load test", { status: "blocked", owner: "zed" });
    const promise = items[3] ?? asked;
    const told = { finding: flagOf("MAIL-05", asked, "waits", { severity: 2 }), word: "repeat" } as const;
    const findings = [told, flagOf("X-06", promise, "stands on no list"), flagOf("TASK-05", other, "is blocked", { owner: "zed" })];
    const later = meetingOf("Acme review", "11:00", { actors: attendees });
    const page = pageLines(composeDay({ report: "meeting_prep", now, items: [demo, later, asked, promise, other], findings })).map(bare);
    const text = page.join("\n");
    assert.doesNotMatch(text, /Load test/);
    assert.match(text, /On other matters: 1 flag about work\./);
    assert.doesNotMatch(page[0] ?? "", /other thing/);
    const sync = meetingOf("Sync of others", "15:00");
    const more = [...findings, flagOf("CAL-01", sync, "clashes"), flagOf("CAL-04", sync, "is long")];
    const both = pageLines(composeDay({ report: "meeting_prep", now, items: [demo, asked, promise, other, sync], findings: more })).map(
      bare,
    );
    assert.match(both.join("\n"), /On other matters: \d flags(?:, \d of them due now)?: \d about meetings and 1 about work\./);
  });

  test("names a flag that hangs on a letter that is too old for the list", () => {
    const old = letterOf("Terms", "Dana Fox (Acme)", "Sam Field", { ts: "2026-10-01T09:00:00.000Z", body: "Could you sign the terms?" });
    const findings = [{ finding: flagOf("MAIL-01", old, "waits for an answer"), word: "repeat" } as const];
    const page = pageLines(composeDay({ report: "meeting_prep", now, items: [demo, old], findings })).map(bare);
    assert.match(page[0] ?? "", /in 15 minutes; 1 other thing is at risk\.$/);
    assert.ok(page.includes("Also at risk: Terms waits for an answer (you)."), page.join("\n"));
  });

  test("by hand prepares the next meeting with others, and says so where there is none", () => {
    assert.match(pageLines(composeDay({ report: "meeting_prep", now, items }))[0] ?? "", /: Standup, 09:45/);
    const none = composeDay({ report: "meeting_prep", now, items: [meetingOf("Alone", "15:00")] });
    assert.equal(pageLines(none)[0], "Thu 19 Nov: No meeting lies ahead.");
    assert.equal(none.quiet, true);
  });
});

describe("every report", () => {
  const task = taskOf("Load test", { status: "blocked", owner: "priya" });
  const flag = flagOf("TASK-05", task, "is blocked", { owner: "Priya Nair" });
  const long = Array.from({ length: 40 }, (_, index) =>
    taskOf(`${index} ${"very long words ".repeat(12)}`, { due: "2026-11-19", owner: "me" }),
  );

  for (const report of ["end_of_day", "inbox_triage", "commitments"] as const) {
    test(`${report} names what is at risk besides, and keeps to the length`, () => {
      const text = pageLines(composeDay({ report, items: [task, ...long, meetingOf("Demo", "15:00")], findings: [flag] })).join("\n");
      assert.match(text, /Also at risk: Load test is blocked \(Priya Nair\)/);
    });
  }

  test("does not calm a reader for whom something else is at risk", () => {
    for (const report of ["end_of_day", "commitments"] as const) {
      const [first = ""] = pageLines(composeDay({ report, items: [task], findings: [flag] }));
      assert.match(first, /[Nn]othing .*; 1 other thing is at risk\.$/);
    }
  });
});
