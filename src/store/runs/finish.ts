import { takeBack } from "../../core/ask.ts";
import { deliveryOf } from "../../core/delivery.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import type { RunEnd } from "../../core/ports/engine.ts";
import { prepareDecisions } from "../audit/decisions.ts";
import type { Database } from "../database/database.ts";
import { prepareFindingChanges } from "./findings.ts";
import { prepareMemoryKeep } from "./memory.ts";
import { prepareOccurrenceEnd } from "../occurrences/end.ts";
import { prepareAskKeep } from "../messages/asks.ts";
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
  const keepAsks = prepareAskKeep(database);
  const recordDecisions = prepareDecisions(append);
  const withoutWritten = prepareWithoutWritten(database);
  return (runId, decided, at) => {
    const end = withoutWritten(decided);
    const run = endRun(runId, end, at);
    if (run === undefined) return false;
    const { automation, started_at: startedAt } = run;
    findings.keepAll(runId, end.findings);
    findings.keepLedger(automation, end.reader, end.ledger);
    keepMemory(automation, end.memory);
    keepAsks(end);
    insertEntries(end.outbox);
    recordDecisions({ id: runId, automation }, end, at);
    endOccurrence(runId, "ran", end.reason, startedAt);
    return true;
  };
}

/** Without messages that another run has written down before: that one counts, and who was to be asked by this one was not. */
function prepareWithoutWritten(database: Database): (end: RunEnd) => RunEnd {
  const find = database.prepare<[string], string>("select key from outbox where key in (select value from json_each(?))").pluck();
  return (end) => {
    const written = new Set(find.all(toJson(end.outbox.map(({ key }) => key))));
    if (written.size === 0) return end;
    const back = new Map([...written].flatMap((key) => takeBack(end.asks ?? [], key)).map((ask) => [ask.id, ask]));
    const asks = (end.asks ?? []).map((ask) => back.get(ask.id) ?? ask);
    return { ...end, asks, outbox: end.outbox.filter(({ key }) => !written.has(key)) };
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
