import type { Automation } from "../core/automation.ts";
import type { Agent } from "../core/ports/agent.ts";
import type { Logger } from "../core/ports/ambient.ts";
import type { Catalogue, Connector, Delivery } from "../core/ports/outside.ts";
import type { Store } from "../core/ports/store.ts";
import type { Run } from "../core/run.ts";
import type { Workspace } from "../core/workspace.ts";

/** What the stages of a run work with; everything outside is behind its port. */
export interface RunnerParts {
  store: Store;
  connectors: Catalogue<Connector>;
  deliveries: Catalogue<Delivery>;
  agent: Agent;
  /** The definition in force now; undefined where it is gone. */
  findAutomation(id: string): Automation | undefined;
  /** The configuration in force now. */
  workspace(): Workspace;
  /** The log of one run, kept in the store. */
  loggerOf(run: Run): Logger;
  /** Told how far long work has come. */
  progress(run: Run, message: string): void;
}
