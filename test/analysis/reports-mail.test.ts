import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { taskOf } from "../support/items.ts";
import { composeDay, flagOf, letterOf, pageLines, under } from "./report-day.ts";

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
    assert.equal(lines[0], "Thu 19 Nov: 1 mail needs you, 2 are good to know, 2 need nothing.");
  });

  test("tells who asks what, with the reasons, and the flag by which it can be answered", () => {
    assert.deepEqual(under(lines, "Needs you"), [
      "1. Dana Fox, The contract: “could you send us the signed contract by Friday?” (asks you, names a date, to you alone).",
    ]);
    assert.match(lines.join("\n"), new RegExp(flag.key.slice(0, 7)));
    assert.doesNotMatch(lines.join("\n"), /Also at risk/);
  });

  test("makes one list of what is asked and what else is at risk in letters, each with its key and none twice", () => {
    const first = letterOf(
      "Plan",
      "Lee Chen",
      "Sam Field",
      { ts: "2026-11-17T12:00:00.000Z", body: "Could you read the plan?" },
      { thread: "p" },
    );
    const again = letterOf("Re: Plan", "Lee Chen", "Sam Field", { body: "Could you tell me by Friday?" }, { thread: "p" });
    const promise = letterOf("Prices", "Sam Field", "Dana Fox (Acme)", { body: "I'll send you the prices by Friday." });
    const findings = [flagOf("MAIL-01", first, "waits for an answer"), flagOf("MAIL-05", promise, "is promised")];
    const page = pageLines(composeDay({ report: "inbox_triage", items: [first, again, promise], findings }));
    assert.match(page[0] ?? "", /2 mails need you\.$/);
    const list = page.filter((line) => /^\d\. /.test(line));
    assert.deepEqual(
      list.map((line) => line.slice(-7)),
      findings.map(({ key }) => key.slice(0, 7)),
    );
    assert.doesNotMatch(page.join("\n"), /Also at risk/);
  });

  test("names what is good to know, and counts the rest", () => {
    assert.deepEqual(under(lines, "Good to know"), ["- Lee Chen, Re: Lunch.", "- Lee Chen, Old news."]);
    assert.ok(lines.includes("The rest: 2 mails need nothing, 1 of them a newsletter."));
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

  test("counts a letter of the reader's own that is at risk", () => {
    const promise = letterOf("Drawings", "Sam Field", "Dana Fox (Acme)", { body: "I'll send you the drawings by Thursday." });
    const findings = [flagOf("MAIL-05", promise, "is due", { severity: 3 })];
    const told = pageLines(composeDay({ report: "inbox_triage", items: [promise], findings }));
    assert.equal(told[0], "Thu 19 Nov: 1 mail needs you.");
    const both = pageLines(composeDay({ report: "inbox_triage", items: [promise, asked], findings }));
    assert.equal(both[0], "Thu 19 Nov: 2 mails need you.");
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
