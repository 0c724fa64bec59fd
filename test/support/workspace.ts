import { join } from "node:path";
import type { People } from "../../src/core/person.ts";
import { USUAL_RETENTION } from "../../src/core/retention.ts";
import type { Workspace } from "../../src/core/workspace.ts";
import { calendarOf } from "./items.ts";

/** A workspace that says nothing of its own, in a folder. */
export function workspaceAt(root: string, people: People): Workspace {
  return {
    ...{ root, dataDirectory: join(root, "data"), automationsDirectory: join(root, "automations"), owner: "me" },
    ...{ calendar: calendarOf("UTC"), people, server: { host: "127.0.0.1", port: 0 }, rules: {} },
    ...{ hooks: {}, connections: {}, webhooks: {}, pings: {}, alerts: { to: [], everyMs: 3_600_000 } },
    ...{ prices: {}, budgets: { run: {}, day: {}, all: {} }, concurrency: 1, logLevel: "silent" },
    ...{ retention: USUAL_RETENTION, confinement: { mcp: "refused" }, hash: "v1:workspace" },
  };
}
