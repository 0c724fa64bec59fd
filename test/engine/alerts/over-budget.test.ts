import assert from "node:assert/strict";
import { test } from "node:test";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { BudgetStop } from "../../../src/core/model.ts";
import { AlertWorker } from "../../../src/engine/alerts/alert-worker.ts";
import { renderTerminal } from "../../../src/render/terminal.ts";
import { createFakeClock } from "../../support/clock.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { calendarOf } from "../../support/items.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryStore } from "../../support/store.ts";

const HOUR_MS = 3_600_000;
const reached: BudgetStop = {
  ...{ scope: "day", automation: "morning", day: "2026-11-20", at: "2026-11-20T08:00:00.000Z" },
  ...{ reason: "models may take $2.00 in one day of morning; $1.99 is taken", hint: "It begins anew at midnight." },
};

test("its owner is told once a day that a limit was reached, of which one, and where the costs stand", async (t) => {
  const { alerts, documents, outbox, spending } = memoryStore(t);
  const clock = createFakeClock();
  const to = [{ delivery: "console", options: {} }];
  const worker = new AlertWorker({
    ...{ alerts, messages: outbox, documents, deliveries: shippedDeliveries(), clock, logger: silentLogger, lateMs: 300_000 },
    isShut: async () => false,
    workspace: () => ({ alerts: { to, everyMs: HOUR_MS }, calendar: calendarOf("UTC"), owner: "me", people: { all: [] } }),
    findAutomation: () => undefined,
    outbox: { poke: () => {} },
    crashPoint: () => {},
  });
  t.after(() => worker.stop());
  worker.start();
  const look = async (stop: BudgetStop): Promise<string[]> => {
    await spending.stop(stop);
    worker.poke();
    await clock.advance(2 * HOUR_MS);
    const briefings = await Promise.all((await outbox.list({})).map(({ briefing }) => documents.get<Briefing>(briefing)));
    return briefings.map((briefing) => renderTerminal(briefing, { color: false, width: 500 }).replace(/\s+/g, " "));
  };
  const [first = ""] = await look(reached);
  assert.match(first, /^Fri 20 Nov: morning is over its budget\. /);
  assert.match(
    first,
    /models may take \$2\.00 in one day of morning; \$1\.99 is taken\. It begins anew at midnight\. What models could not be asked for/,
  );
  assert.match(first, /chief costs/);
  assert.equal((await look({ ...reached, at: "2026-11-20T10:00:00.000Z", reason: "again" })).length, 1);
  assert.equal((await look({ ...reached, day: "2026-11-21", at: "2026-11-20T12:00:00.000Z" })).length, 2);
  const all = await look({ ...reached, scope: "all", automation: "chief", at: "2026-11-20T14:00:00.000Z" });
  assert.equal(all.length, 3);
  assert.ok(
    all.some(
      (text) =>
        text.includes("All automations together are over their budget") || text.includes("all automations together are over their budget"),
    ),
  );
});
