import type { AlertStore, Trouble, TroubleGroup } from "../../core/ports/alerts.ts";
import type { Review } from "../../core/ports/reviewer.ts";
import { canonicalJson } from "../../lib/hash.ts";
import type { Database } from "../database/database.ts";
import { prepareOutboxInsert } from "./outbox.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { toJson } from "../database/rows.ts";
import { prepareTroubles } from "../troubles.ts";
import type { Writer } from "../database/writer.ts";

interface GroupRow {
  bundle: string;
  automation: string;
  count: number;
  trouble: Json<Trouble>;
  told_at: string | null;
}

/** Troubles that are looked for at once. */
const BATCH = 500;
/** Failures in a row are counted no further than this. */
const MOST_IN_ROW = 100;

/** Troubles from the moment they are noticed until the owner was told. */
export function createAlertStore(database: Database, writer: Writer): AlertStore {
  const find = prepareTroubles(database);
  const failuresInRow = prepareFailuresInRow(database);
  const insertEntries = prepareOutboxInsert(database);
  const keep = database.prepare(
    "insert into alerts (subject, automation, bundle, at, count, trouble) values (?, ?, ?, ?, ?, ?) on conflict (subject) do nothing",
  );
  // Of a bundle's columns, those outside the aggregates are taken from the row with the latest `at`, and of those the latest time.
  const waiting = database.prepare<[], GroupRow>(
    `select bundle, automation, sum(count) as count, trouble, max(at || coalesce(json_extract(trouble, '$.dueAt'), '')),
       (select max(told.told_at) from alerts told where told.automation = alerts.automation and told.told_at is not null
         and substr(told.subject, 1, 5) <> 'held:') as told_at
     from alerts where alerts.told_at is null group by bundle`,
  );
  const tell = database.prepare("update alerts set told_at = ? where told_at is null and bundle in (select value from json_each(?))");
  const reviews = database.prepare<[object], { verdict: Review["verdict"] }>(
    `select json_extract(review, '$.verdict') as verdict from outbox join runs on runs.id = outbox.run
     where outbox.automation = @automation and review is not null
       and runs.ended_at > coalesce((select resumed_at from paused where automation = @automation), '')
     order by outbox.sequence desc limit @most`,
  );
  return {
    untold: async (since, lateMs) => find(since, lateMs, BATCH),
    keep: (troubles) =>
      writer.write(() => {
        for (const each of troubles) keep.run(each.subject, each.automation, bundleOf(each), each.at, each.count, toJson(each));
      }),
    waiting: async () => waiting.all().map((row) => toGroup(row, failuresInRow(row.automation, MOST_IN_ROW))),
    tell: (bundles, entries, at) =>
      writer.write(() => {
        tell.run(at, toJson(bundles));
        insertEntries(entries);
      }),
    failuresInRow: async (automation, most) => failuresInRow(automation, most),
    reviews: async (automation, most) => reviews.all({ automation, most }).map(({ verdict }) => verdict),
  };
}

/** Messages are told together where they went to the same place; one about Chief itself has a content of its own to tell, each account its own way out, and each question an answer. */
function bundleOf({ subject, automation, kind, run, message }: Trouble): string {
  if ((message && run === undefined) || kind === "signed_out" || kind === "held" || kind === "unasked") return subject;
  return canonicalJson(message ? [automation, kind, message.delivery, message.options] : [automation, kind]);
}

/** Reads back from the newest run, and no further than the first that went well. */
function prepareFailuresInRow(database: Database): (automation: string, most: number) => number {
  const ended = database.prepare<[string, string], { status: string }>(
    `select status from runs
     where automation = ? and ended_at > ? and status <> 'cancelled' and json_extract(input, '$.trigger') <> 'manual'
     order by sequence desc`,
  );
  const resumed = database.prepare<[string], { resumed_at: string | null }>("select resumed_at from paused where automation = ?");
  return (automation, most) => {
    let count = 0;
    for (const { status } of ended.iterate(automation, resumed.get(automation)?.resumed_at ?? "")) {
      if (count === most || (status !== "failed" && status !== "dead")) break;
      count += 1;
    }
    return count;
  };
}

function toGroup({ bundle, automation, count, trouble, told_at: toldAt }: GroupRow, inRow: number): TroubleGroup {
  const newest = parseOwnJson(trouble);
  return { bundle, automation, kind: newest.kind, count, newest, inRow, ...(toldAt !== null && { toldAt }) };
}
