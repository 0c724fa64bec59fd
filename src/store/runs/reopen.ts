import type { Database } from "../database/database.ts";
import type { Owner } from "./run-rows.ts";
import type { Steps } from "./steps.ts";

/**
 * Queues a run again that did not end well, as if its end had not been; to be called within a change. Only a dead run
 * keeps the steps that failed: it never got to an end because of them.
 */
export function prepareReopen(database: Database, owner: Owner, steps: Steps): (runId: string, at: string) => boolean {
  const ended = database.prepare<[string], { status: string; started_at: string | null }>(
    "select status, started_at from runs where id = ? and status in ('failed', 'dead', 'cancelled')",
  );
  const requeue = database.prepare(
    `update runs set status = 'queued', reason = '', content = 'unknown', delivery = 'none', error = null, briefing = null,
     ended_at = null, recoveries = 0, queued_at = ?, epoch = ? where id = ? and epoch <= ?`,
  );
  const dropFindings = database.prepare("delete from findings where run = ?");
  // Cancelled before it began, it was skipped; now it will have run after all.
  const expectAgain = database.prepare("update occurrences set state = 'due', reason = '' where id = ? and state = 'skipped'");
  return (runId, at) => {
    const run = ended.get(runId);
    if (run === undefined || requeue.run(at, owner.epoch, runId, owner.epoch).changes === 0) return false;
    if (run.status !== "dead") steps.dropFromFailed(runId);
    dropFindings.run(runId);
    if (run.started_at === null) expectAgain.run(runId);
    return true;
  };
}
