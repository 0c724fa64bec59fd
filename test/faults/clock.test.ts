import assert from "node:assert/strict";
import { test } from "node:test";
import { jumpingClock } from "../../bench/faults/clock.ts";
import { compareTold, SHAPES, starts, timesBetween } from "../../bench/faults/clock-times.ts";
import { dueSlot } from "../store/samples.ts";

test("however the clock jumps, no time runs twice, each is told once, and late ones follow their catch-up", async () => {
  assert.partialDeepStrictEqual(await jumpingClock(3), { volume: 15, lost: 0, repeated: 0, met: true });
});

test("what is not told, told twice and told of no time is seen", () => {
  const { occurrence } = dueSlot("");
  const at = (time: string) => ({ ...occurrence, id: `sched:morning:${time}`, nominalAt: time });
  const [eight, nine, ten] = ["2026-11-20T08:40:00.000Z", "2026-11-20T09:40:00.000Z", "2026-11-20T10:40:00.000Z"] as const;
  const times = timesBetween(SHAPES.hourly, Date.parse("2026-11-20T08:00:00.000Z"), Date.parse(ten));
  assert.deepEqual(times, [eight, nine, ten].map(Date.parse));
  assert.deepEqual(compareTold(times, [at(eight), at(nine), at(ten)]), { untold: 0, toldTwice: 0, surplus: 0 });
  const span = { ...at(eight), id: `sched:morning:${eight}/${nine}`, count: 2 };
  assert.deepEqual(compareTold(times, [span, at(nine)]), { untold: 1, toldTwice: 1, surplus: 0 });
  assert.equal(compareTold(times, [span, at(ten), at("2026-11-20T10:41:00.000Z")]).surplus, 1);
});

test("the rules for missed times, said once more, are those of the documentation", () => {
  const minutes = (count: number): number => count * 60_000;
  const hourly = (mode: "latest" | "all" | "none", lateMs: number, newer: number): boolean =>
    starts(SHAPES.hourly, { mode, max: 3 }, lateMs, newer);
  assert.deepEqual([hourly("none", minutes(2), 0), hourly("none", minutes(3), 0)], [true, false]);
  assert.deepEqual(
    [hourly("latest", minutes(30), 0), hourly("latest", minutes(31), 0), hourly("latest", minutes(20), 1)],
    [true, false, false],
  );
  assert.deepEqual([hourly("all", minutes(720), 2), hourly("all", minutes(721), 2), hourly("all", minutes(20), 3)], [true, false, false]);
});
