import type { Reply, ReplyStore } from "../../core/ports/replies.ts";
import type { Database } from "../database/database.ts";
import { prepareOutboxInsert } from "./outbox.ts";
import type { Writer } from "../database/writer.ts";

interface ReplyRow {
  id: string;
  message: string;
  person: string | null;
  at: string;
  text: string;
  meaning: string | null;
}

/** What people wrote below messages. */
export function createReplyStore(database: Database, writer: Writer): ReplyStore {
  const insert = database.prepare<[ReplyRow]>(
    `insert into replies (id, message, person, at, text, meaning) values (@id, @message, @person, @at, @text, @meaning)
     on conflict (id) do nothing`,
  );
  const insertAnswers = prepareOutboxInsert(database);
  const ofMessage = database.prepare<[string], ReplyRow>("select * from replies where message = ? order by at, id");
  const byId = database.prepare<[string], { id: string }>("select id from replies where id = ?");
  return {
    isKnown: async (id) => byId.get(id) !== undefined,
    keep: ({ person = null, meaning = null, ...reply }, answer) =>
      writer.write(() => {
        const isNew = insert.run({ ...reply, person, meaning }).changes > 0;
        if (isNew && answer) insertAnswers([answer]);
        return isNew;
      }),
    ofMessage: async (message) => ofMessage.all(message).map(toReply),
  };
}

function toReply({ person, meaning, ...row }: ReplyRow): Reply {
  return { ...row, ...(person !== null && { person }), ...(meaning !== null && { meaning }) };
}
