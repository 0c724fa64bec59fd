import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOf } from "../support/launch/check.ts";
import { digestFaultsOf } from "../support/launch/digest-faults.ts";
import { simulate } from "../support/launch/simulate.ts";
import { WEEK } from "../support/launch/scenarios/week.ts";

test("A plan says what people answered in a week, nobody is asked too much, and no reply is lost, though the assistant dies twice", async (t) => {
  const world = await simulate(WEEK);
  t.after(() => world.close());
  const { held, faults } = await digestFaultsOf(world);
  assert.deepEqual([...(await faultsOf(world)), ...faults], []);
  assert.deepEqual([world.reaper.killed.length, held, world.book.replies.length], [2, 7, 7]);
  assert.equal(
    world.disk.read("plan/launch.csv"),
    `# launch: Spring release
# date: 2026-12-08
Key,Task,Owner,Status,Due,Depends on,ETA,Blocked by
T-1,User guide,Ana Kovacs,done,2026-11-27,,2026-12-01,
T-2,Load test,Ana Kovacs,on track,2026-12-01,,2026-12-01,
T-3,Press kit,Ben Ortiz,on track,2026-12-02,,,
T-4,Price list,Gus Weber,done,2026-11-26,,2026-11-25,
T-5,Support rota,Gus Weber,on track,2026-12-03,T-4,,
`,
  );
});
