import type { RunEnd } from "../core/ports/engine.ts";
import type { Database } from "./database.ts";
import { prepareFindingChanges } from "./findings.ts";
import { prepareMemoryKeep } from "./memory.ts";
import { prepareOccurrenceEnd } from "./occurrence-end.ts";
import { prepareOutboxInsert } from "./outbox.ts";
import { toJson } from "./rows.ts";
import type { Owner } from "./run-rows.ts";

type Finish = (runId: string, end: RunEnd, at: string) => boolean;

/** Ends a run with all that it leaves behind, within one change; false, and nothing written, where the run is not ours. */
export function prepareFinish(database: Database, owner: Owner): Finish {
  const endRun = prepareRunEnd(database, owner);
  const endOccurrence = prepareOccurrenceEnd(database);
  const findings = prepareFindingChanges(database);
  const keepMemory = prepareMemoryKeep(database);
  const insertEntries = prepareOutboxInsert(database);
  return (runId, end, at) => {
    const automation = endRun(runId, end, at);
    if (automation === undefined) return false;
    findings.keepAll(runId, end.findings);
    findings.keepLedger(automation, end.reader, end.ledger);
    keepMemory(automation, end.memory);
    insertEntries(end.outbox);
    endOccurrence(runId, "ran", end.reason, at);
    return true;
  };
}

function prepareRunEnd(database: Database, owner: Owner): (runId: string, end: RunEnd, at: string) => string | undefined {
  const update = database.prepare<unknown[], { automation: string }>(
    `update runs set status = ?, reason = ?, content = ?, delivery = ?, error = ?, briefing = ?, ended_at = ?
     where id = ? and status = 'running' and epoch = ? returning automation`,
  );
  return (runId, { status, reason, content, outbox, error, briefing }, at) => {
    const delivery = outbox.length === 0 ? "none" : "pending";
    const problem = error === undefined ? null : toJson(error);
    return update.get(status, reason, content, delivery, problem, briefing ?? null, at, runId, owner.epoch)?.automation;
  };
}
