// Runs one automation that asks a model, and delivers what came of it, until it is killed or all of that is done. Says `ready` when it
// begins, and `passed` at each end of a step that it came through.
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createAgent } from "../../src/agents/agent.ts";
import { OWNER_ONLY } from "../../src/core/audience.ts";
import type { Clock, CrashPoint } from "../../src/core/ports/ambient.ts";
import type { Workflow } from "../../src/core/ports/engine.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { createPrompts } from "../../src/definitions/prompts.ts";
import { createAnalyst } from "../../src/engine/run/analyst.ts";
import { createRunner } from "../../src/engine/run/runner.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { automationWith } from "../../test/support/automation.ts";
import { shippedConnectors } from "../../test/support/connectors.ts";
import { shippedDeliveries } from "../../test/support/deliveries.ts";
import { people } from "../../test/support/items.ts";
import { modelAt } from "../../test/support/model-client.ts";
import { silentLogger } from "../../test/support/silent-logger.ts";
import { workspaceAt } from "../../test/support/workspace.ts";
import { openKit } from "./kit.ts";
import { MODEL_RUN, modelOfLife, modelOrdersSchema } from "./model-orders.ts";

/** So that a message in doubt is looked for soon. */
const TIMING = { sendTimeoutMs: 1_000, settleMs: 1_500 };
const LOOK_MS = 5;
const AS_OF = "2026-11-20T09:00:00.000Z";

const orders = modelOrdersSchema.parse(JSON.parse(process.argv[2] ?? ""));
/** Shows the instant that the run speaks of where the first life began, and runs on since. */
const clock: Clock = { now: () => Date.parse(AS_OF) + systemClock.now() - orders.originMs, after: systemClock.after };
const automation = automationWith({
  ...{ id: "daily", body: "What is late? What can wait?", timezone: "UTC" },
  reads: [{ name: "files", audience: OWNER_ONLY, connector: "files", options: { paths: ["tasks.md"], maxFiles: 10 } }],
  writes: [{ name: "webhook", delivery: "webhook", options: { to: "vendor" }, audience: OWNER_ONLY }],
});
const kit = await openKit({
  directory: join(orders.root, "data"),
  workflow: (context, run) => workflow(context, run),
  automations: [automation],
  webhook: orders.webhook,
  clock,
  crashPoint: createCrash(orders.diesAt),
  ...TIMING,
});
const workflow = work(kit.store);
process.stdout.write("ready\n");
await kit.start();
await kit.engine.start(MODEL_RUN, { automation: automation.id, asOf: AS_OF, nominalAt: AS_OF, trigger: "schedule", dryRun: false });
await kit.engine.ended(MODEL_RUN);
while ((await kit.store.outbox.list({ states: ["pending", "sending"], limit: 1 })).length > 0) await wait(LOOK_MS);
await kit.stop();

/** What runs do, written by the agent that asks a model by the real client. */
function work(store: Store): Workflow {
  const name = modelOfLife(orders.life);
  const model = modelAt(orders.model, { models: { small: name, large: name } });
  const prompt = createPrompts([join(import.meta.dirname, "../../prompts")]);
  const models = { connection: "openai", small: name, large: name, tier: "default" } as const;
  return createRunner({
    ...{ ownFolder: "/nowhere", store, clock, connectors: shippedConnectors(), analyst: createAnalyst(store) },
    deliveries: shippedDeliveries({ clock, webhookOf: () => orders.webhook }),
    agent: createAgent({ modelFor: () => model, prompt, clock }),
    ...{ findAutomation: () => automation, isBroken: () => false, workspace: () => ({ ...workspaceAt(orders.root, people), models }) },
    ...{ loggerOf: () => silentLogger, progress: () => {} },
  });
}

/** Dies at once, with whatever was under way. */
function createCrash(diesAt: number | undefined): CrashPoint {
  let passed = 0;
  return (point) => {
    if (point !== "step.done" && point !== "step.kept") return;
    passed += 1;
    process.stdout.write("passed\n");
    if (passed !== diesAt) return;
    process.kill(process.pid, "SIGKILL");
    for (;;); // nothing may follow, not even while the signal is on its way
  };
}
