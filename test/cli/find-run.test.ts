import assert from "node:assert/strict";
import { test } from "node:test";
import { findRun } from "../../src/cli/find-run.ts";
import { AT, runInput } from "../store/samples.ts";
import { memoryStore } from "../support/store.ts";

test("a run is named by its id, by six signs of its end, or by its automation; never by a few signs", async (t) => {
  const { runs } = memoryStore(t);
  for (const id of ["manual:day:01ABCDEFGH", "event:night:deploy-x"]) await runs.insert(id, runInput(id.split(":")[1] ?? ""), AT);
  for (const wanted of ["manual:day:01ABCDEFGH", "CDEFGH", "day"]) assert.equal((await findRun(runs, wanted)).id, "manual:day:01ABCDEFGH");
  assert.equal((await findRun(runs, "deploy-x")).id, "event:night:deploy-x");
  for (const wanted of ["x", "loy-x", ""]) await assert.rejects(findRun(runs, wanted), { code: "run-unknown" });
});
