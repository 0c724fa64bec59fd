import type { StoredError } from "../../core/errors.ts";
import type { ContentStatus, DeliveryStatus, Run, RunInput, RunStatus } from "../../core/run.ts";
import type { Database } from "../database/database.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { toJson } from "../database/rows.ts";

/** Who writes: the count of starts, and the version of the code. */
export interface Owner {
  epoch: number;
  codeVersion: string;
}

export interface RunRow {
  id: string;
  automation: string;
  status: RunStatus;
  reason: string;
  content: ContentStatus;
  delivery: DeliveryStatus;
  input: Json<RunInput>;
  epoch: number;
  recoveries: number;
  claims: number;
  code_version: string;
  queued_at: string;
  started_at: string | null;
  ended_at: string | null;
  error: Json<StoredError> | null;
  briefing: string | null;
}

export function toRun(row: RunRow): Run {
  return {
    id: row.id,
    automation: row.automation,
    status: row.status,
    reason: row.reason,
    content: row.content,
    delivery: row.delivery,
    input: parseOwnJson(row.input),
    epoch: row.epoch,
    recoveries: row.recoveries,
    claims: row.claims,
    codeVersion: row.code_version,
    queuedAt: row.queued_at,
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.error !== null && { error: parseOwnJson(row.error) }),
    ...(row.briefing !== null && { briefing: row.briefing }),
  };
}

/** Queues a run, to be called within a change; false where there is one of that id. */
export function prepareRunInsert(database: Database, owner: Owner): (id: string, input: RunInput, queuedAt: string) => boolean {
  const insert = database.prepare(
    `insert into runs (id, automation, status, input, epoch, code_version, queued_at) values (?, ?, 'queued', ?, ?, ?, ?)
     on conflict (id) do nothing`,
  );
  return (id, input, queuedAt) => insert.run(id, input.automation, toJson(input), owner.epoch, owner.codeVersion, queuedAt).changes === 1;
}
