import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { waitingOnMe, waitingOnThem } from "../../src/analysis/rules/mail/waiting.ts";
import { calendarOf } from "../support/items.ts";
import { assertAll, assertSilent, COLLEAGUE, CUSTOMER, letter, ME, morning, reply, said, VIP } from "./mail-day.ts";
import { run } from "./run-rule.ts";

const ASK = "Hi Sam,\n\ncould you tell me which of the two offers you prefer?";
const asked = letter("Offers", "2026-11-16 11:00", { body: ASK });
const both = letter("Offers", "2026-11-16 11:00", { to: [ME, "Jo Ray"], body: "Hi both,\n\ncould you tell me which offer you prefer?" });

describe("MAIL-01, waiting for my answer", () => {
  test("finds letters that ask for something and have waited too long for who wrote them", () => {
    assertAll(waitingOnMe, {
      "a colleague, three business days": [asked],
      "a customer, two business days": [letter("Form", "2026-11-17 11:00", { from: CUSTOMER, body: "Please sign the form." })],
      "somebody important, a little over four working hours": [letter("Form", "2026-11-18 14:59", { from: VIP, body: ASK })],
      "asked again without an answer": [asked, reply(asked, "2026-11-18 11:00", { body: "A gentle reminder." })],
      "the question came with the first of two letters": [asked, reply(asked, "2026-11-16 11:05", { body: "The offers are attached." })],
      "a stranger wrote since": [
        asked,
        reply(asked, "2026-11-17 15:00", { from: "Max Moor (Acme)", to: [COLLEAGUE], body: "Ours is best." }),
      ],
      "a colleague wrote who was not asked": [asked, reply(asked, "2026-11-17 15:00", { from: "Jo Ray", body: "The first one it is." })],
      "a colleague who was asked, too, does not know": [
        both,
        reply(both, "2026-11-17 15:00", { from: "Jo Ray", body: "Hi Lee,\n\nNo idea. Sam, what do you think?\n\nJo" }),
      ],
      "a list, a machine and an absence note wrote since": [
        both,
        reply(both, "2026-11-17 15:00", { from: "Jo Ray", body: "Posted on the board." }, { bulk: "list-id" }),
        reply(both, "2026-11-17 15:01", { from: "Jo Ray", body: "I am away until Monday." }, { bulk: "auto-submitted" }),
        letter("Automatic reply: Offers", "2026-11-17 15:02", { from: "Jo Ray", body: "I am away until Monday." }, { thread: "offers" }),
      ],
      "they added something": [asked, reply(asked, "2026-11-16 11:05", { body: "PS: both offers end on Monday. Thanks!" })],
      "they added something after a stranger's letter": [
        asked,
        reply(asked, "2026-11-16 11:05", { from: "Ann Lund", body: "I doubt it." }),
        reply(asked, "2026-11-16 12:00", { body: "PS: both offers end on Monday." }),
      ],
      "answered before, asked anew": [
        letter("Plan", "2026-11-09 11:00", { body: ASK }, { thread: "plan" }),
        letter("Re: Plan", "2026-11-10 11:00", { from: ME, to: [COLLEAGUE], body: "The first." }, { thread: "plan" }),
        letter("Re: Re: Plan", "2026-11-13 11:00", { body: "And why? Could you explain it?" }, { thread: "plan" }),
      ],
    });
  });

  test("leaves alone what has not waited long enough, and what asks nothing", () => {
    assertSilent(waitingOnMe, {
      "a colleague, two business days": [letter("Offers", "2026-11-17 11:00", { body: ASK })],
      "a customer, one business day": [letter("Form", "2026-11-18 11:00", { from: CUSTOMER, body: "Please sign the form." })],
      "somebody important, four working hours": [letter("Form", "2026-11-18 15:00", { from: VIP, body: ASK })],
      "nothing asked": [letter("News", "2026-11-12 11:00", { body: "The painters are done." })],
      "asked of somebody else by name": [letter("News", "2026-11-12 11:00", { to: [ME, "Jo Ray"], body: "Jo, could you lock up?" })],
      "asked over a month ago": [letter("Offers", "2026-10-12 11:00", { body: ASK })],
    });
  });

  test("leaves alone what is answered, not for me, or from no person", () => {
    assertSilent(waitingOnMe, {
      answered: [asked, reply(asked, "2026-11-16 15:00", { from: ME, to: [COLLEAGUE], body: "The first." })],
      "answered, as the mailbox says": [letter("Offers", "2026-11-16 11:00", { body: ASK }, { answered: true })],
      "answered by a colleague who was asked, too": [
        both,
        reply(both, "2026-11-17 15:00", { from: "Jo Ray", body: "The first one it is." }),
      ],
      "answered by a colleague in one word": [both, reply(both, "2026-11-17 15:00", { from: "Jo Ray", body: "Hi Lee,\n\nYes.\n\nJo" })],
      "taken back": [asked, reply(asked, "2026-11-16 11:05", { body: "Never mind, I found it." })],
      "they thank somebody else for the answer": [
        asked,
        reply(asked, "2026-11-16 11:05", { from: "Ann Lund", body: "The first." }),
        reply(asked, "2026-11-16 12:00", { body: "Thanks Ann, that helps." }),
      ],
      "only a copy": [letter("Offers", "2026-11-16 11:00", { to: [COLLEAGUE], cc: [ME], body: ASK })],
      "sent to many": [letter("Offers", "2026-11-16 11:00", { body: ASK }, { bulk: "list-id" })],
      "a quote of mine": [letter("Offers", "2026-11-12 11:00", { body: ASK, quoteSpans: [[0, ASK.length]] })],
      "an invitation": [letter("Talk", "2026-11-12 11:00", { body: ASK }, { inviteUid: "a", inviteStart: "2026-12-01T10:00:00.000Z" })],
    });
  });

  test("counts business days in the zone of the calendar, over a weekend, a holiday and the change of the clocks", () => {
    const night = letter("Offers", "2026-11-17T02:00:00.000Z", { body: ASK });
    assertSilent(waitingOnMe, { Berlin: [night] });
    assertAll(waitingOnMe, { "Los Angeles": [night] }, undefined, calendarOf("America/Los_Angeles"));
    assertSilent(waitingOnMe, { Kathmandu: [night] }, undefined, calendarOf("Asia/Kathmandu"));
    const before = letter("Offers", "2026-11-24T10:00:00.000Z", { body: ASK });
    assertSilent(waitingOnMe, { "the day after a holiday": [before] }, "2026-11-27T10:00:00.000Z");
    assertAll(waitingOnMe, { "the Monday after": [before] }, "2026-11-30T10:00:00.000Z");
    const autumn = letter("Offers", "2026-10-23T10:00:00.000Z", { from: VIP, body: "Could you call me?" });
    assertSilent(waitingOnMe, { "four hours on both days": [autumn] }, "2026-10-23T14:00:00.000Z");
    assertAll(waitingOnMe, { "the weekend has 49 hours, none of them of work": [autumn] }, "2026-10-26T08:01:00.000Z");
  });

  test("says who waits, since when, and for what, in the words of who asked", () => {
    assert.deepEqual(said(waitingOnMe, [asked]), [
      "Lee Chen waits for your answer on Offers",
      "asked 3 business days ago: “could you tell me which of the two offers you prefer?”",
      "answer Lee Chen, or say when you will",
    ]);
  });

  test("shows the question rather than what they promise for the answer", () => {
    const bodies = [
      "Which of the two do you prefer? I'll send the contract by Friday if you could wait.",
      "I'll send you the contract by Friday, which of the two do you prefer?",
    ];
    for (const body of bodies) {
      assert.match(said(waitingOnMe, [letter("Offers", "2026-11-16 11:00", { body })])[1] ?? "", /“which of the two do you prefer\?”$/i);
    }
  });

  test("shows of a long sentence the part that matters, without changing a word", () => {
    const long = `Could you ${"please and really ".repeat(12)}send me the signed lease by Friday, 27 November, since the owner asks for it?`;
    const [, why = ""] = said(waitingOnMe, [letter("Lease", "2026-11-16 11:00", { body: long })]);
    const shown = /“…?(.*?)…?”/.exec(why)?.[1] ?? "";
    assert.ok(shown.length <= 100 && shown.length > 60, shown);
    assert.ok(long.includes(shown));
    assert.match(shown, /27 November/);
  });

  test("weighs more the longer it lasts, and for people who are important or from elsewhere", () => {
    const factors = (from: string, day: string): unknown =>
      run(waitingOnMe, [letter("Offers", `${day} 11:00`, { from, body: ASK })])[0]?.factors;
    assert.deepEqual(factors(COLLEAGUE, "2026-11-16"), { impact: 2, urgency: 1 });
    assert.deepEqual(factors(COLLEAGUE, "2026-11-13"), { impact: 2, urgency: 2 });
    assert.deepEqual(factors(CUSTOMER, "2026-11-13"), { impact: 3, urgency: 3 });
    assert.deepEqual(factors(VIP, "2026-11-13"), { impact: 3, urgency: 4 });
  });

  test("is one flag however often they ask, and is over with the answer", () => {
    const letters = [letter("Offers", "2026-11-11 11:00", { from: CUSTOMER, body: ASK })];
    const first = morning(letters);
    const again = reply(letters[0] ?? asked, "2026-11-19 11:00", { from: CUSTOMER, body: "Did you have a look?" });
    const second = morning([...letters, again], first.ledger, "2026-11-20T09:00:00.000Z");
    assert.deepEqual(
      second.judged.map(({ finding, word }) => `${finding.rule} ${word}`),
      ["MAIL-01 repeat"],
    );
    const answer = reply(again, "2026-11-20 15:00", { from: ME, to: [CUSTOMER], body: "The second." });
    const third = morning([...letters, again, answer], second.ledger, "2026-11-21T09:00:00.000Z");
    assert.deepEqual(
      third.judged.map(({ finding, word }) => `${finding.rule} ${word}`),
      ["MAIL-01 resolved"],
    );
  });
});

describe("MAIL-04, waiting for theirs", () => {
  const mine = (title: string, at: string, body: string, to: readonly string[] = [COLLEAGUE]): ReturnType<typeof letter> =>
    letter(title, at, { from: ME, to, body });
  const question = "Could you send me the report?";

  test("finds what I asked and nobody answered, and what they promised and let pass", () => {
    const promise = letter("Report", "2026-11-13 11:00", { body: "I'll send you the report by 17 November." });
    assertAll(waitingOnThem, {
      "four business days": [mine("Report", "2026-11-13 11:00", question)],
      "of a customer": [mine("Report", "2026-11-11 11:00", question, [CUSTOMER])],
      "of several": [mine("Report", "2026-11-11 11:00", question, [CUSTOMER, COLLEAGUE])],
      "their day has passed": [promise],
      "their day has passed, I had only thanked": [
        promise,
        reply(promise, "2026-11-13 12:00", { from: ME, to: [COLLEAGUE], body: "Thanks!" }),
      ],
    });
  });

  test("leaves alone what is too fresh, asks nothing, or is promised for later", () => {
    const promise = letter("Report", "2026-11-13 11:00", { body: "I'll send you the report by 17 November." });
    assertSilent(waitingOnThem, {
      "three business days": [mine("Report", "2026-11-16 11:00", question)],
      "asked by a colleague of several": [letter("Report", "2026-11-11 11:00", { to: [ME, "Jo Ray"], body: question })],
      "nothing asked": [mine("Report", "2026-11-11 11:00", "The report is in the folder.")],
      "promised for today": [letter("Report", "2026-11-13 11:00", { body: "I'll send you the report by 19 November." })],
      "I have asked since": [promise, reply(promise, "2026-11-18 12:00", { from: ME, to: [COLLEAGUE], body: "Could you send it today?" })],
      "promised long ago": [letter("Report", "2026-10-28 11:00", { body: "I'll send you the report by 30 October." })],
    });
  });

  test("leaves alone what is answered, goes to myself, or was promised to others", () => {
    const sent = mine("Report", "2026-11-11 11:00", question);
    const promise = letter("Report", "2026-11-13 11:00", { body: "I'll send you the report by 17 November." });
    assertSilent(waitingOnThem, {
      answered: [sent, reply(sent, "2026-11-12 11:00", { body: "Attached." })],
      "to myself": [mine("Report", "2026-11-11 11:00", question, [ME])],
      kept: [promise, reply(promise, "2026-11-17 11:00", { body: "Here it is." })],
      "to others": [letter("Report", "2026-11-13 11:00", { to: ["Jo Ray"], body: "I'll send you the report by 17 November." })],
    });
  });

  test("says whom to ask again", () => {
    assert.deepEqual(said(waitingOnThem, [mine("Report", "2026-11-11 11:00", question, [CUSTOMER])]), [
      "No answer from Dana Fox on Report",
      "you asked 6 business days ago: “Could you send me the report?”",
      "ask Dana Fox again",
    ]);
    assert.deepEqual(said(waitingOnThem, [letter("Report", "2026-11-13 11:00", { body: "I'll send you the report by 17 November." })]), [
      "No word from Lee Chen on Report",
      "2 days late; promised 4 business days ago: “I'll send you the report by 17 November.”",
      "ask Lee Chen how it stands",
    ]);
  });
});
