import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { isTimezone } from "../../src/lib/timezone.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

test("every name of three letters that is taken for a zone can be counted with", () => {
  const names = LETTERS.flatMap((first) => LETTERS.flatMap((second) => LETTERS.map((third) => first + second + third)));
  const zones = names.flatMap((name) => [name, name.toLowerCase()]).filter(isTimezone);
  assert.ok(zones.includes("CET") && zones.includes("UTC"));
  for (const zone of zones) assert.doesNotThrow(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone), zone);
});

test("abbreviations that mean another zone in each country are none", () => {
  for (const name of ["PST", "IST", "BST", "cst"]) assert.equal(isTimezone(name), false, name);
});
