import type { Automation } from "../../core/automation.ts";
import type { Agent, Guidance } from "../../core/ports/agent.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { Grader } from "../../core/ports/grader.ts";
import type { Listener } from "../../core/ports/listener.ts";
import type { Catalogue, Connector, Delivery } from "../../core/ports/outside.ts";
import type { Reviewer } from "../../core/ports/reviewer.ts";
import type { Store } from "../../core/ports/store.ts";
import type { Run } from "../../core/run.ts";
import type { Sentence } from "../../core/sentence.ts";
import type { Workspace } from "../../core/workspace.ts";
import type { Analyst } from "./analyst.ts";

/** Who is asked before a message goes out, and what they are told of its definition. */
export interface Reviewing {
  reviewer: Reviewer;
  /** In words, as policy enforces it; all flows of the definition with `acceptedHash` are accepted. */
  explain(automation: Automation, acceptedHash?: string): Promise<readonly Sentence[]>;
}

/** Who judges what a run has come to, apart from those who write. */
export interface Judges {
  reviewing?: Reviewing;
  grader?: Grader;
  /** Hears out replies that code does not understand. */
  listener?: Listener;
}

/** Who writes, and who judges. */
export interface Staff {
  agent: Agent;
  /** Nobody where the definition, or the configuration that the run began with, has no model asked. */
  judges?(automation: Automation, workspace: Workspace): Promise<Judges>;
}

/** What the stages of a run work with; everything outside is behind its port. */
export interface RunnerParts extends Staff {
  store: Store;
  connectors: Catalogue<Connector>;
  deliveries: Catalogue<Delivery>;
  analyst: Analyst;
  /** What people have written down for whoever writes for an automation; nothing where absent. */
  guide?(automation: Automation, workspace: Workspace): Promise<{ guidance: readonly Guidance[]; problems: readonly string[] }>;
  clock: Clock;
  /** The folder that Chief itself lies in: what its repository tells is nobody's own. */
  ownFolder: string;
  /** The definition in force now; undefined where it is gone. */
  findAutomation(id: string): Automation | undefined;
  /** Whether its file can't be used now, so that the last good version is in force. */
  isBroken(id: string): boolean;
  /** The configuration in force now. */
  workspace(): Workspace;
  /** The log of one run, kept in the store. */
  loggerOf(run: Run): Logger;
  /** Told how far long work has come. */
  progress(run: Run, message: string): void;
}
