import type { Item } from "../../core/item.ts";
import type { DocumentStore, ItemStore, Store } from "../../core/ports/store.ts";
import { canonicalJson, hashOfBytes } from "../../lib/hash.ts";
import { parseOwnJson } from "../../lib/json.ts";

/** The same store, but what is put on its shelves is kept here alone, and gone with it. */
export function shelvesOver<Kept extends Pick<Store, "documents" | "items">>(store: Kept): Kept {
  return { ...store, documents: documentsOver(store.documents), items: itemsOver(store.items) };
}

function documentsOver(kept: DocumentStore): DocumentStore {
  const added = new Map<string, string>();
  const putJson: DocumentStore["putJson"] = async (_kind, json) => {
    const hash = hashOfBytes(json);
    added.set(hash, json);
    return hash;
  };
  const getJson: DocumentStore["getJson"] = async (hash) => added.get(hash) ?? kept.getJson(hash);
  return {
    put: (kind, value) => putJson(kind, canonicalJson(value)),
    putJson,
    get: async <T>(hash: string) => parseOwnJson<T>(await getJson(hash)),
    getJson,
  };
}

function itemsOver(kept: ItemStore): ItemStore {
  const added = new Map<string, Item>();
  return {
    async put(items) {
      const fresh = items.filter(({ contentHash }) => !added.has(contentHash));
      for (const item of fresh) added.set(item.contentHash, item);
      return fresh.map(({ contentHash }) => contentHash);
    },
    async get(hashes) {
      const found = await kept.get(hashes.filter((hash) => !added.has(hash)));
      const all = new Map([...added, ...found.map((item) => [item.contentHash, item] as const)]);
      return hashes.flatMap((hash) => all.get(hash) ?? []);
    },
  };
}
