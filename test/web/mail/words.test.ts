import assert from "node:assert/strict";
import { test } from "node:test";
import { parseLetter } from "../../../src/lib/letter/parse-letter.ts";
import { firstWords, parseVerdict } from "../../../src/web/mail/words.ts";
import { letterOf } from "./letters.ts";

const INTRODUCTION = "On Fri, Nov 20, 2026 at 9:00 AM Chief <chief@example.net> wrote:";

const BODIES: readonly (readonly [string, string, string])[] = [
  ["the words alone", "done", "done"],
  ["words above a quote", `done 2\n\n${INTRODUCTION}\n> stop\n> mute`, "done 2"],
  ["words below a quote", `${INTRODUCTION}\n> stop\n\ndone 2\n`, "done 2"],
  ["words above Outlook's quote", "snooze\n\n-----Original Message-----\nFrom: Chief\nstop", "snooze"],
  ["nothing but a quote", `${INTRODUCTION}\n> done`, ""],
  ["the end of a quoted line that has come to stand alone", `${INTRODUCTION}\n> Somebody writes:\nstop\n`, ""],
  ["a greeting first", "Hello Chief,\ndone", "Hello Chief,"],
  ["a signature below", "why 1\n\n--\nSam Field", "why 1"],
  ["nothing", "", ""],
];

for (const [what, body, expected] of BODIES) {
  test(`the first words of a letter: ${what}`, () => assert.equal(firstWords(body), expected));
}

test("a letter in HTML is read, and what it quotes is not taken for its writer's words", async () => {
  const html = { "Content-Type": "text/html; charset=utf-8" };
  const quote = '<div>On Fri, Nov 20, 2026, Chief wrote:<br></div><blockquote type="cite"><div>stop</div></blockquote>';
  const above = await parseLetter(letterOf(html, {}, `<div>done</div><br>${quote}`));
  assert.equal(firstWords(above?.body ?? ""), "done");
  const none = await parseLetter(letterOf(html, {}, quote));
  assert.equal(firstWords(none?.body ?? ""), "");
});

test("a verdict is one of two words and, where it is there, the code behind it", () => {
  assert.deepEqual(parseVerdict("Approve  1A2B3C4D."), { approved: true, code: "1a2b3c4d" });
  assert.deepEqual(parseVerdict("deny"), { approved: false });
  for (const text of [
    "approve it",
    "approved",
    "please approve 1a2b3c4d",
    "approve 1a2b3c4",
    "approve 1a2b3c4d now",
    "deny\napprove",
    "yes",
  ]) {
    assert.equal(parseVerdict(text), undefined, text);
  }
});
