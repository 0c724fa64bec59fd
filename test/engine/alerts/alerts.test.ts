import assert from "node:assert/strict";
import { test } from "node:test";
import type { TroubleGroup } from "../../../src/core/ports/alerts.ts";
import { planAlerts } from "../../../src/engine/alerts/alerts.ts";
import { AT } from "../../store/samples.ts";

const MINUTE_MS = 60_000;
const toldAt = Date.parse(AT);
const route = { delivery: "console", options: {}, target: "console" };
const group: TroubleGroup = {
  bundle: "day failed",
  automation: "day",
  kind: "failed",
  inRow: 2,
  count: 1,
  toldAt: AT,
  newest: { kind: "failed", subject: "run:2", automation: "day", at: AT, reason: "gone", count: 1 },
};

/** How many minutes after the last time the owner is told again. */
function againAfter(everyMs: number, own?: number): number {
  const onFailure = () => ({ after: 1, ...(own !== undefined && { everyMs: own }) });
  const { nextAt = toldAt } = planAlerts({
    groups: [group],
    now: toldAt,
    routes: [route],
    failedTarget: () => undefined,
    onFailure,
    everyMs,
  });
  return (nextAt - toldAt) / MINUTE_MS;
}

test("how often at most is the automation's own word where it has one, else the workspace's", () => {
  assert.deepEqual([againAfter(MINUTE_MS), againAfter(60 * MINUTE_MS, MINUTE_MS), againAfter(MINUTE_MS, 60 * MINUTE_MS)], [1, 1, 60]);
});
