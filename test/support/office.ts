import { plainAgent } from "../../src/agents/plain.ts";
import type { Automation } from "../../src/core/automation.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import { SqliteEngine } from "../../src/engine/execution/sqlite-engine.ts";
import { createAnalyst } from "../../src/engine/run/analyst.ts";
import { createRunner } from "../../src/engine/run/runner.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { createFakeClock } from "./clock.ts";
import { shippedConnectors } from "./connectors.ts";
import { shippedDeliveries } from "./deliveries.ts";
import { people } from "./items.ts";
import { silentLogger } from "./silent-logger.ts";
import { workspaceAt } from "./workspace.ts";

/** Runs of one automation over a folder, done as the app does them. */
export interface Office {
  run(at: string): Promise<Run>;
  briefing(run: Run): Promise<string>;
}

/** `store` is where all is kept, `root` the folder that is read. */
export function openOffice(store: Store, root: string, automation: Automation): Office {
  const clock = createFakeClock();
  const workspace = workspaceAt(root, people);
  const workflow = createRunner({
    ...{ ownFolder: "/nowhere", store, clock, agent: plainAgent, analyst: createAnalyst(store) },
    ...{ connectors: shippedConnectors(), deliveries: shippedDeliveries({ clock }) },
    findAutomation: () => automation,
    isBroken: () => false,
    workspace: () => workspace,
    loggerOf: () => silentLogger,
    progress: () => {},
  });
  const engine = new SqliteEngine({
    ...{ runs: store.runs, workflow, clock, logger: silentLogger, concurrency: 1 },
    limitsOf: () => automation,
    random: () => 0,
    onEnd: () => {},
    crashPoint: () => {},
  });
  return {
    async run(at) {
      clock.jump(at);
      await engine.start(at, { automation: automation.id, asOf: at, nominalAt: at, trigger: "schedule", dryRun: false });
      return engine.ended(at);
    },
    briefing: async (run) => renderMarkdown(await store.documents.get<Briefing>(run.briefing ?? "")),
  };
}
