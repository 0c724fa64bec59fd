import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { noTravelGap } from "../../src/analysis/rules/calendar/travel.ts";
import { textOf } from "../support/text.ts";
import { assertEach, assertNoneOf, eventOf, findIn, seriesOf } from "./calendar-events.ts";

function at(title: string, start: string, location: string | null, conference: string | null = null) {
  return eventOf(title, start, { fields: { location, conference } });
}

describe("CAL-03, too little time to get there", () => {
  test("finds places that differ with less than half an hour between, and rooms of one building with less than five minutes", () => {
    assertEach(noTravelGap, [
      [at("Client", "12:00", "Acme, Torstr. 12"), at("Office", "11:30", "Room Oslo")],
      [at("Client", "12:29", "Acme, Torstr. 12"), at("Office", "11:30", "Room Oslo")],
      [at("Upstairs", "12:00", "HQ, Room Bergen"), at("Downstairs", "11:30", "HQ, Room Oslo")],
      [at("Upstairs", "12:04", "Room Bergen"), at("Downstairs", "11:30", "Room Oslo")],
      [at("Site", "12:10", "Building B, 4th floor"), at("Call room", "11:30", "Building A, Room 2")],
    ]);
  });

  test("leaves alone what leaves just enough time", () => {
    assertNoneOf(noTravelGap, [
      [at("Client", "12:30", "Acme, Torstr. 12"), at("Office", "11:30", "Room Oslo")],
      [at("Upstairs", "12:05", "HQ, Room Bergen"), at("Downstairs", "11:30", "HQ, Room Oslo")],
      [at("Upstairs", "12:05", "Oslo room"), at("Downstairs", "11:30", "Room Bergen")],
      [at("Client", "12:35", "Acme, Torstr. 12"), at("Office", "11:30", "Room Oslo")],
      [at("Tuesday", "2026-11-24T09:30:00Z", "Acme"), at("Office", "2026-11-24T09:00:00Z", "Room Oslo")],
    ]);
  });

  test("leaves alone one place, calls, vague places, and what is not accepted", () => {
    const office = at("Office", "11:30", "Room Oslo");
    assertNoneOf(noTravelGap, [
      [at("Same room", "12:00", "room oslo"), office],
      [at("Call", "12:00", "Zoom"), office],
      [at("Link", "12:00", "https://meet.example.com/x"), office],
      [at("Open", "12:00", "TBD"), office],
      [eventOf("Perhaps", "12:00", { me: "tentative", fields: { location: "Acme" } }), office],
      [at("Overlap", "11:45", "Acme"), office],
    ]);
  });

  test("is told once for two series, and says how to get there all the same", () => {
    const weeks = (title: string, hour: string, location: string) =>
      seriesOf(title, [`2026-11-20T${hour}:00Z`, `2026-11-27T${hour}:00Z`], { fields: { location, conference: null } });
    const findings = findIn(noTravelGap, [...weeks("Client", "10:00", "Acme"), ...weeks("Staff", "09:30", "Room Oslo")]);
    assert.equal(findings.length, 1);
    const [finding] = findIn(noTravelGap, [
      at("Client", "12:10", "Acme", "https://meet.example.com/x"),
      at("Office", "11:30", "Room Oslo"),
    ]);
    assert.equal(textOf(finding?.why ?? []), "10 minutes to get from Room Oslo (Office) to Acme");
    assert.equal(textOf(finding?.action ?? []), "join Client from afar");
  });
});
