import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { getFact } from "../../../src/core/prose.ts";
import { itemOf as itemWith } from "../../support/items.ts";
import { itemOf } from "./chase.ts";
import { heard } from "./heard.ts";
import { answer, askOf, linesOf, NOW, PLAN, planTask, question } from "./letters.ts";

describe("a question", () => {
  test("says in its first words who asks, for whom and why, and all of how to answer and to end it", () => {
    const named = [askOf("T-12"), askOf("T-14", { because: "reviews #815" })];
    assert.deepEqual(linesOf(question({ isFirst: true, named, more: 3 })), [
      "Hi Ana, I'm Chief, a program that keeps Sam Field's plan for Spring release (Tue 1 Dec) up to date. I could not find out how these stand:",
      "- Docs (T-12), due Tue 24 Nov: the plan says in progress",
      "- Load test (T-14), due Wed 25 Nov: you review #815; the plan says blocked, waits for Ben",
      "And 3 smaller ones can wait. Could you tell me of each how it stands, when it will be done and what it waits for? One line for all is enough, in your own words, such as: “T-12 at risk, ETA Thursday”. “ask me on Monday” puts these questions off, “stop” ends them for good, whichever plan they are about.",
    ]);
    // What it gives as an example is understood as it stands.
    assert.equal(heard("T-12 at risk, ETA Thursday", 2), "at_risk 2026-11-26; -");
  });

  test("says less to whoever knows it", () => {
    assert.deepEqual(linesOf(question({})), [
      "Hi Ana, Chief here, about Sam Field's plan for Spring release (Tue 1 Dec). I could not find out how this one stands:",
      "- Docs (T-12), due Tue 24 Nov: the plan says in progress",
      "Could you tell me how it stands, when it will be done and what it waits for? One line is enough. “stop” ends these questions, “ask me on Monday” puts them off.",
    ]);
    assert.match(linesOf(question({ requester: "ana" }))[0] ?? "", /^Hi Ana, Chief here, about your plan for Spring release/);
  });

  test("tells what its person said last, who told of them, and what shows without asking", () => {
    const told = {
      item: "notion:T-12",
      status: null,
      eta: null,
      etaAsk: false,
      sure: true,
      percent: 50,
      blocker: null,
      to: null,
      quote: [0, 1],
    } as const;
    const said = { told, quote: "half way", at: "2026-11-12T15:00:00.000Z", reply: "slack:1" };
    const rows = [askOf("T-12", { id: "old", state: "answered", answer: said, endedAt: said.at })];
    const pull = itemWith({ id: "github:815", source: "github", kind: "pull_request", title: "New API", fields: { number: 815 } });
    const seen = [itemOf("notion:T-16", { known: [getFact(pull, "fields.number")] })];
    const named = [askOf("T-12"), askOf("T-15", { because: "has it now, as Ben Ortiz says" })];
    assert.deepEqual(linesOf(question({ named, rows, seen, items: [...PLAN, planTask("T-16", "API"), pull] })).slice(1, -1), [
      "- Docs (T-12), due Tue 24 Nov: the plan says in progress; you wrote “half way” (Thu 12 Nov 10:00)",
      "- Pricing page (T-15), due Fri 27 Nov: Ben Ortiz says that you have it now; the plan says not started",
      "API looks done to me, since #815 was merged. If not, say so.",
    ]);
  });

  test("is short as a reminder, and shorter as the last one, which says what follows", () => {
    const named = [askOf("T-12"), askOf("T-15")];
    assert.deepEqual(linesOf(question({ kind: "reminder", named })), [
      "Hi Ana, Chief again, about Sam Field's plan for Spring release (Tue 1 Dec). Still open:",
      "- Docs (T-12), due Tue 24 Nov",
      "- Pricing page (T-15), due Fri 27 Nov",
      "One word for each is enough. “stop” ends these questions.",
    ]);
    assert.deepEqual(linesOf(question({ kind: "last_reminder" })), [
      "Hi Ana, this is still open. I won't ask again: without an answer I tell Sam Field that it is not known how it stands.",
      "- Docs (T-12), due Tue 24 Nov",
      "“stop” ends these questions.",
    ]);
  });

  test("names its asks in the order of its lines, is about its message alone, and leads to each thing", () => {
    const { asking, about, citations } = question({ named: [askOf("T-15"), askOf("T-12")] });
    assert.deepEqual(
      asking?.asks.map(({ key }) => key),
      ["T-15", "T-12"],
    );
    assert.equal(about, "chase:1");
    assert.deepEqual(
      citations.map(({ url }) => url),
      ["https://notion.example/spring", "https://notion.example/T-15", "https://notion.example/T-12"],
    );
  });

  test("names no owner whom config does not name, and no launch where there are two", () => {
    const other = itemWith({
      id: "notion:other",
      source: "notion",
      kind: "launch",
      title: "Spring",
      fields: { plan: "Spring", date: null, cadence: null },
    });
    assert.match(linesOf(question({ requester: "nobody", items: [...PLAN, other] }))[0] ?? "", /^Hi Ana, Chief here, about the plan\. I/);
    assert.match(linesOf(question({ requester: "nobody", kind: "last_reminder" }))[0] ?? "", /I tell the owner of the plan that/);
  });
});

describe("an answer", () => {
  const CORRECT = "If that is wrong, write how it is: the last word counts.";

  test("is noted once, with what becomes of it", () => {
    assert.deepEqual(linesOf(answer("at risk, ETA Friday 27 Nov")), [
      "Noted. Docs: at risk, ETA Fri 27 Nov. It goes into the plan.",
      CORRECT,
    ]);
    assert.deepEqual(linesOf(answer("docs done, load test blocked by Ben", ["T-12", "T-14"])), [
      "Noted, Ana:",
      "- Docs: done. It goes into the plan.",
      "- Load test: blocked, waits for Ben. The plan says so already.",
      CORRECT,
    ]);
    assert.deepEqual(linesOf(answer("80% there")), ["Noted. Docs: on track, 80 % done. I pass it on to Sam Field.", CORRECT]);
  });

  test("that is not sure is passed on in its words, and its day asked back", () => {
    assert.deepEqual(linesOf(answer("thursday or friday")), [
      "Noted. Docs: on track, ETA between Fri 20 Nov and Thu 26 Nov. The plan stays as it is until the day is clear.",
      "On which day will Docs be done?",
    ]);
  });

  test("that hands it over tells who is asked next, or asks who has it", () => {
    assert.deepEqual(linesOf(answer("Ben has it")), ["Noted. Docs is with Ben Ortiz now, whom I ask to confirm that.", CORRECT]);
    assert.deepEqual(linesOf(answer("Priya has it")), [
      "Noted. Docs is with Priya Nair now, whom I do not ask; I tell Sam Field.",
      CORRECT,
    ]);
    assert.deepEqual(linesOf(answer("not mine"))[0], "Noted. Docs is not yours. Who has it then?");
  });

  test("that is not clear is asked back about once", () => {
    assert.deepEqual(linesOf(answer("done", ["T-12", "T-14"])), ["Which of these do you mean: Docs or Load test?"]);
    assert.deepEqual(linesOf(answer("it's complicated")), ["How does Docs stand: on track, at risk, blocked or done?"]);
    const again = [askOf("T-12", { state: "unclear", askedBack: true, repliedAt: "2026-11-19T15:30:00.000Z" })];
    assert.deepEqual(linesOf(answer("it's complicated", ["T-12"], {}, again)), [
      "I did not understand what you wrote of Docs, and I tell Sam Field so.",
    ]);
    assert.deepEqual(linesOf(answer("thanks")), [
      "Thank you, Ana. I could not read from that how anything stands, so the plan stays as it is.",
    ]);
    assert.deepEqual(linesOf(answer("done", ["T-12"], {}, [askOf("T-12", { state: "removed", endedAt: NOW })])), [
      "Thank you, Ana. That question is over, so the plan stays as it is.",
    ]);
  });

  test("that wants other questions, or none, is told that it is so", () => {
    assert.deepEqual(linesOf(answer("stop")), [
      "You get no more questions from me, whichever plan they are about. Write “start” if you want them again.",
    ]);
    assert.deepEqual(linesOf(answer("", [], { start: true })), ["You get questions from me again. “stop” ends them."]);
    assert.deepEqual(linesOf(answer("ask me on Monday")), ["You get no questions from me before Mon 23 Nov."]);
    assert.deepEqual(linesOf(answer("docs done, and stop asking me")).slice(0, 2), [
      "Noted. Docs: done. It goes into the plan.",
      "You get no more questions from me, whichever plan they are about. Write “start” if you want them again.",
    ]);
  });

  test("corrects the one before it", () => {
    const before = {
      told: {
        item: "notion:T-12",
        status: "done" as const,
        eta: null,
        etaAsk: false,
        sure: true,
        percent: null,
        blocker: null,
        to: null,
        quote: [0, 4] as const,
      },
    };
    const rows = [
      askOf("T-12", { state: "answered", answer: { ...before, quote: "done", at: "2026-11-19T15:30:00.000Z", reply: "slack:0" } }),
    ];
    assert.equal(linesOf(answer("sorry, docs is at risk", ["T-12"], {}, rows))[0], "Noted. Docs: at risk. It goes into the plan.");
  });
});
