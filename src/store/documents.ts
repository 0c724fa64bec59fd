import { PermanentError } from "../core/errors.ts";
import type { DocumentStore } from "../core/ports/store.ts";
import { canonicalJson, hashOfBytes } from "../lib/hash.ts";
import type { Database } from "./database/database.ts";
import { parseOwnJson } from "../lib/json.ts";
import type { Writer } from "./database/writer.ts";

/** JSON values under the hash of their canonical text, which is what is kept: a reader can check one against the other. */
export function createDocumentStore(database: Database, writer: Writer): DocumentStore {
  const insert = database.prepare("insert into documents (hash, kind, json) values (?, ?, ?) on conflict (hash) do nothing");
  const find = database.prepare<[string], { json: string }>("select json from documents where hash = ?");
  const isKept = database.prepare("select 1 from documents where hash = ?");
  const putJson = async (kind: string, json: string): Promise<string> => {
    const hash = hashOfBytes(json);
    if (isKept.get(hash) === undefined) await writer.writeAhead(() => insert.run(hash, kind, json));
    return hash;
  };
  const getJson = (hash: string): string => {
    const row = find.get(hash);
    if (row === undefined) throw new PermanentError("document-missing", `expected a document ${hash}, got none`);
    return row.json;
  };
  return {
    putJson,
    put: async (kind, value) => putJson(kind, canonicalJson(value)),
    getJson: async (hash) => getJson(hash),
    get: async (hash) => parseOwnJson(getJson(hash)),
  };
}
