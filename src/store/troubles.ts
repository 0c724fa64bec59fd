import { REAUTH_NEEDED } from "../core/connection.ts";
import type { StoredError } from "../core/errors.ts";
import { GOAL_MET } from "../core/goal.ts";
import type { Trouble } from "../core/ports/alerts.ts";
import type { Database } from "./database/database.ts";
import { IS_QUESTION } from "./messages/outbox-rows.ts";
import { parseOwnJson, type Json } from "../lib/json.ts";

/** As every query here gives it; what does not apply is null. */
interface TroubleRow {
  subject: string;
  automation: string;
  kind: Trouble["kind"];
  at: string;
  reason: string;
  error: Json<StoredError> | null;
  run: string | null;
  due_at: string | null;
  count: number;
  message: Json<NonNullable<Trouble["message"]>> | null;
  /** Given by one query alone. */
  asked?: string;
}

interface Question {
  since: string;
  sinceDue: string;
  lateMs: number;
  limit: number;
}

/** What was due so long before it was caught up is no longer told as late. */
const LONGEST_CATCHUP_MS = 7 * 24 * 3_600_000;

/** Each finds its troubles by an index of its own, and leaves out those that are kept. */
const QUERIES = [
  `select 'run:' || id as subject, automation, 'failed' as kind, ended_at as at, reason, error, id as run, null as due_at, 1 as count, null as message
   from runs
   where ended_at >= @since and status in ('failed', 'dead') and json_extract(input, '$.dryRun') = 0
     and not exists (select 1 from alerts where subject = 'run:' || id)
   order by ended_at limit @limit`,

  `select 'occurrence:' || id as subject, automation, 'missed' as kind, coalesce(actual_at, nominal_at) as at, reason, null as error, null as run,
     nominal_at as due_at, count, null as message
   from occurrences
   where coalesce(actual_at, nominal_at) >= @since and state in ('missed', 'over_limit', 'blocked')
     and not exists (select 1 from alerts where subject = 'occurrence:' || id)
   order by at limit @limit`,

  `select 'late:' || runs.id as subject, runs.automation, 'late' as kind, started_at as at, 'Chief was off or asleep when it was due' as reason, null as error, runs.id as run,
     occurrences.nominal_at as due_at, 1 as count, null as message
   from occurrences join runs on runs.id = occurrences.id
   where caught_up = 1 and occurrences.nominal_at >= @sinceDue and started_at >= @since
     and (julianday(started_at) - julianday(occurrences.nominal_at)) * 86400000 > @lateMs
     and not exists (select 1 from alerts where subject = 'late:' || runs.id)
   order by at limit @limit`,

  // Queued in time, but kept waiting. A slot that was filled back by hand speaks of its own time, and was queued long after it.
  `select 'late:' || id as subject, automation, 'late' as kind, started_at as at, 'it waited for other runs' as reason, null as error, id as run,
     json_extract(input, '$.nominalAt') as due_at, 1 as count, null as message
   from runs
   where started_at >= @since and substr(id, 1, 6) = 'sched:' and unixepoch(started_at) - unixepoch(queued_at) >= 60
     and (julianday(started_at) - julianday(queued_at)) * 86400000 > @lateMs
     and json_extract(input, '$.caughtUp') is not 1
     and not (json_extract(input, '$.asOf') = json_extract(input, '$.nominalAt')
       and (julianday(queued_at) - julianday(json_extract(input, '$.nominalAt'))) * 86400000 > @lateMs)
     and not exists (select 1 from alerts where subject = 'late:' || id)
   order by at limit @limit`,

  `select 'message:' || key as subject, automation, 'undeliverable' as kind, ended_at as at,
     iif(state = 'expired', 'nobody approved it in time', 'it could not be delivered') as reason,
     iif(state = 'expired', null, error) as error, run, null as due_at, 1 as count,
     iif(state = 'expired', null, json_object('key', key, 'delivery', delivery, 'options', json(options), 'briefing', briefing)) as message
   from outbox
   where ended_at >= @since and state in ('undeliverable', 'expired')
     and not exists (select 1 from alerts where subject = 'message:' || key)
     -- It is asked by a later one, and where it was to be let go, whoever was to do that was asked once.
     and not (state = 'expired' and ${IS_QUESTION})
     -- Why is told once, of the connection; what Chief itself had to say goes another way.
     and not (run is not null and json_extract(coalesce(error, '{}'), '$.code') = '${REAUTH_NEEDED}')
   order by ended_at limit @limit`,

  `select 'message:' || key as subject, automation, 'undeliverable' as kind, ended_at as at,
     'the reviewer said no to it: ' || json_extract(review, '$.why') as reason, null as error, run, null as due_at, 1 as count, null as message
   from outbox
   where ended_at >= @since and state = 'denied' and decided_by is null
     and not exists (select 1 from alerts where subject = 'message:' || key)
   order by ended_at limit @limit`,

  // Known as soon as its next try is too late. One that a person let go has waited for that person.
  `select 'delayed:' || key as subject, outbox.automation, 'delayed' as kind, runs.ended_at as at, 'it could not be delivered yet' as reason,
     outbox.error, run, next_attempt_at as due_at, 1 as count,
     json_object('key', key, 'delivery', outbox.delivery, 'options', json(options), 'briefing', outbox.briefing) as message
   from outbox join runs on runs.id = outbox.run
   where outbox.ended_at is null and outbox.state = 'pending' and attempts > 0 and decided_by is null and runs.ended_at >= @since
     and json_extract(coalesce(outbox.error, '{}'), '$.code') is not '${REAUTH_NEEDED}'
     and (julianday(next_attempt_at) - julianday(runs.ended_at)) * 86400000 > @lateMs
     and not exists (select 1 from alerts where subject = 'delayed:' || key)
   order by at limit @limit`,

  `select 'pause:' || automation || ':' || at as subject, automation, iif(reason = '${GOAL_MET}', 'goal_met', 'paused') as kind, at, reason, null as error, null as run, null as due_at,
     1 as count, null as message
   from paused
   where at >= @since and reason <> '' and resumed_at is null
     and not exists (select 1 from alerts where subject = 'pause:' || automation || ':' || paused.at)
   order by at limit @limit`,

  `select 'budget:' || scope || ':' || automation || ':' || day as subject, automation, 'over_budget' as kind, at, reason, json_object('code', 'over-budget', 'message', reason, 'hint', hint) as error, null as run,
     null as due_at, 1 as count, null as message
   from budget_stops
   where at >= @since and not exists (select 1 from alerts where subject = 'budget:' || scope || ':' || automation || ':' || day)
   order by at limit @limit`,
  // Once, until it goes on: whoever waits for the same people at the next run has been told.
  `select 'stuck:' || id as subject, automation, 'stuck' as kind, ended_at as at, reason, null as error, id as run, null as due_at, 1 as count, null as message
   from runs
   where ended_at >= @since and content = 'stuck' and json_extract(input, '$.dryRun') = 0
     and not exists (select 1 from alerts where subject = 'stuck:' || runs.id)
     and (select earlier.content from runs earlier
       where earlier.automation = runs.automation and earlier.ended_at < runs.ended_at and earlier.content not in ('unknown')
         and json_extract(earlier.input, '$.dryRun') = 0
       order by earlier.ended_at desc limit 1) is not 'stuck'
   order by ended_at limit @limit`,

  `select 'connection:' || name || ':' || since as subject, 'chief' as automation, 'signed_out' as kind, since as at, '' as reason, error,
     null as run, null as due_at, 1 as count, null as message
   from connections
   where since >= @since and state = 'needs_reauth'
     and not exists (select 1 from alerts where subject = 'connection:' || name || ':' || since)
   order by since limit @limit`,

  // Whoever may decide, once for each time that it is held and each content; however long ago that was, it still waits.
  `select *, 'held:' || json_extract(message, '$.key') || ':' || content || ':' || due_at || ':' || asked as subject
   from (
     select automation, 'held' as kind, next_attempt_at as at, 'it waits for a word' as reason, null as error, run, expires_at as due_at,
       1 as count, person.value as asked, json_extract(approval, '$.content') as content,
       json_object('key', outbox.key, 'delivery', delivery, 'options', json(options), 'briefing', briefing) as message
     from outbox, json_each(approval, '$.approvers') person
     where ended_at is null and state = 'held' and decided_by is null)
   where not exists (select 1 from alerts
     where alerts.subject = 'held:' || json_extract(message, '$.key') || ':' || content || ':' || due_at || ':' || asked)
   order by at limit @limit`,
];

/** Finds troubles in what runs, occurrences, messages and pauses say of themselves, so that a crash between a failure and its alert loses nothing. */
export function prepareTroubles(database: Database): (since: string, lateMs: number, limit: number) => Trouble[] {
  const queries = QUERIES.map((sql) => database.prepare<[Question], TroubleRow>(sql));
  return (since, lateMs, limit) => {
    const sinceDue = new Date(Date.parse(since) - LONGEST_CATCHUP_MS).toISOString();
    const found = queries.flatMap((query) => query.all({ since, sinceDue, lateMs, limit }).map(toTrouble));
    return found.toSorted((a, b) => (a.at < b.at ? -1 : 1)).slice(0, limit);
  };
}

function toTrouble(row: TroubleRow): Trouble {
  const error = row.error === null ? undefined : parseOwnJson(row.error);
  return {
    subject: row.subject,
    automation: row.automation,
    kind: row.kind,
    at: row.at,
    reason: error?.message ?? row.reason,
    ...(error?.hint !== undefined && { hint: error.hint }),
    ...(row.run !== null && { run: row.run }),
    ...(row.due_at !== null && { dueAt: row.due_at }),
    count: row.count,
    ...(row.message !== null && { message: parseOwnJson(row.message) }),
    ...(row.asked !== undefined && { asked: row.asked }),
  };
}
