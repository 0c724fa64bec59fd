import type { Forgetting } from "../../core/ports/privacy.ts";
import type { Database } from "../database/database.ts";
import type { Change } from "./contents.ts";
import { toJson } from "../database/rows.ts";

/** The most rows that one change removes. */
const MOST_ROWS = 500;

/** The connector behind a grant, whose second grant is numbered, as in `git-2`. */
const isOf = (grant: string): string => `exists (select 1 from json_each(@connectors) one
  where ${grant} = one.value or (substr(${grant}, 1, length(one.value) + 1) = one.value || '-' and substr(${grant}, length(one.value) + 2) glob '[0-9]*'))`;

const OF_FINDING = `(json_extract(findings.json, '$.finding.source') in (select value from json_each(@connectors))
  or exists (select 1 from json_each(findings.json, '$.finding.evidence') fact, json_each(@connectors) one
    where substr(json_extract(fact.value, '$.item'), 1, length(one.value) + 1) = one.value || ':'))`;
const OF_BRIEFING = `exists (select 1 from documents, json_each(documents.json, '$.sources') source
  where documents.hash in (runs.briefing, (select outbox.briefing from outbox where outbox.run = runs.id)) and ${isOf("json_extract(source.value, '$.source')")})`;
/** Runs that have read from there. */
const RUNS = `select id from runs where
  exists (select 1 from steps where steps.run = runs.id and substr(name, 1, 7) = 'gather ' and ${isOf("substr(name, 8)")})
  or exists (select 1 from findings where findings.run = runs.id and ${OF_FINDING})
  or ${OF_BRIEFING}`;

/** Their rows, in an order in which what names something goes before it. */
const CLEARINGS = [
  `delete from ledger where (automation, reader, key) in (select automation, reader, key from ledger where key in (
    select key from findings where ${OF_FINDING}) limit @limit)`,
  `delete from replies where id in (select id from replies where message in (select key from outbox where run in (${RUNS})) limit @limit)`,
  `delete from log_lines where id in (select id from log_lines where run in (${RUNS}) limit @limit)`,
  `delete from alerts where subject in (select subject from alerts where json_extract(trouble, '$.run') in (${RUNS}) limit @limit)`,
  `delete from runs where id in (${RUNS} limit @limit)`,
  `delete from occurrences where sequence in (select sequence from occurrences where json_extract(event, '$.source') is not null
    and ${isOf("substr(json_extract(event, '$.source'), 1, instr(json_extract(event, '$.source') || '/', '/') - 1)")} limit @limit)`,
  `delete from cursors where name in (select name from cursors where ${isOf("substr(name, 1, instr(name || '/', '/') - 1)")} limit @limit)`,
  `delete from shelf where rowid in (select rowid from shelf where ${isOf("grant_name")} limit @limit)`,
  `delete from asks where id in (select asks.id from asks, json_each(@connectors) one
    where substr(item, 1, length(one.value) + 1) = one.value || ':' limit @limit)`,
  `delete from items where hash in (select hash from items where json_extract(items.json, '$.source') in (select value from json_each(@connectors)) limit @limit)`,
  "delete from connections where name in (select name from connections where name = @connection limit @limit)",
  // What the next run goes on from: it begins as the first one did.
  `delete from memory where (automation, name) in (select automation, name from memory where automation in (
    select automation from memory, json_each(memory.value) source where memory.name = 'sources' and ${isOf("source.key")}) order by name = 'sources' limit @limit)`,
] as const;

/** How many messages of runs that have read from there went out. */
export function countSent(database: Database, { connectors }: Extract<Forgetting, { kind: "source" }>): number {
  const count = database.prepare<[object], number>(
    `select count(*) from outbox where state = 'sent' and delivery <> 'file' and run in (${RUNS})`,
  );
  return count.pluck().get({ connectors: toJson(connectors) }) ?? 0;
}

/** Removes all that came by some connectors: items, and every run that has read them, with its findings, messages, answers and log lines. */
export async function clearSource(
  database: Database,
  change: Change,
  { connectors, connection }: Extract<Forgetting, { kind: "source" }>,
): Promise<number> {
  const params = { connectors: toJson(connectors), connection: connection ?? null, limit: MOST_ROWS };
  let total = 0;
  for (const sql of CLEARINGS) {
    const statement = database.prepare<[object]>(sql);
    for (let changes = MOST_ROWS; changes === MOST_ROWS; total += changes) changes = (await change(() => statement.run(params))).changes;
  }
  return total;
}
