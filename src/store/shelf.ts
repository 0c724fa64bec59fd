import type { ShelfStore } from "../core/ports/shelf.ts";
import type { Database } from "./database/database.ts";
import type { Writer } from "./database/writer.ts";

const MOST_CHARACTERS = 1_000_000;
/** Whether something is asked for again is known to the day: most finds write nothing. */
const NOTED_AGAIN_MS = 86_400_000;

interface Row {
  text: string;
  used_at: string;
}

/** What connectors keep from one fetch to the next, by automation and grant. */
export function createShelfStore(database: Database, writer: Writer): ShelfStore {
  const one = "automation = ? and grant_name = ? and name = ?";
  const find = database.prepare<[string, string, string], Row>(`select text, used_at from shelf where ${one}`);
  const note = database.prepare<[string, string, string, string]>(`update shelf set used_at = ? where ${one}`);
  const keep = database.prepare<[string, string, string, string, string]>(
    `insert into shelf (automation, grant_name, name, text, used_at) values (?, ?, ?, ?, ?)
     on conflict (automation, grant_name, name) do update set text = excluded.text, used_at = excluded.used_at`,
  );
  return {
    async find({ automation, grant }, name, at) {
      const row = find.get(automation, grant, name);
      if (row && Date.parse(at) - Date.parse(row.used_at) >= NOTED_AGAIN_MS) {
        await writer.write(() => note.run(at, automation, grant, name));
      }
      return row?.text;
    },
    async keep({ automation, grant }, name, text, at) {
      if (text.length > MOST_CHARACTERS) throw tooLong(name, text.length);
      await writer.write(() => keep.run(automation, grant, name, text, at));
    },
  };
}

function tooLong(name: string, length: number): RangeError {
  return new RangeError(`expected ${name} to be of at most ${MOST_CHARACTERS} characters, got ${length}`);
}
