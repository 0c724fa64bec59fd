import assert from "node:assert/strict";
import { test } from "node:test";
import { summariseCalendar } from "../../src/analysis/summary/ics.ts";
import type { Item } from "../../src/core/item.ts";
import { NOW } from "../support/day.ts";
import { healthOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { meetingOf } from "./report-day.ts";

interface Told {
  news: readonly Item[];
  earlier?: readonly Item[];
  gone?: readonly Item[];
  known?: readonly Item[];
}

function tell({ news, earlier, gone = [], known = [] }: Told): string[] {
  const sources = [healthOf("ics", NOW, { window: { from: "2026-11-18T07:50:00.000Z", to: NOW } })];
  const material = { news, items: [...news, ...known], gone, findings: [], sources, asOf: NOW, timezone: "Europe/Berlin" };
  return summariseCalendar(news, { ...material, ...(earlier && { earlier }) }).map((bullet) => textOf(bullet.text));
}

test("on the first run nothing is news, since the agenda tells the day", () => {
  assert.deepEqual(tell({ news: [meetingOf("Demo", "10:00")] }), []);
});

test("later it tells what was moved, entered and cancelled, as far as it lies ahead", () => {
  const moved = meetingOf("Design review", "2026-11-20T15:00:00+01:00");
  const cancelled = meetingOf("Planning", "14:00", {}, { status: "cancelled" });
  assert.deepEqual(
    tell({
      news: [moved, meetingOf("Interview", "11:00"), cancelled, meetingOf("Moved but over", "08:00")],
      earlier: [meetingOf("Design review", "15:00"), meetingOf("Planning", "14:00"), meetingOf("Moved but over", "07:00")],
      gone: [meetingOf("Lunch", "12:00"), meetingOf("Over", "08:00")],
    }),
    ["Moved: Design review, 2026-11-20T14:00:00.000Z.", "Entered: Interview, 2026-11-19T10:00:00.000Z.", "Cancelled: Planning; Lunch."],
  );
});

test("what merely comes into view as time goes by was not entered", () => {
  const far = "2026-12-02T10:00:00+01:00";
  const news = [
    meetingOf("Next date of a series", far, {}, { uid: "series" }),
    meetingOf("Known for long", far, {}, { created: "2026-10-01T08:00:00.000Z" }),
    meetingOf("Nobody says when", far),
    meetingOf("Fresh", far, {}, { created: "2026-11-18T15:00:00.000Z" }),
  ];
  const known = [meetingOf("Series", "10:00", {}, { uid: "series" })];
  assert.deepEqual(tell({ news, known, earlier: [] }), ["Entered: Fresh, 2026-12-02T09:00:00.000Z."]);
});

test("what is gone from one calendar is told once, among that one's news", () => {
  const elsewhere = { ...meetingOf("Planning", "14:00"), source: "google-calendar" };
  const gone = [meetingOf("Lunch", "12:00"), elsewhere];
  assert.deepEqual(tell({ news: [meetingOf("Interview", "11:00")], earlier: gone, gone }), [
    "Entered: Interview, 2026-11-19T10:00:00.000Z.",
    "Cancelled: Lunch.",
  ]);
});
