import { PermanentError } from "../core/errors.ts";
import type { Item } from "../core/item.ts";
import type { ItemStore } from "../core/ports/store.ts";
import type { Database } from "./database/database.ts";
import { nextTurn } from "../lib/next-turn.ts";
import { parseOwnJson, type Json } from "../lib/json.ts";
import { chunksOf, toJson } from "./database/rows.ts";
import type { Writer } from "./database/writer.ts";

/** Items by content hash: one that did not change between two fetches is kept once. */
export function createItemStore(database: Database, writer: Writer): ItemStore {
  const insert = database.prepare("insert into items (hash, json) values (?, ?) on conflict (hash) do nothing");
  const known = database.prepare<[string], string>("select hash from items where hash in (select value from json_each(?))").pluck();
  const find = database.prepare<[string], { hash: string; json: Json<Item> }>(
    "select hash, json from items where hash in (select value from json_each(?))",
  );
  const unknownOf = async (items: readonly Item[]): Promise<Item[]> => {
    const unknown: Item[] = [];
    for (const chunk of chunksOf(items)) {
      const kept = new Set(known.all(toJson(chunk.map((item) => item.contentHash))));
      unknown.push(...chunk.filter((item) => !kept.has(item.contentHash)));
      if (items.length > chunk.length) await nextTurn();
    }
    return unknown;
  };
  return {
    async put(items) {
      const added: string[] = [];
      for (const chunk of chunksOf(await unknownOf(items))) {
        const inserted = await writer.writeAhead(() => chunk.filter((item) => insert.run(item.contentHash, toJson(item)).changes === 1));
        added.push(...inserted.map((item) => item.contentHash));
      }
      return added;
    },
    async get(hashes) {
      const found = new Map<string, Item>();
      for (const chunk of chunksOf(hashes)) {
        for (const row of find.iterate(toJson(chunk))) found.set(row.hash, parseOwnJson(row.json));
        if (hashes.length > chunk.length) await nextTurn();
      }
      return hashes.map((hash) => found.get(hash) ?? missing(hash));
    },
  };
}

function missing(hash: string): never {
  throw new PermanentError("item-missing", `expected an item ${hash}, got none`);
}
