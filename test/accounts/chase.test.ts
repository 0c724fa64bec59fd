import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ACKNOWLEDGES, cargoOf, type Briefing } from "../../src/core/briefing.ts";
import { startSlack } from "../support/slack-server.ts";
import { openChase, LAUNCH } from "./chase-world.ts";

const PLAN = `# launch: Spring release
# date: 2026-12-15
Key,Task,Owner,Status,Due,ETA,Blocked by
T-1,Write the docs,Dana Reyes,In progress,2026-11-27,,
T-2,Load test,Dana Reyes,To do,2026-12-01,,
T-3,Press kit,Sam Tan,In progress,2026-12-04,,
`;

test("Somebody is asked once in their hours, and what they answer is noted, told back once, and ends the question", async (t) => {
  const slack = await startSlack();
  t.after(() => slack.close());
  const office = await openChase(t, slack, PLAN, "2026-11-23T06:00:00.000Z", LAUNCH);
  const letters = async (): Promise<Briefing[]> => {
    const sent = await office.app.store.outbox.list({ states: ["sent"] });
    const briefings = await Promise.all(sent.map(({ briefing }) => office.app.store.documents.get<Briefing>(briefing)));
    return briefings.filter((briefing) => cargoOf(briefing) === "questions");
  };
  await office.until("2026-11-23T08:55:00.000Z");
  assert.deepEqual(await letters(), []);
  await office.until("2026-11-23T09:50:00.000Z");
  const asked = (await letters()).flatMap(({ asking }) => asking?.asks.map(({ key }) => key).join(" ") ?? []);
  assert.deepEqual(new Set(asked), new Set(["T-3", "T-2 T-1"]));
  await office.reply({ id: "slack:D1:1.1", person: "dana", text: "docs done, load test at risk, Thursday" });
  await office.until("2026-11-23T12:00:00.000Z");
  const rows = await office.app.store.asks.list({ automation: "launch", endedSince: "2026-11-01T00:00:00.000Z" });
  const told = rows.map(({ key, state, answer }) => [key, [state, answer?.told.status, answer?.told.eta]]);
  assert.deepEqual(Object.fromEntries(told), {
    "T-1": ["answered", "done", null],
    "T-2": ["answered", "at_risk", "2026-11-26"],
    "T-3": ["asked", undefined, undefined],
  });
  const all = await letters();
  assert.deepEqual([all.length, all.filter(({ about }) => about?.startsWith(ACKNOWLEDGES)).length], [3, 1]);
});

const WRITES = LAUNCH.replace("- reply: {}", "- reply: {}\n    coalesce: 1m")
  .replace("flows:", "  - plan: { file: { path: plan/launch.csv, fields: { status: status, eta: eta } } }\nflows:")
  .replace("flows: [", "flows: [{ from: files, to: plan }, { from: events, to: plan }, ");

test("The last of two words is written; that moves nobody else's task, and what is said during a pause is heard after it", async (t) => {
  const slack = await startSlack();
  t.after(() => slack.close());
  const office = await openChase(t, slack, PLAN, "2026-11-23T08:58:00.000Z", WRITES.replace("chase: {", 'chase: { digest: "16:00",'));
  await office.until("2026-11-23T09:03:00.000Z");
  await office.reply({ id: "slack:D1:1.1", person: "dana", text: "docs at risk", at: "2026-11-23T09:02:30.000Z" });
  await office.reply({ id: "slack:D1:1.2", person: "dana", text: "docs are done", at: "2026-11-23T09:02:50.000Z" });
  await office.until("2026-11-23T09:05:00.000Z");
  assert.match(office.plan(), /^T-1,Write the docs,Dana Reyes,done,/m);
  assert.deepEqual(await office.app.store.outbox.list({ states: ["undeliverable"] }), []);
  const written = new Date(office.clock.now());
  utimesSync(join(office.folder, "plan/launch.csv"), written, written);
  await office.app.operations.setPaused("launch", true);
  await office.reply({ id: "slack:D2:1.1", person: "me", text: "on track, Thursday" });
  await office.app.operations.setPaused("launch", false);
  await office.until("2026-11-23T09:32:00.000Z");
  const rows = await office.app.store.asks.list({ endedSince: "2026-11-01T00:00:00.000Z" });
  const told = rows.map(({ key, state, answer }) => [key, `${state} ${answer?.told.status}`]);
  assert.deepEqual(Object.fromEntries(told), { "T-1": "answered done", "T-2": "asked undefined", "T-3": "answered on_track" });
  const heard = await office.app.store.outbox.list({ states: ["sent"] });
  await office.until("2026-11-23T10:02:00.000Z");
  assert.equal((await office.app.store.outbox.list({ states: ["sent"] })).length, heard.length);
});
