import { PermanentError } from "../core/errors.ts";
import type { Item } from "../core/item.ts";
import type { ItemStore } from "../core/ports/store.ts";
import type { Database } from "./database.ts";
import { chunksOf, fromJson, toJson, type Json } from "./rows.ts";
import type { Writer } from "./writer.ts";

/** Items by content hash: one that did not change between two fetches is kept once. */
export function createItemStore(database: Database, writer: Writer): ItemStore {
  const insert = database.prepare("insert into items (hash, json) values (?, ?) on conflict (hash) do nothing");
  const known = database.prepare<[string], string>("select hash from items where hash in (select value from json_each(?))").pluck();
  const find = database.prepare<[string], { hash: string; json: Json<Item> }>(
    "select hash, json from items where hash in (select value from json_each(?))",
  );
  return {
    async put(items) {
      const kept = new Set(known.all(toJson(items.map((item) => item.contentHash))));
      const added: string[] = [];
      for (const chunk of chunksOf(items.filter((item) => !kept.has(item.contentHash)))) {
        const inserted = await writer.write(() => chunk.filter((item) => insert.run(item.contentHash, toJson(item)).changes === 1));
        added.push(...inserted.map((item) => item.contentHash));
      }
      return added;
    },
    async get(hashes) {
      const found = new Map(find.all(toJson(hashes)).map((row) => [row.hash, fromJson(row.json)]));
      return hashes.map((hash) => found.get(hash) ?? missing(hash));
    },
  };
}

function missing(hash: string): never {
  throw new PermanentError("item-missing", `expected an item ${hash}, got none`);
}
