import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { keyGuestOut } from "../../src/analysis/rules/calendar/guests.ts";
import { people } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { assertEach, assertNoneOf, crowd, dayEntry, eventOf, findIn, guest, lee, seriesOf } from "./calendar-events.ts";

const out = { showAs: "out_of_office" };
const declined = guest("Ana Kovacs", "declined");
const isMine = { isOrganised: true };

describe("CAL-09, somebody it needs is out", () => {
  test("finds who declined and who is away, by the calendar or by config", () => {
    const away = {
      all: people.all.map((person) =>
        person.key === "dana" ? { ...person, absences: [{ from: "2026-11-19", to: "2026-11-19" }] } : person,
      ),
    };
    assertEach(keyGuestOut, [
      [eventOf("One to one", "12:00", { ...isMine, guests: [declined] })],
      [eventOf("Small round", "12:00", { ...isMine, guests: [lee, declined] })],
      [eventOf("Organiser away", "12:00"), dayEntry("Away", "2026-11-19", "2026-11-20", out, [lee])],
      [eventOf("Away for an hour", "12:00"), eventOf("OOO", "12:15", { me: null, guests: [lee], fields: out })],
      [
        eventOf("By title", "12:00", { ...isMine, guests: [guest("Dana Reyes")] }),
        dayEntry("Dana on vacation", "2026-11-16", "2026-11-21", out),
      ],
      [eventOf("Optional alone", "2026-11-23T09:00:00Z", { ...isMine, guests: [declined] })],
    ]);
    assertEach(keyGuestOut, [[eventOf("By config", "12:00", { ...isMine, guests: [guest("Dana Reyes")] })]], { people: away });
  });

  test("leaves alone who is back in time, who is one of many, and what is far off", () => {
    assertNoneOf(keyGuestOut, [
      [eventOf("Back", "2026-11-20T09:00:00Z"), dayEntry("Away", "2026-11-18", "2026-11-20", out, [lee])],
      [eventOf("Leaves later", "12:00"), eventOf("OOO", "12:30", { me: null, guests: [lee], fields: out })],
      [eventOf("Large", "12:00", { ...isMine, guests: [...crowd(7), declined] })],
      [eventOf("Tuesday", "2026-11-24T09:00:00Z", { ...isMine, guests: [declined] })],
      [eventOf("Perhaps", "12:00", { ...isMine, guests: [guest("Ana Kovacs", "tentative")] })],
    ]);
  });

  test("leaves alone optional guests, rooms, strangers to the meeting and what is cancelled", () => {
    assertNoneOf(keyGuestOut, [
      [eventOf("Optional", "12:00", { ...isMine, guests: [lee, guest("Ana Kovacs", "declined", "optional")] })],
      [eventOf("Room", "12:00", { ...isMine, guests: [lee, guest("Room Oslo", "declined", "resource")] })],
      [eventOf("Others", "12:00"), dayEntry("Away", "2026-11-19", "2026-11-20", out, [guest("Ana Kovacs")])],
      [eventOf("Cancelled", "12:00", { ...isMine, guests: [declined], fields: { status: "cancelled" } })],
      [eventOf("Taken back", "12:00"), dayEntry("Away", "2026-11-19", "2026-11-20", { ...out, status: "cancelled" }, [lee])],
    ]);
  });

  test("takes the days of an absence from the zone of the reader", () => {
    const meeting = eventOf("Late call", "2026-11-20T05:00:00Z");
    const away = dayEntry("Away", "2026-11-19", "2026-11-20", out, [lee]);
    assertEach(keyGuestOut, [[meeting, away]], { zone: "America/Los_Angeles" });
    assertNoneOf(keyGuestOut, [[meeting, away]], { zone: "Asia/Kathmandu" });
    assertNoneOf(keyGuestOut, [[meeting, away]], { zone: "Australia/Lord_Howe" });
  });

  test("says who and why, is less sure of a name in a title, and tells a series once", () => {
    const [finding] = findIn(keyGuestOut, [eventOf("One to one", "12:00", { ...isMine, guests: [declined] })]);
    assert.equal(textOf(finding?.title ?? []), "2026-11-19T11:00:00.000Z One to one lacks Ana Kovacs");
    assert.equal(textOf(finding?.why ?? []), "declined, and nobody else is asked");
    const named = [eventOf("With Dana", "12:00", { guests: [guest("Dana Reyes")] }), dayEntry("Dana OOO", "2026-11-19", "2026-11-20", out)];
    assert.equal(findIn(keyGuestOut, named)[0]?.confidence, 0.6);
    assert.equal(
      findIn(keyGuestOut, seriesOf("Weekly", ["2026-11-19T12:00:00Z", "2026-11-26T12:00:00Z"], { guests: [declined] })).length,
      1,
    );
  });
});
