import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { prose, type FactForm } from "../../src/core/prose.ts";
import { formatInstant, segmentsOf, textOf } from "../../src/render/prose.ts";
import { factOf } from "./sample.ts";

const reader = { timezone: "America/Los_Angeles", asOf: "2026-11-19T17:00:00.000Z" };

describe("a fact in a sentence", () => {
  const cases: readonly (readonly [value: string | number, form: FactForm, expected: string])[] = [
    ["2026-11-19T17:00:00.000Z", "instant", "Thu 19 Nov 09:00"],
    ["2026-11-20T05:30:00.000Z", "instant", "Thu 19 Nov 21:30"],
    ["2026-11-19T08:05:00.000Z", "time", "00:05"],
    ["2025-12-31T20:00:00.000Z", "instant", "Wed 31 Dec 2025 12:00"],
    ["2026-11-19", "date", "today"],
    ["2026-09-20", "date", "Sun 20 Sep"],
    ["2027-01-01", "date", "Fri 1 Jan 2027"],
    ["soon", "date", "soon"],
    ["2026-13-45", "date", "2026-13-45"],
    ["never", "instant", "never"],
    ["never", "time", "never"],
    [12_345, "count", "12,345"],
    [2026, "text", "2026"],
  ];
  for (const [value, form, expected] of cases) {
    it(`${value} as ${form} reads ${expected}`, () => assert.equal(textOf(prose`${factOf(value, form)}`, reader), expected));
  }

  it("moves with the reader's zone, over the hour that summer time repeats", () => {
    const berlin = { timezone: "Europe/Berlin", asOf: "2026-10-25T12:00:00.000Z" };
    assert.equal(formatInstant("2026-10-25T00:30:00.000Z", berlin), "Sun 25 Oct 02:30");
    assert.equal(formatInstant("2026-10-25T01:30:00.000Z", berlin), "Sun 25 Oct 02:30");
    assert.equal(formatInstant("2026-10-25T01:30:00.000Z", { ...berlin, timezone: "Asia/Kathmandu" }), "Sun 25 Oct 07:15");
  });

  it("shows lists, yes and no, and nothing in words", () => {
    const show = (value: readonly string[] | boolean | null): string =>
      textOf([{ kind: "fact", fact: { item: "i", path: "title", value }, form: "text" }], reader);
    assert.deepEqual([show(["a", "b", "c"]), show(true), show(false), show(null)], ["a, b and c", "yes", "no", "none"]);
  });
});

describe("a derived number", () => {
  const show = (value: number, unit: string): string => textOf([{ kind: "derived", derived: { value, unit, from: [] } }], reader);

  it("has its unit in the singular or plural, or none", () => {
    assert.deepEqual(
      [show(1, "business day"), show(3, "business day"), show(2, "repository"), show(1200, "")],
      ["1 business day", "3 business days", "2 repositories", "1,200"],
    );
  });
});

describe("a sentence", () => {
  it("joins neighbours of one style and marks what came from a source", () => {
    const spans = segmentsOf(
      [{ kind: "text", text: "a" }, { kind: "text", text: "b" }, factOf("c"), { kind: "strong", text: "d" }],
      reader,
    );
    assert.deepEqual(spans, [
      { text: "ab", style: "plain" },
      { text: "c", style: "plain", foreign: true },
      { text: "d", style: "strong" },
    ]);
  });
});
