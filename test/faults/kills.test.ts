import assert from "node:assert/strict";
import { test } from "node:test";
import { killDaemon } from "../../bench/faults/kills-daemon.ts";
import { kills } from "../../bench/faults/kills.ts";
import { sameEvent } from "../../bench/faults/same-event.ts";
import { formatFaults, type FaultRow } from "../../bench/faults/table.ts";

/** Fixed, so that a failure can be seen again; the full version takes another one each time. */
const SEED = 7;

function assertMet(row: FaultRow): void {
  assert.ok(row.met, formatFaults([row]));
}

test("killed at every named place and at any moment, Chief loses no run, redoes no step and sends each message once", async () => {
  assertMet(await kills(30, SEED));
});

test("a daemon that is killed while it works on an event delivers it once after the next start", async () => {
  assertMet(await killDaemon(2, SEED, 20));
});

test("an event that is posted five times at once starts one run", async () => {
  assertMet(await sameEvent(50));
});

test("the table of faults tells what was lost, repeated and redone, and whether every target was met", () => {
  const kept: FaultRow = { fault: "kills", volume: 1_000, lost: 0, repeated: 0, redone: 0, resumedMs: 511.2, note: "seed 7", met: true };
  const failed: FaultRow = { fault: "vendor", volume: 20, lost: 1, repeated: 2, met: false };
  assert.equal(
    formatFaults([kept]),
    [
      "       times  lost  repeated  redone  went on after",
      "kills  1,000     0         0       0         512 ms  yes  seed 7",
      "",
      "lost 0, repeated 0, redone 0; every target met.",
    ].join("\n"),
  );
  assert.match(formatFaults([kept, failed]), /NO[^]*lost 1, repeated 2, redone 0; 1 of 2 targets missed\.$/);
  assert.match(formatFaults([{ ...kept, inTime: false }]), /NO[^]*lost 0, repeated 0, redone 0; 1 of 1 targets missed\.$/);
});
