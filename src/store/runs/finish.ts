import { deliveryOf } from "../../core/delivery.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import type { RunEnd } from "../../core/ports/engine.ts";
import { prepareDecisions } from "../audit/decisions.ts";
import type { Database } from "../database/database.ts";
import { prepareFindingChanges } from "./findings.ts";
import { prepareMemoryKeep } from "./memory.ts";
import { prepareOccurrenceEnd } from "../occurrences/end.ts";
import { prepareOutboxInsert } from "../messages/outbox.ts";
import { toJson } from "../database/rows.ts";
import type { Owner } from "./run-rows.ts";

type Finish = (runId: string, end: RunEnd, at: string) => boolean;

/** Ends a run with all that it leaves behind, within one change; false, and nothing written, where the run is not ours. */
export function prepareFinish(database: Database, owner: Owner, append: AppendAudit): Finish {
  const endRun = prepareRunEnd(database, owner);
  const endOccurrence = prepareOccurrenceEnd(database);
  const findings = prepareFindingChanges(database);
  const keepMemory = prepareMemoryKeep(database);
  const insertEntries = prepareOutboxInsert(database);
  const recordDecisions = prepareDecisions(append);
  return (runId, end, at) => {
    const run = endRun(runId, end, at);
    if (run === undefined) return false;
    const { automation, started_at: startedAt } = run;
    findings.keepAll(runId, end.findings);
    findings.keepLedger(automation, end.reader, end.ledger);
    keepMemory(automation, end.memory);
    insertEntries(end.outbox);
    recordDecisions({ id: runId, automation }, end, at);
    endOccurrence(runId, "ran", end.reason, startedAt);
    return true;
  };
}

interface EndedRow {
  automation: string;
  started_at: string;
}

function prepareRunEnd(database: Database, owner: Owner): (runId: string, end: RunEnd, at: string) => EndedRow | undefined {
  const update = database.prepare<unknown[], EndedRow>(
    `update runs set status = ?, reason = ?, content = ?, delivery = ?, error = ?, briefing = ?, ended_at = ?
     where id = ? and status = 'running' and epoch = ? returning automation, started_at`,
  );
  return (runId, { status, reason, content, outbox, error, briefing }, at) => {
    const problem = error === undefined ? null : toJson(error);
    return update.get(status, reason, content, deliveryOf(outbox), problem, briefing ?? null, at, runId, owner.epoch);
  };
}
