import assert from "node:assert/strict";
import { test } from "node:test";
import { occurrenceInWords } from "../../src/cli/occurrence-words.ts";
import type { Occurrence } from "../../src/core/occurrence.ts";
import type { Run } from "../../src/core/run.ts";

const reader = { timezone: "Europe/Berlin", asOf: "2026-11-20T12:00:00.000Z" };

function words(parts: Partial<Occurrence>, run?: Pick<Run, "status">): string {
  const nominalAt = "2026-11-20T08:00:00.000Z";
  const base = {
    id: "sched:day:1",
    automation: "day",
    kind: "schedule",
    nominalAt,
    state: "due",
    reason: "",
    caughtUp: false,
    count: 1,
  } as const;
  return occurrenceInWords({ ...base, ...parts }, run as Run | undefined, reader);
}

test("what ran says how late, roughly, and whether it was caught up", () => {
  const ran = { state: "ran", actualAt: "2026-11-20T08:00:40.000Z" } as const;
  assert.equal(words(ran), "ran");
  assert.equal(words({ ...ran, actualAt: "2026-11-20T08:02:10.000Z" }), "ran, 2 minutes late");
  assert.equal(words({ ...ran, actualAt: "2026-11-20T07:59:10.000Z" }), "ran");
  assert.equal(
    words({ ...ran, actualAt: "2026-11-20T11:20:00.000Z", caughtUp: true, reason: "caught up: Chief was not running" }),
    "caught up, 3 hours late: Chief was not running",
  );
  assert.equal(
    words({ ...ran, actualAt: "2026-11-25T08:00:00.000Z", reason: "git could not be read" }),
    "ran, 5 days late: git could not be read",
  );
});

test("what did not run says why, and for how many times it stands", () => {
  assert.equal(words({ state: "missed", reason: "Chief was not running" }), "missed: Chief was not running");
  assert.equal(words({ state: "missed", reason: "Chief was not running", count: 5_760 }), "missed, 5,760 times: Chief was not running");
  assert.equal(words({ state: "skipped", reason: "the automation is paused" }), "skipped: the automation is paused");
  assert.equal(
    words({ state: "over_limit", reason: "1,000 runs of it were waiting already" }),
    "over limit: 1,000 runs of it were waiting already",
  );
  assert.equal(words({ state: "coalesced", into: "event:day:file:1" }), "coalesced into event:day:file:1");
});

test("what is still open says what it waits for", () => {
  assert.equal(words({}), "due");
  assert.equal(words({ startAt: "2026-11-20T08:00:30.000Z" }), "collects events until Fri 20 Nov 09:00");
  assert.equal(words({}, { status: "queued" }), "waits for its turn");
  assert.equal(words({ caughtUp: true }, { status: "running" }), "runs now, caught up");
});

test("an event is told by its title, which is only ever text", () => {
  const event = { source: "webhook/deploys", id: "1", topic: "webhook:deploys", at: "2026-11-20T08:00:00.000Z", title: "", fields: {} };
  const title = "Deploy of shop failed\u001b[2J, see https://evil.example/x";
  assert.equal(
    words({ kind: "event", state: "ran", event: { ...event, title } }),
    "ran (Deploy of shop failed, see https[:]//evil[.]example/x)",
  );
});
