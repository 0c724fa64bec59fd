import type { Automation } from "../core/automation.ts";
import { DefinitionError } from "../core/errors.ts";
import type { LedgerEntry } from "../core/finding.ts";
import type { Context } from "../core/ports/engine.ts";
import type { Run } from "../core/run.ts";
import type { Workspace } from "../core/workspace.ts";
import type { RunnerParts } from "./parts.ts";

/** What one source gave at its last success: where the next fetch goes on, and what is no news any more. */
export interface SourceMemory {
  /** The instant up to which it was read. */
  readTo: string;
  /** Hash of the stored Gathered document. */
  gathered: string;
}

/** Kept between the runs of one automation. */
export interface RunMemory {
  /** By the grant's name. */
  sources?: Record<string, SourceMemory>;
  /** The instant that the last successful briefing spoke of. */
  reportedTo?: string;
}

/** What a run sees of the world outside its sources, the same on every resumption. */
export interface Frozen {
  automation: Automation;
  workspace: Workspace;
  ledger: readonly LedgerEntry[];
  memory: RunMemory;
}

/** The first step: keeps definition, workspace, ledger and memory by hash, and gives them back. */
export async function freeze(context: Context, parts: RunnerParts, run: Run): Promise<Frozen> {
  const hashes = await context.step("freeze", () => keep(parts, run));
  const [automation, workspace, ledger, memory] = await Promise.all([
    parts.store.documents.get<Automation>(hashes.automation),
    parts.store.documents.get<Workspace>(hashes.workspace),
    parts.store.documents.get<LedgerEntry[]>(hashes.ledger),
    parts.store.documents.get<RunMemory>(hashes.memory),
  ]);
  return { automation, workspace, ledger, memory };
}

async function keep(parts: RunnerParts, run: Run) {
  const automation = parts.findAutomation(run.automation);
  if (!automation) {
    throw new DefinitionError("automation-gone", `expected a definition of ${run.automation}, got none: its file was removed`, {
      hint: "Put the file back, or cancel the run.",
    });
  }
  const { documents } = parts.store;
  const [ledger, memory] = await Promise.all([
    parts.store.findings.ledger(automation.id, automation.owner),
    parts.store.memory.load(automation.id),
  ]);
  return {
    automation: await documents.put("automation", automation),
    workspace: await documents.put("workspace", inZone(parts.workspace(), automation.timezone)),
    ledger: await documents.put("ledger", ledger),
    memory: await documents.put("memory", memory),
  };
}

/** What "today" is, the automation's own zone decides. */
function inZone(workspace: Workspace, timezone: string): Workspace {
  return { ...workspace, calendar: { ...workspace.calendar, timezone } };
}
