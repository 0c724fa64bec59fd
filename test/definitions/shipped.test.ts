import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadWorkspace } from "../../src/config/load.ts";
import { shippedConnectors } from "../support/connectors.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { explainAutomation } from "../../src/policy/explain.ts";
import { eventSources } from "../../src/triggers/event-sources.ts";
import { checkTrigger, nextTime } from "../../src/triggers/schedule.ts";
import { shippedDeliveries } from "../support/deliveries.ts";

const connectors = shippedConnectors();
const deliveries = shippedDeliveries();

for (const place of ["../../", "../../examples/workspace/"]) {
  test(`the workspace ${place.slice(6) || "of the repository"} has no problems, and its automations can be explained`, async () => {
    const root = fileURLToPath(new URL(place, import.meta.url));
    const { workspace } = await loadWorkspace({ root, env: {} });
    const { timezone } = workspace.calendar;
    const names = {
      hooks: Object.keys(workspace.hooks),
      webhooks: Object.keys(workspace.webhooks),
      pings: Object.keys(workspace.pings),
      connections: [],
      people: [],
    };
    const request = { directory: workspace.automationsDirectory, root, timezone, people: workspace.people, names };
    const parts = { connectors, deliveries, eventSources, checkTrigger, nextTime };
    const { automations, problems } = await loadDefinitions({ ...request, ...parts });
    assert.deepEqual(problems, []);
    assert.notEqual(automations.length, 0);
    for (const automation of automations) {
      const reads = new Map(
        await Promise.all(automation.reads.map(async ({ name, connector }) => [name, await connectors.load(connector)] as const)),
      );
      const writes = new Map(
        await Promise.all(automation.writes.map(async ({ name, delivery }) => [name, await deliveries.load(delivery)] as const)),
      );
      const sentences = explainAutomation(automation, {
        read: ({ name, options }) => reads.get(name)?.describe(options) ?? "",
        write: ({ name, options }) => writes.get(name)?.describe(options) ?? "",
        event: ({ source }) => `when ${source} tells`,
      });
      for (const { text } of sentences) assert.doesNotMatch(text, /undefined|\bCan \w+( ONLY)? \./);
    }
  });
}
