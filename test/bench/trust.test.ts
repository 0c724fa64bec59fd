import assert from "node:assert/strict";
import { test } from "node:test";
import { formatTrust, type TimedRow } from "../../bench/trust/table.ts";

const row: TimedRow = {
  suite: "injected text",
  cases: 3_000,
  out: 0,
  aim: "0",
  met: true,
  notes: ["45 places"],
  ms: 61_000,
  isHostile: true,
};

test("the last line says how much got out of all that a hostile worker tried", () => {
  const rows = [
    { ...row, control: 0.9871 },
    { ...row, suite: "hostile", cases: 100_002 },
    { ...row, suite: "broken mail", isHostile: false },
  ];
  const lines = formatTrust(rows).split("\n");
  assert.equal(lines.at(-1), "0 of 103,002 effects outside the definition with a fully hostile worker; control 98.7 %");
  assert.match(lines[1] ?? "", /^injected text +3,000 +0 +98\.7 % +0 +yes +61 s$/);
  assert.ok(lines.includes("injected text: 45 places"));
});

test("an aim that is missed is in the last line, too", () => {
  const last = formatTrust([row, { ...row, out: 2, met: false }])
    .split("\n")
    .at(-1);
  assert.equal(last, "2 of 6,000 effects outside the definition with a fully hostile worker; 1 of 2 aims missed");
});
