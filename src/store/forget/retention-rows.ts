import type { Retention } from "../../core/retention.ts";
import { SHORTEST_ASKS_MS, SHORTEST_RECORD_MS } from "../../core/retention.ts";
import type { Database } from "../database/database.ts";
import type { Writer } from "../database/writer.ts";

/** The most rows that one change removes. */
const MOST_ROWS = 500;

/** Removes rows until none are left that it names: `sql` ends with `limit @limit`. Resolves with how many there were. */
type Clear = (sql: string, params: object) => Promise<number>;

/** The run whose messages decide what the next one takes for told. */
const IS_PREVIOUS = "(select coalesce(json_extract(value, '$.run'), '') from memory where name = 'previous')";
/** The newest of a place that was sent is where the next message to it goes on. */
const IS_LAST_SENT = "(select max(sequence) from outbox where state = 'sent' group by automation, grant_name, delivery, options)";

const OLD_MESSAGES = `select key from outbox where automation = @automation and ended_at < @messages
  and sequence not in (select sequence from outbox where automation = @automation order by sequence desc limit @keep)
  and sequence not in ${IS_LAST_SENT} and coalesce(run, '') not in ${IS_PREVIOUS}`;
/** A run stays as long as a message of it does. */
const OLD_RUNS = `select id from runs where automation = @automation and ended_at < @runs
  and sequence not in (select sequence from runs where automation = @automation order by sequence desc limit @keep)
  and not exists (select 1 from outbox where outbox.run = runs.id)`;
/** Its texts have had their time, and no message of it still has to be judged by them. */
const OLD_TEXTS = `select id from runs where automation = @automation and ended_at < @texts
  and not exists (select 1 from outbox where outbox.run = runs.id and outbox.ended_at is null)`;

/** In this order: what refers to something goes before it. */
const STEPS = {
  replies: `delete from replies where id in (select id from replies where message in (${OLD_MESSAGES}) limit @limit)`,
  messages: `delete from outbox where key in (${OLD_MESSAGES} limit @limit)`,
  asks: "delete from asks where id in (select id from asks where automation = @automation and ended_at < @asks limit @limit)",
  logLines: `delete from log_lines where id in (select id from log_lines where run in (${OLD_RUNS}) limit @limit)`,
  findings: `delete from findings where (run, position) in (select run, position from findings where run in (${OLD_RUNS}) limit @limit)`,
  steps: `delete from steps where (run, name) in (select run, name from steps where run in (${OLD_TEXTS}) limit @limit)`,
  briefings: `update runs set briefing = null where id in (${OLD_TEXTS} and briefing is not null
    and not exists (select 1 from outbox where outbox.run = runs.id) limit @limit)`,
  events: `update occurrences set event = null where sequence in (select sequence from occurrences
    where automation = @automation and event is not null and start_at is null and coalesce(actual_at, nominal_at) < @texts
      and not exists (select 1 from runs where runs.id in (occurrences.id, occurrences.into_id) and runs.id not in (${OLD_TEXTS})) limit @limit)`,
  runs: `delete from runs where id in (${OLD_RUNS} limit @limit)`,
  occurrences: `delete from occurrences where sequence in (select sequence from occurrences
    where automation = @automation and state <> 'due' and start_at is null and coalesce(actual_at, nominal_at) < @runs
      and not exists (select 1 from runs where runs.id in (occurrences.id, occurrences.into_id)) limit @limit)`,
} as const;

/** What was told stays known for long enough to be told once, and the newest for longer: it says when the owner may be told again. */
const ALERTS = `delete from alerts where subject in (select subject from alerts where told_at < @told
  and told_at < (select max(told.told_at) from alerts told where told.automation = alerts.automation) limit @limit)`;

/** What a run cost stays as long as the run, and what was asked beside any as long as runs do. */
const COSTS = [
  `delete from model_calls where (run, step) in (select run, step from model_calls where automation = @automation and at < @runs
    and not exists (select 1 from runs where runs.id = model_calls.run) limit @limit)`,
  `delete from budget_stops where (scope, automation, day) in (
    select scope, automation, day from budget_stops where automation = @automation and at < @runs limit @limit)`,
] as const;
/** What counts no more is of no use. */
const NOTES = "delete from notes where id in (select id from notes where expires_at <= @now limit @limit)";

/** What can be made anew goes once nobody has asked for it for a month, or its automation is none any more. */
const SHELF = `delete from shelf where rowid in (select rowid from shelf where used_at < @unused
  or automation not in (select automation from definitions_in_force) limit @limit)`;
const SHELF_MS = 30 * 86_400_000;

/** Removes the rows of runs, messages and occurrences that have had their time, automation by automation. */
export async function clearRows(
  database: Database,
  writer: Writer,
  now: string,
  retentionOf: (automation: string) => Retention,
): Promise<{ runs: number; messages: number }> {
  const clear = createClear(database, writer);
  const automations = database.prepare<[], string>(
    "select automation from runs union select automation from outbox union select automation from occurrences union select automation from alerts union select automation from model_calls union select automation from asks",
  );
  const cleared = { runs: 0, messages: 0 };
  for (const automation of automations.pluck().all()) {
    const retention = retentionOf(automation);
    const params = { automation, ...cutsOf(retention, now) };
    for (const sql of Object.values(STEPS)) {
      const count = await clear(sql, params);
      if (sql === STEPS.runs) cleared.runs += count;
      if (sql === STEPS.messages) cleared.messages += count;
    }
    for (const sql of COSTS) await clear(sql, params);
  }
  await clear(NOTES, { now });
  await clear(SHELF, { unused: before(now, SHELF_MS) });
  await clear(ALERTS, { told: before(now, 4 * SHORTEST_RECORD_MS) });
  return cleared;
}

function createClear(database: Database, writer: Writer): Clear {
  return async (sql, params) => {
    const statement = database.prepare<[object]>(sql);
    for (let total = 0; ;) {
      const { changes } = await writer.write(() => statement.run({ ...params, limit: MOST_ROWS }));
      total += changes;
      if (changes < MOST_ROWS) return total;
    }
  };
}

function cutsOf({ runsMs, textsMs, messagesMs, keep }: Retention, now: string) {
  const asks = before(now, Math.max(messagesMs, SHORTEST_ASKS_MS));
  return { asks, runs: before(now, runsMs), texts: before(now, textsMs), messages: before(now, messagesMs), keep };
}

function before(now: string, ms: number): string {
  return new Date(Date.parse(now) - ms).toISOString();
}
