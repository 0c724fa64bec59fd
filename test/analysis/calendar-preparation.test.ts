import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { noAgenda, noWayIn, unprepared } from "../../src/analysis/rules/calendar/preparation.ts";
import { taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { assertEach, assertNoneOf, crowd, eventOf, findIn, guest, lee, seriesOf, stranger, type EventChanges } from "./calendar-events.ts";
import { letterOf } from "./report-day.ts";

describe("CAL-05, no agenda", () => {
  const bare: EventChanges = { isOrganised: true, guests: crowd(2), draft: { body: "" } };

  test("finds what is large, soon, and says nothing of what it is about", () => {
    assertEach(noAgenda, [
      [eventOf("Sync", "12:00", bare)],
      [eventOf("In a day", "2026-11-20T09:00:00Z", bare)],
      [eventOf("Nineteen characters", "12:00", { ...bare, draft: { body: "Let us see how it i" } })],
      [eventOf("Theirs, with a customer", "12:00", { ...bare, isOrganised: false, guests: [lee, stranger("Dana Fox")] })],
      [eventOf("Theirs, with somebody important", "12:00", { ...bare, isOrganised: false, guests: [lee, guest("Priya Nair")] })],
      [
        eventOf("Only how to join", "12:00", {
          ...bare,
          draft: { body: "Join Zoom Meeting\nhttps://zoom.us/j/123\nMeeting ID: 123 456 789\nPasscode: 1234" },
        }),
      ],
    ]);
  });

  test("leaves alone what is smaller, shorter, later or has just enough words", () => {
    assertNoneOf(noAgenda, [
      [eventOf("Pair", "12:00", { ...bare, guests: [lee] })],
      [eventOf("Short", "12:00", { ...bare, minutes: 29 })],
      [eventOf("Later", "2026-11-20T09:01:00Z", bare)],
      [eventOf("Twenty characters", "12:00", { ...bare, draft: { body: "Let us see how it is" } })],
      [eventOf("Theirs", "12:00", { ...bare, isOrganised: false })],
    ]);
  });

  test("leaves alone what has a document, is cancelled, declined or begun", () => {
    assertNoneOf(noAgenda, [
      [eventOf("Document", "12:00", { ...bare, fields: { documents: ["https://docs.example.com/1"] } })],
      [eventOf("Cancelled", "12:00", { ...bare, fields: { status: "cancelled" } })],
      [eventOf("Declined", "12:00", { ...bare, me: "declined" })],
      [eventOf("Begun", "09:45", bare)],
    ]);
  });

  test("is medium for a meeting of today, and one matter for a series", () => {
    const [finding] = findIn(noAgenda, [eventOf("Launch sync", "16:00", { ...bare, guests: crowd(3) })]);
    assert.equal(finding?.severity, 2);
    assert.equal(textOf(finding?.why ?? []), "3 guests, and nothing to read");
    assert.equal(textOf(finding?.action ?? []), "add what it is to decide");
    assert.equal(findIn(noAgenda, seriesOf("Daily", ["2026-11-19T10:00:00Z", "2026-11-20T08:00:00Z"], bare)).length, 1);
  });
});

describe("CAL-10, no way in", () => {
  const lost = { conference: null };

  test("finds meetings from afar without a link", () => {
    assertEach(noWayIn, [
      [eventOf("Nothing", "12:00", { fields: lost })],
      [eventOf("In four hours", "14:00", { fields: lost })],
      [eventOf("Zoom", "12:00", { fields: { ...lost, location: "Zoom" } })],
      [eventOf("Online", "12:00", { fields: { ...lost, location: "online" } })],
      [eventOf("Open", "12:00", { fields: { ...lost, location: "TBD" } })],
    ]);
  });

  test("leaves alone what is later, or says where or how", () => {
    assertNoneOf(noWayIn, [
      [eventOf("Later", "14:01", { fields: lost })],
      [eventOf("Room", "12:00", { fields: { ...lost, location: "Room Oslo" } })],
      [eventOf("Link", "12:00", { fields: { ...lost, location: "https://talk.example.com/1" } })],
      [eventOf("Number", "12:00", { fields: lost, draft: { body: "Please dial +49 30 1234567." } })],
      [eventOf("Link in words", "12:00", { fields: lost, draft: { body: "Join at https://talk.example.com/1" } })],
    ]);
  });

  test("leaves alone what is the reader's own, has a room booked, or is cancelled", () => {
    assertNoneOf(noWayIn, [
      [eventOf("Alone", "12:00", { guests: [], fields: lost })],
      [eventOf("Booked", "12:00", { guests: [lee, guest("Oslo", "accepted", "resource")], fields: lost })],
      [eventOf("Cancelled", "12:00", { fields: { ...lost, status: "cancelled" } })],
    ]);
  });

  test("asks whoever can help", () => {
    const actions = [eventOf("Theirs", "12:00", { fields: lost }), eventOf("Mine", "12:00", { isOrganised: true, fields: lost })].map(
      (item) => textOf(findIn(noWayIn, [item])[0]?.action ?? []),
    );
    assert.deepEqual(actions, ["ask Lee Chen for the link", "add a link or a room"]);
  });
});

describe("CAL-13, nothing prepared", () => {
  const guests = [stranger("Dana Fox")];
  const demo = eventOf("Acme demo", "14:00", { guests });
  const letterFrom = (ts: string) =>
    letterOf("Contract", "Dana Fox", "Sam Field", { ts, actors: [{ name: "Dana Fox", email: "dana@acme.example", role: "from" }] });

  test("finds meetings with people from elsewhere and nothing to go by", () => {
    assertEach(unprepared, [
      [demo],
      [eventOf("In a day", "2026-11-20T09:00:00Z", { guests })],
      [eventOf("Mixed", "12:00", { guests: [lee, ...guests] })],
      [demo, taskOf("Prepare the board meeting")],
      [demo, letterFrom("2026-11-04T09:00:00.000Z")],
      [demo, taskOf("Pay the Acme invoice")],
    ]);
  });

  test("leaves alone what is later, or was prepared in any way", () => {
    assertNoneOf(unprepared, [
      [eventOf("Later", "2026-11-20T09:01:00Z", { guests })],
      [eventOf("Document", "12:00", { guests, fields: { documents: ["slides.pdf"] } })],
      [demo, taskOf("Slides for Acme", { status: "done" })],
      [demo, taskOf("Rehearse with Dana")],
      [demo, letterFrom("2026-11-05T09:01:00.000Z")],
    ]);
  });

  test("leaves alone colleagues, those who declined, and what is cancelled", () => {
    assertNoneOf(unprepared, [
      [eventOf("Inside", "12:00")],
      [eventOf("Declined", "12:00", { guests: [lee, stranger("Dana Fox", "declined")] })],
      [eventOf("Cancelled", "12:00", { guests, fields: { status: "cancelled" } })],
    ]);
  });

  test("does not weigh twice that they are from elsewhere", () => {
    const [finding] = findIn(unprepared, [demo]);
    assert.equal(finding?.severity, 2);
    assert.equal(textOf(finding?.why ?? []), "with Dana Fox, and no document, task or letter to go by");
  });
});
