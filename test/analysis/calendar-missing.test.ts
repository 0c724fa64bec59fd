import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { missingMeeting } from "../../src/analysis/rules/calendar/missing.ts";
import type { DraftItem, FieldValue, Item } from "../../src/core/item.ts";
import { textOf } from "../support/text.ts";
import { assertEach, assertNoneOf, eventOf, findIn } from "./calendar-events.ts";
import { letterOf } from "./report-day.ts";

const other = eventOf("Other", "17:00");

/** A letter of Wednesday afternoon by a stranger. */
function letter(body: string, changes: Partial<DraftItem> = {}, fields: Record<string, FieldValue> = {}): Item {
  return letterOf(body.slice(0, 20), "Dana Fox", "Sam Field", { body, ...changes }, fields);
}

describe("CAL-14, a meeting that is not in the calendar", () => {
  test("finds letters that say when to meet while the calendar knows of nothing then", () => {
    assertEach(missingMeeting, [
      [letter("Let's meet on Friday at 15:00 to sign the contract."), other],
      [letter("See you tomorrow at 2pm."), other],
      [letter("The call with Acme is set for 20 November at 15:00."), other],
      [letter("Let's meet on Friday at 15:00."), eventOf("Fair, written as times", "2026-11-19T23:00:00Z", { minutes: 24 * 60 })],
      [letter("Can we talk on Monday at 10:30?"), other],
      [letter("Let's do a call on 24 November at 11:00."), other],
      [letter("Let's meet on Friday at 15:00."), eventOf("Too early", "2026-11-20T13:29:00Z", { minutes: 20 })],
    ]);
  });

  test("leaves alone what is in the calendar within half an hour, past, or far off", () => {
    assertNoneOf(missingMeeting, [
      [letter("Let's meet on Friday at 15:00."), eventOf("Acme", "2026-11-20T13:30:00Z", { minutes: 10 })],
      [letter("Let's meet on Friday at 15:00."), eventOf("Acme", "2026-11-20T14:30:00Z")],
      [letter("Let's meet on Friday at 15:00."), eventOf("Workshop", "2026-11-20T12:00:00Z", { minutes: 180 })],
      [letter("Let's meet on 27 November at 15:00."), other],
      [letter("Let's meet on Friday."), other],
      [letter("I am free Fri 10-12."), other],
      [letter("Let's not meet on Friday at 15:00."), other],
      [letter("Tell me by noon tomorrow whether support can work with it."), other],
      [letter("Lee wrote: let's meet on Friday at 15:00."), other],
    ]);
  });

  test("leaves alone what many got, what invites by itself, letters between others, and mail without a calendar", () => {
    const words = "Let's meet on Friday at 15:00.";
    assertNoneOf(missingMeeting, [
      [letter(words, {}, { bulk: "list-unsubscribe" }), other],
      [letter(words, {}, { inviteUid: "acme" }), other],
      [letterOf("Others", "Dana Fox", "Lee Chen", { body: words }), other],
      [letter(words)],
      [letter(words), eventOf("Declined", "2026-11-20T14:00:00Z", { me: "declined" })],
    ]);
  });

  test("goes by the last word of a conversation", () => {
    const first = letter("Let's meet on Friday at 15:00.", { id: "mail:1" }, { thread: "t" });
    const second = letter("Let's meet on Friday at 18:00 then.", { id: "mail:2", ts: "2026-11-18T16:00:00.000Z" }, { thread: "t" });
    assert.deepEqual(
      findIn(missingMeeting, [first, second, other]).map(({ primary, due }) => [primary, due]),
      [["mail:2", "2026-11-20T17:00:00.000Z"]],
    );
  });

  test("reads the time by the sender's clock, and quotes the words", () => {
    const found = findIn(missingMeeting, [letter("Let's meet on Friday at 9am.", {}, { offsetMinutes: -480 }), other]);
    assert.equal(found[0]?.due, "2026-11-20T17:00:00.000Z");
    assert.match(textOf(found[0]?.why ?? []), /: “Let's meet on Friday at 9am\.?”$/);
    assert.equal(found[0]?.confidence, 0.65);
  });
});
