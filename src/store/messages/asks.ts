import type { Wish, WishSaid } from "../../core/ask.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import type { AskStore } from "../../core/ports/asks.ts";
import type { RunEnd } from "../../core/ports/engine.ts";
import type { Database } from "../database/database.ts";
import { toJson } from "../database/rows.ts";
import type { Writer } from "../database/writer.ts";
import { toAsk, toAskRow, type AskRow } from "./ask-rows.ts";

/** Questions to people, and what people want of them. */
export function createAskStore(database: Database, writer: Writer, append: AppendAudit): AskStore {
  const list = database.prepare<[object], AskRow>(
    `select * from asks where (ended_at is null or ended_at >= @endedSince)
       and automation = coalesce(@automation, automation) and person = coalesce(@person, person)
     order by created_at, id`,
  );
  const byId = database.prepare<[string], AskRow>("select * from asks where id = ?");
  // What ended before that had its messages before that.
  const sent = database.prepare<[object], { person: string; at: string }>(
    `select person, json_extract(message.value, '$.at') as at from asks, json_each(asks.messages) message
     where (ended_at is null or ended_at >= @at) and json_extract(message.value, '$.at') >= @at order by at, person`,
  );
  const wishes = database.prepare<[], Wish>(
    `select person, max(value) filter (where about = 'stoppedAt') as stoppedAt, max(value) filter (where about = 'snoozedUntil') as snoozedUntil
     from wishes group by person order by person`,
  );
  const cancel = database.prepare<[object], AskRow>(
    `update asks set state = 'cancelled', reason = @reason, ended_at = @at
     where automation = @automation and ended_at is null and (@ids is null or id in (select value from json_each(@ids))) returning *`,
  );
  return {
    list: async ({ automation = null, person = null, endedSince = null }) => list.all({ automation, person, endedSince }).map(toAsk),
    async find(id) {
      const row = byId.get(id);
      return row && toAsk(row);
    },
    sentSince: async (at) => sent.all({ at }),
    wishes: async () => wishes.all(),
    cancel: (automation, ids, reason, at) =>
      writer.write(() => {
        const ended = cancel.all({ automation, ids: ids === "all" ? null : toJson(ids), reason, at }).map(toAsk);
        for (const { id } of ended) append({ kind: "ask.cancelled", automation, subject: id }, at);
        return ended;
      }),
  };
}

/** Keeps what a run leaves of asks and wishes; to be called within a change. */
export function prepareAskKeep(database: Database): (end: Pick<RunEnd, "asks" | "wishes">) => void {
  // What was called off while the run was at work is not taken up by it again.
  const keep = database.prepare<[AskRow]>(
    `insert or replace into asks
       (id, automation, item, key, title, person, actor, state, reason, because, created_at, messages, asked_back, replied_at, answer, ended_at)
     select @id, @automation, @item, @key, @title, @person, @actor, @state, @reason, @because, @created_at, @messages, @asked_back, @replied_at, @answer, @ended_at
     where @ended_at is not null or not exists (select 1 from asks where id = @id and state = 'cancelled')`,
  );
  const keepWish = database.prepare<[object]>(
    `insert into wishes (person, about, value, said_at) values (@person, @about, @value, @at)
     on conflict (person, about) do update set value = excluded.value, said_at = excluded.said_at where excluded.said_at >= said_at`,
  );
  return ({ asks = [], wishes = [] }) => {
    for (const ask of asks) keep.run(toAskRow(ask));
    for (const word of wishes.flatMap(wordsIn)) keepWish.run(word);
  };
}

const WISHES = ["stoppedAt", "snoozedUntil"] as const satisfies readonly (keyof Wish)[];

function wordsIn({ person, at, ...said }: WishSaid): object[] {
  return WISHES.flatMap((about) => (said[about] === undefined ? [] : [{ person, about, value: said[about], at }]));
}
