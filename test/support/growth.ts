import assert from "node:assert/strict";

const TIMES_LARGER = 4;
/** What grows with its input comes to 4, and a list that is sorted a little above; what grows with the square comes to 16. */
const MOST_GROWTH = 10;
/** The processor's time is told in ticks of some milliseconds: what is over sooner is done again, until they count. */
const ENOUGH_MS = 40;
const MOST_ROUNDS = 10;
/** What takes less than this can't be told from a tick, and does no harm however it grows. */
const LEAST_MS = 5;

/** Fails where work takes longer than its input is large: it is held against a quarter of itself, by this thread's time, so that a busy machine changes nothing. */
export async function assertGrowsWithInput(work: (size: number) => unknown, size: number): Promise<void> {
  const [small, large] = [await costOf(work, Math.ceil(size / TIMES_LARGER)), await costOf(work, size)];
  const growth = large / Math.max(LEAST_MS, small);
  const message = `expected ${TIMES_LARGER} times the input to take at most ${MOST_GROWTH} times as long, got ${growth.toFixed(1)}: ${small} and ${large} ms`;
  assert.ok(growth <= MOST_GROWTH, message);
}

/** Milliseconds that it takes at its best. */
async function costOf(work: (size: number) => unknown, size: number): Promise<number> {
  const once = await timeOf(work, size, 1);
  const rounds = Math.min(MOST_ROUNDS, Math.ceil(ENOUGH_MS / Math.max(1, once)));
  const each = (await timeOf(work, size, rounds)) / rounds;
  return rounds === 1 ? Math.min(once, each) : each;
}

/** Milliseconds of this thread's time. */
async function timeOf(work: (size: number) => unknown, size: number, rounds: number): Promise<number> {
  const before = process.threadCpuUsage();
  for (let round = 0; round < rounds; round += 1) await work(size);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
