import type { Automation } from "../core/automation.ts";
import { DefinitionError } from "../core/errors.ts";
import type { LedgerEntry } from "../core/finding.ts";
import type { Context } from "../core/ports/engine.ts";
import type { Store } from "../core/ports/store.ts";
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
  /** What the last run began with, by hash: to be gone back to where nobody got its briefing. */
  previous?: { run: string; ledger: string; memory: string };
}

/** What a run sees of the world outside its sources, the same on every resumption. */
export interface Frozen {
  automation: Automation;
  workspace: Workspace;
  ledger: readonly LedgerEntry[];
  memory: RunMemory;
  /** Ledger and memory as stored documents. */
  hashes: { ledger: string; memory: string };
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
  return { automation, workspace, ledger, memory, hashes };
}

async function keep(parts: RunnerParts, run: Run) {
  const automation = parts.findAutomation(run.automation);
  if (!automation) {
    throw new DefinitionError("automation-gone", `expected a definition of ${run.automation}, got none: its file was removed`, {
      hint: "Put the file back, or cancel the run.",
    });
  }
  const { documents } = parts.store;
  return {
    automation: await documents.put("automation", automation),
    workspace: await documents.put("workspace", inZone(parts.workspace(), automation.timezone)),
    ...(await keepRecord(parts.store, automation)),
  };
}

/** Ledger and memory of an automation. A briefing that nobody got has told nobody anything: then they are those from before it. */
async function keepRecord({ documents, findings, memory: memories, outbox }: Store, { id, owner }: Automation): Promise<Frozen["hashes"]> {
  const ledger = await findings.ledger(id, owner);
  const memory: RunMemory = await memories.load(id);
  const messages = memory.previous ? await outbox.ofRun(memory.previous.run) : [];
  const isLost = messages.length > 0 && messages.every((message) => message.state === "undeliverable");
  if (!memory.previous || !isLost) return { ledger: await documents.put("ledger", ledger), memory: await documents.put("memory", memory) };
  const earlier = await documents.get<LedgerEntry[]>(memory.previous.ledger);
  return { ledger: await documents.put("ledger", withAnswers(earlier, ledger)), memory: memory.previous.memory };
}

/** What the reader has said meanwhile holds for earlier entries too. */
function withAnswers(earlier: readonly LedgerEntry[], now: readonly LedgerEntry[]): LedgerEntry[] {
  const answers = new Map(now.map(({ key, acknowledgement }) => [key, acknowledgement]));
  return earlier.map(({ acknowledgement: _before, ...entry }) => {
    const acknowledgement = answers.get(entry.key);
    return acknowledgement ? { ...entry, acknowledgement } : entry;
  });
}

/** What "today" is, the automation's own zone decides. */
function inZone(workspace: Workspace, timezone: string): Workspace {
  return { ...workspace, calendar: { ...workspace.calendar, timezone } };
}
