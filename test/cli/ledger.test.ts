import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Occurrence } from "../../src/core/occurrence.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { openStore } from "../../src/store/open.ts";
import { AT, runEnd, runInput } from "../store/samples.ts";
import { chief, makeFolder } from "../support/chief.ts";

const day =
  "---\nname: My day\non: { schedule: '0 9 * * *' }\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - console\n---\n\nGo through @Files.\n";
const workspace = {
  "config/chief.yaml": "timezone: UTC\n",
  "automations/day.md": day,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2026-03-02\n",
};

async function keep(folder: string, write: (store: Store) => Promise<unknown>): Promise<void> {
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "test" });
  await write(store);
  await store.close();
}

function occurrence(parts: Partial<Occurrence>): Occurrence {
  const nominalAt = "2026-11-02T09:00:00.000Z";
  return {
    id: `sched:day:${nominalAt}`,
    automation: "day",
    kind: "schedule",
    nominalAt,
    state: "due",
    reason: "",
    caughtUp: false,
    count: 1,
    ...parts,
  };
}

test("What was due is told with what became of it, and can be asked for by state", async (t) => {
  const folder = makeFolder(t, workspace);
  const event = { source: "webhook/deploys", id: "7", topic: "webhook:deploys", at: AT, title: "Deploy failed", fields: {} };
  await keep(folder, (store) =>
    store.occurrences.record(
      [
        { occurrence: occurrence({ state: "missed", reason: "Chief was not running", count: 40 }) },
        {
          occurrence: occurrence({
            id: "event:day:webhook/deploys:7",
            kind: "event",
            state: "skipped",
            reason: "came within its cooldown of 5 minutes",
            event,
          }),
        },
        { occurrence: occurrence({ id: `sched:day:${AT}`, nominalAt: AT }), run: runInput("day") },
      ],
      [],
      AT,
    ),
  );
  const all = await chief(folder, "occurrences");
  assert.match(all.stdout, /Mon 2 Nov 09:00 +day +missed, 40 times: Chief was not running/);
  assert.match(all.stdout, /skipped: came within its cooldown of 5 minutes \(Deploy failed\)/);
  assert.match(all.stdout, /queued +unknown +none +waits for its turn/);
  const missed = JSON.parse((await chief(folder, "occurrences", "day", "--state", "missed", "--json")).stdout) as {
    occurrences: { count: number; run: null }[];
  };
  assert.deepEqual(
    missed.occurrences.map(({ count, run }) => [count, run]),
    [[40, null]],
  );
  assert.equal((await chief(folder, "occurrences", "--state", "late")).code, 2);
});

test("A span is filled back once, both days included, in the automation's zone", async (t) => {
  const folder = makeFolder(t, { ...workspace, "config/chief.yaml": "timezone: America/Los_Angeles\n" });
  const span = ["day", "--from", "2026-11-02", "--to", "2026-11-03"];
  const told = await chief(folder, "backfill", ...span, "--dry-run");
  assert.deepEqual([told.code, told.stdout.match(/not recorded +would start/g)?.length], [0, 2], told.stderr);
  const filled = JSON.parse((await chief(folder, "backfill", ...span, "--json")).stdout) as {
    slots: { nominalAt: string; started: boolean }[];
  };
  assert.deepEqual(
    filled.slots.map(({ nominalAt, started }) => [nominalAt, started]),
    [
      ["2026-11-02T17:00:00.000Z", true],
      ["2026-11-03T17:00:00.000Z", true],
    ],
  );
  assert.match((await chief(folder, "runs")).stdout, /succeeded.*sched:day:2026-11-03T17:00:00\.000Z/);
  const again = await chief(folder, "backfill", ...span);
  assert.deepEqual([again.code, again.stdout.match(/ran +stays as it is/g)?.length], [0, 2]);
  for (const wrong of [["day"], ["day", "--from", "soon", "--to", "2026-11-04"], ["dya", "--from", "2026-11-02", "--to", "2026-11-04"]]) {
    assert.equal((await chief(folder, "backfill", ...wrong)).code, 2);
  }
});

test("A run that failed is taken up again and printed; one that went well is not", async (t) => {
  const folder = makeFolder(t, workspace);
  await keep(folder, async ({ runs }) => {
    await runs.insert("manual:day:1", { ...runInput("day"), trigger: "manual" }, AT);
    await runs.claim("manual:day:1", AT);
    await runs.finish("manual:day:1", runEnd({ status: "failed", reason: "the disk was full", content: "unknown" }), AT);
  });
  assert.match((await chief(folder, "list")).stdout, /failed, unknown, none/);
  const retried = await chief(folder, "retry", "day");
  assert.deepEqual([retried.code, /Send the contract/.test(retried.stdout)], [0, true], retried.stderr);
  const again = await chief(folder, "retry", "day");
  assert.deepEqual([again.code, /run-not-over/.test(again.stderr)], [2, true]);
});

test("Why an automation was paused is told where it is listed, and when it is resumed", async (t) => {
  const folder = makeFolder(t, workspace);
  await keep(folder, (store) => store.definitions.setPaused("day", true, AT, "5 runs in a row failed"));
  assert.match((await chief(folder, "list")).stdout, /paused +never; paused since .*: 5 runs in a row failed/);
  const resumed = await chief(folder, "resume", "day");
  assert.deepEqual([resumed.code, /had been paused since .*: 5 runs in a row failed/.test(resumed.stderr)], [0, true]);
  assert.doesNotMatch((await chief(folder, "list")).stdout, /in a row/);
});

test("What comes next names days off, jitter, and the events that are waited for", async (t) => {
  const folder = makeFolder(t, {
    ...workspace,
    "automations/day.md": day.replace("'0 9 * * *'", "'0 9 * * *', jitter: 10m, workCalendar: workdays_only"),
    "automations/chain.md":
      "---\nname: Chain\non: { run: day, where: { status: failed } }\nreads:\n  - files: { paths: [tasks] }\n---\n\nGo through @Files.\n",
  });
  const { code, stdout, stderr } = await chief(folder, "next", "day", "-n", "7");
  assert.equal(code, 0, stderr);
  assert.equal(stdout.match(/skipped: /g)?.length, 2);
  assert.match(stdout, /T09:00Z +starts at 09:0\d:\d\d$/m);
  assert.match((await chief(folder, "next")).stdout, /ON EVENTS\nchain +when/);
  const { times, events } = JSON.parse((await chief(folder, "next", "--json")).stdout) as {
    times: unknown[];
    events: { automation: string }[];
  };
  assert.deepEqual([times.length, events.map(({ automation }) => automation)], [1, ["chain"]]);
  assert.match((await chief(folder, "list")).stdout, /chain +Chain +active +on events/);
});

test("A run is cancelled with who and why", async (t) => {
  const folder = makeFolder(t, workspace);
  await keep(folder, ({ runs }) => runs.insert("manual:day:1", { ...runInput("gone"), trigger: "manual" }, AT));
  const { code, stdout } = await chief(folder, "cancel", "manual:day:1", "--why", "not needed");
  assert.deepEqual([code, /was cancelled/.test(stdout)], [0, true]);
  assert.match((await chief(folder, "runs")).stdout, /cancelled.*cancelled by me: not needed/);
});
