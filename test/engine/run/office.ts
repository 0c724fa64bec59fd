import { utimesSync } from "node:fs";
import { join } from "node:path";
import { type TestContext } from "node:test";
import { plainAgent } from "../../../src/agents/plain.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { Assignment } from "../../../src/core/ports/agent.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import type { Run, RunInput } from "../../../src/core/run.ts";
import type { Workspace } from "../../../src/core/workspace.ts";
import { createAnalyst, type Analyst } from "../../../src/engine/run/analyst.ts";
import { createRunner } from "../../../src/engine/run/runner.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import type { RunnerParts } from "../../../src/engine/run/parts.ts";
import { renderMarkdown } from "../../../src/render/markdown.ts";
import { automationWith } from "../../support/automation.ts";
import { makeFolder, writeFiles } from "../../support/chief.ts";
import { createFakeClock } from "../../support/clock.ts";
import { people } from "../../support/items.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryStore } from "../../support/store.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { workspaceAt } from "../../support/workspace.ts";

export const FRIDAY = "2026-11-20T09:00:00.000Z";
export const SATURDAY = "2026-11-21T09:00:00.000Z";
export const MONDAY = "2026-11-23T09:00:00.000Z";

/** Runs of one automation that reads a folder of tasks, done as the app does them. */
export interface Office {
  store: Store;
  root: string;
  /** The definition in force; undefined where its file is gone. */
  inForce: { automation?: Automation; isBroken: boolean };
  run(at: string, how?: Partial<RunInput> & { id?: string }): Promise<Run>;
  write(path: string, text: string, at: string): void;
  briefing(run: Run): Promise<string>;
}

/** What is otherwise than usual. */
export interface More extends Partial<Pick<RunnerParts, "guide" | "connectors">> {
  workspace?: Partial<Workspace>;
  analystOver?(store: Store): Analyst;
}

/** An office over a new folder; `duringRun` is called each time an agent is asked to write. */
export function openOffice(
  test: TestContext,
  changes: Partial<Automation> = {},
  duringRun: (office: Office, assignment: Assignment) => void | Promise<void> = () => {},
  more: More = {},
): Office {
  const root = makeFolder(test, {});
  const store = memoryStore(test);
  const clock = createFakeClock(FRIDAY);
  const reads = [{ name: "files", audience: [], connector: "files", options: { paths: ["."], maxFiles: 100 } }];
  const automation = automationWith({ reads, timezone: "UTC", ...changes });
  const workspace = { ...workspaceAt(root, people), ...more.workspace };
  const inForce: Office["inForce"] = { automation, isBroken: false };
  const runner = createRunner({
    ...{ ownFolder: "/nowhere", ...(more.guide && { guide: more.guide }) },
    store,
    connectors: more.connectors ?? shippedConnectors(),
    deliveries: shippedDeliveries({ clock }),
    agent: {
      ...plainAgent,
      async outline(assignment, steps) {
        await duringRun(office, assignment);
        return plainAgent.outline(assignment, steps);
      },
    },
    analyst: (more.analystOver ?? createAnalyst)(store),
    clock,
    findAutomation: () => inForce.automation,
    isBroken: () => inForce.isBroken,
    workspace: () => workspace,
    loggerOf: () => silentLogger,
    progress: () => {},
  });
  const engine = new SqliteEngine({
    runs: store.runs,
    workflow: runner,
    clock,
    logger: silentLogger,
    concurrency: 1,
    limitsOf: () => automation,
    random: () => 0,
    onEnd: () => {},
    crashPoint: () => {},
  });
  const office: Office = {
    store,
    root,
    inForce,
    async run(at, { id = at, ...how } = {}) {
      clock.jump(at);
      await engine.start(id, { automation: automation.id, asOf: at, nominalAt: at, trigger: "schedule", dryRun: false, ...how });
      return engine.ended(id);
    },
    write(path, text, at) {
      writeFiles(root, { [path]: text });
      utimesSync(join(root, path), new Date(at), new Date(at));
    },
    briefing: async (run) => renderMarkdown(await store.documents.get<Briefing>(run.briefing ?? "")),
  };
  return office;
}

export const OVERDUE = "- [ ] Send the contract due: 2026-11-18\n";
export const LATER_OVERDUE = `${OVERDUE}- [ ] Book the room due: 2026-11-20\n`;
