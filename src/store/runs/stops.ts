import type { Database } from "../database/database.ts";
import { prepareOccurrenceEnd } from "../occurrences/end.ts";
import type { Owner } from "./run-rows.ts";

interface Requeued {
  requeued: number;
  dead: number;
}

/** How runs stop other than by their own end; to be called within a change. */
export interface Stops {
  cancel(runId: string, reason: string, at: string): boolean;
  release(runId: string): void;
  requeue(at: string, maxRecoveries: number): Requeued;
}

export function prepareStops(database: Database, owner: Owner): Stops {
  const cancel = prepareCancel(database, owner);
  const bury = prepareBury(database, owner);
  const requeue = database.prepare(
    `update runs set status = 'queued', epoch = ?, recoveries = recoveries + 1
     where ended_at is null and status = 'running' and epoch < ?`,
  );
  // Those still queued are taken over too, so that no older epoch can claim them any more.
  const adopt = database.prepare("update runs set epoch = ? where ended_at is null and status = 'queued' and epoch < ?");
  const release = database.prepare("update runs set status = 'queued' where id = ? and status = 'running' and epoch = ?");
  return {
    cancel,
    release: (runId) => release.run(runId, owner.epoch),
    requeue(at, maxRecoveries) {
      const dead = bury(at, maxRecoveries);
      const requeued = requeue.run(owner.epoch, owner.epoch).changes;
      adopt.run(owner.epoch, owner.epoch);
      return { requeued, dead };
    },
  };
}

function prepareCancel(database: Database, owner: Owner): Stops["cancel"] {
  const endOccurrence = prepareOccurrenceEnd(database);
  const cancel = database.prepare<[string, string, string, number], { started_at: string | null }>(
    `update runs set status = 'cancelled', reason = ?, ended_at = ?
     where id = ? and ended_at is null and epoch <= ? returning started_at`,
  );
  return (runId, reason, at) => {
    const run = cancel.get(reason, at, runId, owner.epoch);
    if (run === undefined) return false;
    endOccurrence(runId, run.started_at === null ? "skipped" : "ran", `cancelled: ${reason}`, run.started_at ?? at);
    return true;
  };
}

function prepareBury(database: Database, owner: Owner): (at: string, maxRecoveries: number) => number {
  const endOccurrence = prepareOccurrenceEnd(database);
  const bury = database.prepare<[string, string, number, number], { id: string; reason: string; started_at: string }>(
    `update runs set status = 'dead', reason = 'the process ended ' || (recoveries + 1) || ' times during it: ' || ?, ended_at = ?
     where ended_at is null and status = 'running' and epoch < ? and recoveries >= ? returning id, reason, started_at`,
  );
  return (at, maxRecoveries) => {
    const dead = bury.all("it is not tried again", at, owner.epoch, maxRecoveries);
    for (const { id, reason, started_at: startedAt } of dead) endOccurrence(id, "ran", reason, startedAt);
    return dead.length;
  };
}
