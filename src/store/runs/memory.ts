import type { MemoryStore } from "../../core/ports/store.ts";
import type { Database } from "../database/database.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { toJson } from "../database/rows.ts";

/** What automations keep between runs; written only by the end of a run. */
export function createMemoryStore(database: Database): MemoryStore {
  const load = database.prepare<[string], { name: string; value: Json<unknown> }>("select name, value from memory where automation = ?");
  return {
    load: async (automation) => Object.fromEntries(load.all(automation).map(({ name, value }) => [name, parseOwnJson(value)])),
  };
}

/** Replaces the entries named, undefined removing one; to be called within a change. */
export function prepareMemoryKeep(database: Database): (automation: string, memory: Readonly<Record<string, unknown>>) => void {
  const upsert = database.prepare(
    "insert into memory (automation, name, value) values (?, ?, ?) on conflict (automation, name) do update set value = excluded.value",
  );
  const remove = database.prepare("delete from memory where automation = ? and name = ?");
  return (automation, memory) => {
    for (const [name, value] of Object.entries(memory)) {
      if (value === undefined) remove.run(automation, name);
      else upsert.run(automation, name, toJson(value));
    }
  };
}
