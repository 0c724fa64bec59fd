import type { CursorStore } from "../../core/ports/store.ts";
import type { Database } from "../database/database.ts";
import { parseOwnJson } from "../../lib/json.ts";
import { toJson } from "../database/rows.ts";
import type { Writer } from "../database/writer.ts";

/** How far event sources have looked, each under a name of its own. */
export function createCursorStore(database: Database, writer: Writer): CursorStore {
  const load = database.prepare<[string], { value: string }>("select value from cursors where name = ?");
  const save = database.prepare<[string, string]>(
    "insert into cursors (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
  );
  return {
    load: async (name) => {
      const row = load.get(name);
      return row && parseOwnJson(row.value);
    },
    save: (name, value) => writer.write(() => void save.run(name, toJson(value))),
  };
}
