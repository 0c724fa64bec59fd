import assert from "node:assert/strict";
import { test } from "node:test";
import { acknowledgementOf } from "../../src/core/acknowledgement.ts";

test("an answer holds until the day begins that is so many days later where its reader is", () => {
  const until = (at: string, days: number, timezone: string) => acknowledgementOf("snooze", { by: "me", at, timezone, days }).until;
  assert.equal(until("2026-11-20T08:10:00.000Z", 1, "Europe/Berlin"), "2026-11-20T23:00:00.000Z");
  assert.equal(until("2026-11-20T23:30:00.000Z", 1, "Europe/Berlin"), "2026-11-21T23:00:00.000Z");
  assert.equal(until("2026-03-28T12:00:00.000Z", 2, "Europe/Berlin"), "2026-03-29T22:00:00.000Z");
  assert.equal(until("2026-11-20T08:10:00.000Z", 7, "America/Los_Angeles"), "2026-11-27T08:00:00.000Z");
  assert.equal("until" in acknowledgementOf("mute", { by: "me", at: "2026-11-20T08:10:00.000Z", timezone: "UTC" }), false);
});
