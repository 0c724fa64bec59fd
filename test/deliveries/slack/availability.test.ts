import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { createEmail } from "../../../src/deliveries/email/index.ts";
import { createSlack, type SlackParts } from "../../../src/deliveries/slack/index.ts";
import { createFakeClock, type FakeClock } from "../../support/clock.ts";
import { connectionsTo, startSlack, type SlackFault, type SlackServer } from "../../support/slack-server.ts";

const HOUR_MS = 60 * 60_000;
const nobody = { emails: [], aliases: [], absences: [], vip: false };
const people = {
  all: [
    { ...nobody, key: "ana", name: "Ana Kovacs", accounts: ["slack:U0ANA0000"] },
    { ...nobody, key: "bo", name: "Bo Thorn", accounts: ["slack:U0ELSEWHERE", "slack:U0BO00000"] },
    { ...nobody, key: "kim", name: "Kim Lee", emails: ["kim@example.com"] },
    { ...nobody, key: "none", name: "Nobody" },
  ],
};

let slack: SlackServer;
let clock: FakeClock;
let slackDelivery: ReturnType<typeof createSlack>;
/** What Slack says to a method, and about whom. */
let said: Record<string, SlackFault>;

const user = (changes: object): SlackFault => ({ answer: { ok: true, user: { id: "U0ANA0000", ...changes } } });
const dnd = (changes: object): SlackFault => ({ answer: { ok: true, dnd_enabled: false, ...changes } });
const seconds = (instant: string): number => Date.parse(instant) / 1_000;

before(async () => {
  slack = await startSlack({ faultOf: ({ method, args }) => said[`${method} ${args["user"]}`] ?? said[method] });
});
after(() => slack.close());
beforeEach(() => {
  clock = createFakeClock("2026-11-20T09:00:00.000Z");
  slackDelivery = createSlack(parts());
  slack.calls.length = 0;
  said = { "users.info": user({ tz: "Europe/Berlin" }), "dnd.info": dnd({}) };
});

const parts = (): SlackParts => ({ clock, connections: connectionsTo(slack), people: () => people });
const of = (to: string) => slackDelivery.availability?.({ options: { to }, signal: new AbortController().signal });

test("Slack says somebody's zone and when they do not want to be disturbed, and is asked once an hour", async () => {
  said["dnd.info"] = dnd({
    ...{ dnd_enabled: true, next_dnd_start_ts: seconds("2026-11-20T21:00:00Z"), next_dnd_end_ts: seconds("2026-11-21T07:00:00Z") },
    ...{ snooze_enabled: true, snooze_endtime: seconds("2026-11-20T10:30:00Z") },
  });
  const busy = [
    { from: "2026-11-20T21:00:00.000Z", to: "2026-11-21T07:00:00.000Z" },
    { from: "2026-11-20T09:00:00.000Z", to: "2026-11-20T10:30:00.000Z" },
  ];
  assert.deepEqual(await of("ana"), { isReachable: true, timezone: "Europe/Berlin", busy });
  assert.deepEqual(await of("ana"), { isReachable: true, timezone: "Europe/Berlin", busy });
  assert.deepEqual(
    slack.calls.map(({ method }) => method),
    ["users.info", "dnd.info"],
  );
  await clock.advance(HOUR_MS);
  said["dnd.info"] = dnd({});
  assert.deepEqual(await of("ana"), { isReachable: true, timezone: "Europe/Berlin", busy: [] });
});

test("what the app may not know is taken for unknown", async () => {
  said = { "users.info": { error: "missing_scope", needed: "users:read" }, "dnd.info": { error: "missing_scope", needed: "dnd:read" } };
  assert.deepEqual(await of("ana"), { isReachable: true, busy: [] });
});

test("whatever is no zone and no span is left out", async () => {
  said = {
    "users.info": user({ tz: "Mars/Olympus" }),
    "dnd.info": dnd({ dnd_enabled: true, next_dnd_start_ts: 1, next_dnd_end_ts: 1, snooze_enabled: true, snooze_endtime: 9e15 }),
  };
  assert.deepEqual(await of("ana"), { isReachable: true, busy: [] });
});

test("nobody is reached who has no account there, or had one; of two accounts the one counts that is known", async () => {
  said["users.lookupByEmail"] = { error: "users_not_found" };
  said["users.info U0ELSEWHERE"] = { error: "user_not_found" };
  assert.deepEqual(await of("kim"), { isReachable: false, busy: [] });
  assert.deepEqual(await of("none"), { isReachable: false, busy: [] });
  assert.deepEqual(await of("bo"), { isReachable: true, timezone: "Europe/Berlin", busy: [] });
  said["users.info"] = user({ deleted: true });
  assert.deepEqual(await of("ana"), { isReachable: false, busy: [] });
});

test("where Slack does not answer, nothing is remembered", async () => {
  said["dnd.info"] = "broken";
  await assert.rejects(async () => of("ana"), { code: "slack-lookup" });
  said["dnd.info"] = "busy";
  await assert.rejects(async () => of("ana"), { code: "slack-busy" });
  said["dnd.info"] = dnd({});
  assert.equal((await of("ana"))?.isReachable, true);
});

test("by mail whoever has an address is reached", async () => {
  const email = createEmail(parts());
  const signal = new AbortController().signal;
  assert.deepEqual(await email.availability?.({ options: { to: ["kim"] }, signal }), { isReachable: true, busy: [] });
  assert.deepEqual(await email.availability?.({ options: { to: ["ana"] }, signal }), { isReachable: false, busy: [] });
});
