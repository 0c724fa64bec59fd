import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./read.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

function sentencesOf(text: string, quoteSpans: [number, number][] = []): string[] {
  return read(text, { quoteSpans }).map(({ span }) => text.slice(...span));
}

test("A promise is what its writer says that he will do, with by when", () => {
  const promised = [
    "I'll send it by Friday.",
    "We will get back to you by Friday.",
    "I can have it ready by Friday.",
    "Let me check and reply by Friday.",
  ];
  for (const text of promised) assert.deepEqual([read(text)[0]?.isPromise, read(text)[0]?.when?.at], [true, "2026-11-20"], text);
  const none = [
    "I'll be out until Friday.",
    "If they sign, I'll call.",
    "I won't make it by Friday.",
    "Let me know by Friday.",
    "I'll see.",
    "We'll need it by Friday.",
  ];
  for (const text of none) assert.equal(read(text)[0]?.isPromise, false, text);
});

test("A meeting is proposed or agreed to at a time", () => {
  const proposed = {
    "Let's meet Tue 3pm.": "2026-11-24T14:00:00.000Z",
    "See you at 3 tomorrow!": "2026-11-19T14:00:00.000Z",
    "Does Thursday 10 work?": "2026-11-19T09:00:00.000Z",
    "How about Friday at 11?": "2026-11-20T10:00:00.000Z",
    "Monday at 2pm works for me.": "2026-11-23T13:00:00.000Z",
  };
  for (const [text, at] of Object.entries(proposed)) {
    assert.deepEqual([read(text)[0]?.isMeeting, read(text)[0]?.when?.at], [true, at], text);
  }
  for (const text of ["Let's meet soon.", "I can't make Tuesday at 3pm.", "We met on Tuesday at 3pm.", "It broke on Tuesday at 3pm."]) {
    assert.equal(read(text)[0]?.isMeeting, false, text);
  }
});

test("Words that escalate are told unless they are denied, over or planned", () => {
  const told = {
    "Your site is down and nobody answers.": "site is down",
    "We had a data breach.": "data breach",
    "Our lawyers will be in touch.": "lawyers",
    "We are thinking of cancelling our contract.": "cancelling our contract",
    "This is unacceptable.": "unacceptable",
  };
  for (const [text, word] of Object.entries(told)) assert.equal(read(text)[0]?.escalation, word, text);
  const quiet = [
    "There was no outage.",
    "The outage was resolved.",
    "The server is down for scheduled maintenance.",
    "Sit down, please.",
    "Legal holiday on Monday.",
  ];
  for (const text of quiet) assert.equal(read(text)[0]?.escalation, undefined, text);
});

test("Sentences end where their writer ended them, not in abbreviations, numbers or broken lines", () => {
  const text =
    "Hi Ana,\nI spoke to Mr. Smith at 3 p.m. about v1.2.3, incl. the annex. It costs\n$3.50, e.g. for us.\n\n- Review it\n- Sign it\nThanks";
  assert.deepEqual(sentencesOf(text), [
    "Hi Ana,",
    "I spoke to Mr. Smith at 3 p.m. about v1.2.3, incl. the annex.",
    "It costs\n$3.50, e.g. for us.",
    "Review it",
    "Sign it",
    "Thanks",
  ]);
});

test("What is quoted is not read", () => {
  const text = "Fine with me.\n> Could you send it?\nBest";
  assert.deepEqual(sentencesOf(text, [[14, 34]]), ["Fine with me.", "Best"]);
});

test("Any text is read without an error, in spans that lie within it and in order", () => {
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const pieces = [
    "Could you ",
    "by Friday",
    "?",
    ".",
    "\n",
    "\n- ",
    "Hi ",
    "Ana, ",
    "é",
    "\u{1F600}",
    "\uD800",
    "İ",
    "\0",
    "”",
    "((",
    "at 3",
    "1.2.3",
    " ",
    "please ",
    "31 February",
    "99:99",
  ];
  for (let round = 0; round < 400; round++) {
    const text = Array.from({ length: next(60) }, () =>
      next(3) === 0 ? String.fromCharCode(next(65_536)) : (pieces[next(pieces.length)] ?? ""),
    ).join("");
    let last = 0;
    for (const { span, when } of read(text)) {
      assert.ok(span[0] >= last && span[0] < span[1] && span[1] <= text.length, JSON.stringify(text));
      if (when) assert.ok(when.span[0] >= span[0] && when.span[0] < when.span[1] && when.span[1] <= span[1], JSON.stringify(text));
      last = span[1];
    }
  }
});

test("No text takes the reader longer than it is long", async () => {
  const hostile = [
    "if ",
    "a, ",
    "please ",
    "you could ",
    "A",
    "by ",
    "1.",
    "(",
    "- ",
    "Hi Ana ",
    "need the ",
    "?",
    "\n",
    "every day ",
    "Aa Bb, ",
    "should be ",
  ];
  for (const piece of hostile) await assertGrowsWithInput((size) => read(piece.repeat(Math.ceil(size / piece.length))), 6_000);
});
