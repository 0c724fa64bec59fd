import assert from "node:assert/strict";
import { test } from "node:test";
import { modelKills } from "../../bench/faults/model-kills.ts";

const RUNS = 2;
const SEED = 7;

test("a process that is killed while it has a model write asks no kept turn again, and delivers the same once", async () => {
  assert.partialDeepStrictEqual(await modelKills(RUNS, SEED), { volume: RUNS, lost: 0, repeated: 0, redone: 0, met: true });
});
