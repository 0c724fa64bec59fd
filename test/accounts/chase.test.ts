import assert from "node:assert/strict";
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
