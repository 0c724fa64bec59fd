import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { z } from "zod";
import { nextTime } from "../../src/triggers/schedule.ts";
import { CHANGES, SHAPES, windowOf, type Change, type Shape } from "./dst-reference.ts";

const GOLDEN = z
  .record(z.string(), z.record(z.string(), z.string()))
  .parse(JSON.parse(readFileSync(new URL("dst-golden.json", import.meta.url), "utf8")));

test("the table holds ten zones, both changes and eight kinds of schedule", () => {
  assert.equal(new Set(CHANGES.map(({ zone }) => zone)).size, 10);
  assert.equal(Object.values(GOLDEN).flatMap((shapes) => Object.keys(shapes)).length, 10 * 2 * 8);
});

for (const change of CHANGES) {
  const key = `${change.zone}, ${change.kind} ${change.date}`;
  test(`the clocks change: ${key}`, () => {
    for (const shape of SHAPES) {
      const golden = GOLDEN[key]?.[shape.name];
      assert.equal(asText(expected(change, shape)), golden, `${shape.name}: the table against the calendar`);
      assert.equal(asText(scheduled(change, shape)), golden, `${shape.name}: the schedule against the table`);
    }
  });
}

/** What the calendar says, computed by other means than the schedule's. */
function expected(change: Change, shape: Shape): number[] {
  const { from, to } = windowOf(change, shape);
  return shape.expected(change, from, to);
}

function scheduled(change: Change, shape: Shape): number[] {
  const { from, to } = windowOf(change, shape);
  const times: number[] = [];
  const trigger = shape.trigger(change);
  let after = new Date(from).toISOString();
  for (let time = nextTime(trigger, after); time !== undefined && Date.parse(time) <= to; time = nextTime(trigger, after)) {
    times.push(Date.parse(time));
    after = time;
  }
  return times;
}

/** `03-29: 00:30 01:30 | 03-30: 00:30`, in UTC. */
function asText(times: readonly number[]): string {
  const days = new Map<string, string[]>();
  for (const at of times) {
    const text = new Date(at).toISOString();
    days.set(text.slice(5, 10), [...(days.get(text.slice(5, 10)) ?? []), text.slice(11, 16)]);
  }
  return [...days].map(([day, hours]) => `${day}: ${hours.join(" ")}`).join(" | ");
}
