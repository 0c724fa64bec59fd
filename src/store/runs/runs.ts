import type { AppendAudit } from "../../core/ports/audit.ts";
import type { RunQuery } from "../../core/ports/engine.ts";
import type { RunStore } from "../../core/ports/store.ts";
import { TERMINAL_STATUSES, type Run } from "../../core/run.ts";
import type { Database } from "../database/database.ts";
import { prepareFinish } from "./finish.ts";
import { prepareReopen } from "./reopen.ts";
import { prepareRunInsert, toRun, type Owner, type RunRow } from "./run-rows.ts";
import { prepareSteps, type Steps } from "./steps.ts";
import { prepareStops } from "./stops.ts";
import type { Writer } from "../database/writer.ts";

/** Runs as one epoch sees them: what it took up, older ones can no longer change. */
export function createRunStore(database: Database, writer: Writer, owner: Owner, append: AppendAudit): RunStore {
  const insert = prepareRunInsert(database, owner);
  const steps = prepareSteps(database, owner);
  const claim = prepareClaim(database, owner, steps);
  const finish = prepareFinish(database, owner, append);
  const stops = prepareStops(database, owner);
  const reopen = prepareReopen(database, owner, steps);
  const byId = database.prepare<[string], RunRow>("select * from runs where id = ?");
  return {
    insert: (runId, input, queuedAt) => writer.write(() => (insert(runId, input, queuedAt) ? "started" : "exists")),
    claim: (runId, at) => writer.write(() => claim(runId, at)),
    keepStep: (step) => writer.write(() => steps.keep(step)),
    steps: async (runId) => steps.of(runId),
    finish: (runId, end, at) => writer.write(() => finish(runId, end, at)),
    cancel: (runId, reason, at) => writer.write(() => stops.cancel(runId, reason, at)),
    release: (runId) => writer.write(() => stops.release(runId)),
    reopen: (runId, at) => writer.write(() => reopen(runId, at)),
    requeueOlderEpochs: (at, maxRecoveries) => writer.write(() => stops.requeue(at, maxRecoveries)),
    find: async (runId) => {
      const row = byId.get(runId);
      return row && toRun(row);
    },
    list: async (query) => listRuns(database, query),
  };
}

/** Steps that other code has kept are dropped, since their order may no longer fit: such a run starts over. */
function prepareClaim(database: Database, owner: Owner, steps: Steps): (runId: string, at: string) => Run | undefined {
  const claim = database.prepare<[number, string, string, number], RunRow>(
    `update runs set status = 'running', epoch = ?, started_at = coalesce(started_at, ?), claims = claims + 1
     where id = ? and status = 'queued' and epoch <= ? returning *`,
  );
  const adopt = database.prepare("update runs set code_version = ? where id = ?");
  return (runId, at) => {
    const row = claim.get(owner.epoch, at, runId, owner.epoch);
    if (row === undefined || row.code_version === owner.codeVersion) return row && toRun(row);
    steps.drop(runId);
    adopt.run(owner.codeVersion, runId);
    return { ...toRun(row), codeVersion: owner.codeVersion };
  };
}

function listRuns(database: Database, { automation, statuses, limit = -1 }: RunQuery): Run[] {
  const conditions = ["true"];
  if (automation !== undefined) conditions.push("automation = @automation");
  if (statuses !== undefined) conditions.push("status in (select value from json_each(@statuses))");
  // Said in so many words, because only then the small index of open runs serves.
  if (statuses?.every((status) => !TERMINAL_STATUSES.has(status))) conditions.push("ended_at is null");
  const list = database.prepare<[object], RunRow>(
    `select * from runs where ${conditions.join(" and ")} order by sequence desc limit @limit`,
  );
  return list.all({ automation, statuses: JSON.stringify(statuses ?? []), limit }).map(toRun);
}
