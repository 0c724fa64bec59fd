import { PermanentError } from "../../core/errors.ts";
import { MOST_NOTES, type Note } from "../../core/note.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import type { NoteStore } from "../../core/ports/notes.ts";
import type { Database } from "../database/database.ts";
import type { Writer } from "../database/writer.ts";

/** What people have asked automations to keep in mind. What they said is in no entry of the record, which never forgets. */
export function createNoteStore(database: Database, writer: Writer, append: AppendAudit): NoteStore {
  const list = database.prepare<[string, string], Note>(
    `select id, automation, text, by, source as "from", at, expires_at as expiresAt from notes
     where automation = ? and expires_at > ? order by at, id`,
  );
  const insert = database.prepare<[Note]>(
    "insert into notes (id, automation, text, by, source, at, expires_at) values (@id, @automation, @text, @by, @from, @at, @expiresAt)",
  );
  const remove = database.prepare<[string, string]>("delete from notes where automation = ? and id = ?");
  return {
    add: (note) =>
      writer.write(() => {
        const { automation, id, by, at } = note;
        if (list.all(automation, at).length >= MOST_NOTES) throw full(automation);
        insert.run(note);
        append({ kind: "note.added", automation, subject: id, keyed: { by } }, at);
      }),
    list: async (automation, at) => list.all(automation, at),
    remove: (automation, id, { by, at }) =>
      writer.write(() => {
        const isThere = remove.run(automation, id).changes > 0;
        if (isThere) append({ kind: "note.removed", automation, subject: id, keyed: { by } }, at);
        return isThere;
      }),
  };
}

function full(automation: string): PermanentError {
  return new PermanentError("notes-full", `expected at most ${MOST_NOTES} notes of ${automation}, got one more`, {
    hint: `\`chief memory ${automation}\` lists them, and --forget takes one back. What always holds is better in config/goals.md.`,
  });
}
