import assert from "node:assert/strict";
import { test } from "node:test";
import { GOAL_MET } from "../../../src/core/goal.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { Run } from "../../../src/core/run.ts";
import { createTelling } from "../../../src/engine/alerts/telling.ts";
import { renderTerminal } from "../../../src/render/terminal.ts";
import { createFakeClock, until } from "../../support/clock.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryStore } from "../../support/store.ts";
import { runEnd } from "../../store/samples.ts";

const AT = "2026-11-20T09:00:00.000Z";
const INPUT = { automation: "deal", asOf: AT, nominalAt: AT, trigger: "schedule", dryRun: false } as const;

/** A store with somebody who tells its owner of trouble, as the app has it. */
function openTelling(t: Parameters<typeof memoryStore>[0]) {
  const store = memoryStore(t);
  const clock = createFakeClock(AT);
  const alerts = { to: [{ delivery: "console", options: {} }], everyMs: 0 };
  const calendar = { timezone: "UTC", workdays: [1], hours: { start: "09:00", end: "17:00" }, holidays: [] };
  const telling = createTelling({
    ...{ alerts: store.alerts, messages: store.outbox, documents: store.documents, definitions: store.definitions },
    ...{ deliveries: shippedDeliveries({ clock }), isShut: async () => false, outbox: { poke: () => {} }, addressOf: () => "" },
    workspace: () => ({ alerts, calendar, owner: "me", people: { all: [] }, pings: {} }),
    findAutomation: () => ({ onFailure: { after: 1 }, pauseOnFailure: 5 }),
    ...{ paused: async () => {}, clock, logger: silentLogger, crashPoint: () => {}, lateMs: 300_000 },
  });
  t.after(() => telling.stop());
  const end = async (id: string, changes: Parameters<typeof runEnd>[0], at: string, dryRun = false): Promise<Run> => {
    clock.jump(at);
    await store.runs.insert(id, { ...INPUT, dryRun }, at);
    await store.runs.claim(id, at);
    await store.runs.finish(id, runEnd(changes), at);
    const run = await store.runs.find(id);
    telling.runEnded(run ?? assert.fail("the run is gone"));
    return run ?? assert.fail("the run is gone");
  };
  const messages = async (): Promise<string[]> => {
    const due = await store.outbox.list({});
    const briefings = await Promise.all(due.map(({ briefing }) => store.documents.get<Briefing>(briefing)));
    return briefings.map((briefing) => renderTerminal(briefing, { width: 200, color: false }).replaceAll(/\s+/g, " "));
  };
  return { store, clock, telling, end, messages };
}

test("a goal that is met pauses its automation, and its owner hears of it once, with the way to have it run again", async (t) => {
  const { store, clock, telling, end, messages } = openTelling(t);
  telling.start();
  await end("a", { content: "met" }, AT);
  await until(async () => (await store.definitions.paused()).length > 0, "it to be paused");
  await clock.advance(60_000);
  await until(async () => (await messages()).length > 0, "the owner to be told");
  telling.look();
  await clock.advance(3_600_000);
  assert.deepEqual(await store.definitions.paused(), [{ automation: "deal", at: AT, reason: GOAL_MET }]);
  const [text, ...others] = await messages();
  assert.equal(others.length, 0);
  assert.match(text ?? "", /deal has reached its goal/);
  assert.match(
    text ?? "",
    /It is paused: nothing is left to do\. Next: chief runs deal lists what led there, chief resume deal has it run again\./,
  );
  assert.doesNotMatch(text ?? "", /cause is gone/);
});

test("work that waits for somebody is told once, until it has gone on in between", async (t) => {
  const { store, end } = openTelling(t);
  const stuck = { content: "stuck", reason: "goal: 1 of 2 met, the rest waits for Dana" } as const;
  await end("a", stuck, "2026-11-16T09:00:00.000Z");
  await end("b", stuck, "2026-11-17T09:00:00.000Z");
  await end("tried", { content: "not_met" }, "2026-11-17T10:00:00.000Z", true);
  await end("c", stuck, "2026-11-18T09:00:00.000Z");
  await end("d", { content: "not_met" }, "2026-11-19T09:00:00.000Z");
  await end("e", stuck, AT);
  const troubles = await store.alerts.untold("2026-11-16T00:00:00.000Z", 300_000);
  assert.deepEqual(
    troubles.map(({ subject, kind, reason }) => [subject, kind, reason]),
    [
      ["stuck:a", "stuck", stuck.reason],
      ["stuck:e", "stuck", stuck.reason],
    ],
  );
  assert.deepEqual(await store.definitions.paused(), []);
});

test("what was only tried pauses nothing, and neither does a goal that is not met", async (t) => {
  const { store, end } = openTelling(t);
  await end("a", { content: "met" }, AT, true);
  await end("b", { content: "not_met" }, AT);
  await end("c", { content: "met" }, AT);
  await until(async () => (await store.definitions.paused()).length > 0, "the third to pause it");
});
