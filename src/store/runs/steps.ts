import { PermanentError } from "../../core/errors.ts";
import type { StepOutcome } from "../../core/run.ts";
import type { Database } from "../database/database.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { toJson } from "../database/rows.ts";
import type { Owner } from "./run-rows.ts";

interface StepRow {
  run: string;
  name: string;
  position: number;
  ordinal: number;
  outcome: Json<unknown> | null;
  started_at: string;
  ended_at: string;
  attempts: number;
}

/** The kept outcomes of a run's steps: `keep` and `drop` are to be called within a change. */
export interface Steps {
  /** Throws PermanentError `run-not-ours` where this epoch does not run it. */
  keep(step: StepOutcome): void;
  drop(runId: string): void;
  /** Drops the first step that failed, and all that were started after it. */
  dropFromFailed(runId: string): void;
  /** In the order in which they were started. */
  of(runId: string): StepOutcome[];
}

export function prepareSteps(database: Database, owner: Owner): Steps {
  const keep = database.prepare(
    `insert into steps (run, name, position, ordinal, outcome, started_at, ended_at, attempts)
     select id, ?, ?, ?, ?, ?, ?, ? from runs where id = ? and status = 'running' and epoch = ?`,
  );
  // Only a run that gets nowhere is given up, not one that many crashes have met on its way.
  const progress = database.prepare("update runs set recoveries = 0 where id = ? and recoveries > 0");
  const drop = database.prepare("delete from steps where run = ?");
  // The engine keeps an outcome as either a value or an error. Times can't tell the order: the clock may have been changed meanwhile.
  const dropFromFailed = database.prepare<[{ run: string }]>(
    `delete from steps where run = @run
     and ordinal >= (select min(ordinal) from steps where run = @run and json_type(outcome, '$.error') is not null)`,
  );
  const ofRun = database.prepare<[string], StepRow>("select * from steps where run = ? order by ordinal, started_at, position");
  return {
    keep({ run, name, position, ordinal, outcome, startedAt, endedAt, attempts }) {
      const json = outcome === undefined ? null : toJson(outcome);
      const { changes } = keep.run(name, position, ordinal, json, startedAt, endedAt, attempts, run, owner.epoch);
      if (changes === 0) throw notOurs(run, owner);
      progress.run(run);
    },
    drop: (runId) => drop.run(runId),
    dropFromFailed: (run) => dropFromFailed.run({ run }),
    of: (runId) => ofRun.all(runId).map(toStep),
  };
}

function toStep(row: StepRow): StepOutcome {
  return {
    run: row.run,
    name: row.name,
    position: row.position,
    ordinal: row.ordinal,
    outcome: row.outcome === null ? undefined : parseOwnJson(row.outcome),
    startedAt: row.started_at,
    endedAt: row.ended_at,
    attempts: row.attempts,
  };
}

function notOurs(run: string, owner: Owner): PermanentError {
  return new PermanentError(
    "run-not-ours",
    `expected run ${run} to be running here, in start ${owner.epoch} of these data, got another state`,
    {
      hint: "It was cancelled, has ended, or another start of Chief has taken it over: see `chief show`.",
    },
  );
}
