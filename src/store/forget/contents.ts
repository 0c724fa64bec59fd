import type { Item } from "../../core/item.ts";
import { canonicalJson, hashOfBytes, sealItem } from "../../lib/hash.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import type { Database } from "../database/database.ts";
import type { Rewriting } from "./rewriting.ts";
import { toJson } from "../database/rows.ts";

/** What is done within one change. */
export type Change = <T>(work: () => T) => Promise<T>;

/** Rows that are looked at in one go. */
const PAGE = 200;

interface Kept<T> {
  rowid: number;
  hash: string;
  kind: string;
  json: Json<T>;
}

/** Which contents are to go once nothing names them any more, by hash. */
export interface OldContents {
  documents: string[];
  items: string[];
}

/**
 * Writes items and documents anew where somebody is named in them. What is kept under a hash never changes: the new content has a hash of its
 * own, by which it will be named. Letters and messages that somebody wrote go whole.
 */
export async function rewriteContents(database: Database, change: Change, rewriting: Rewriting): Promise<OldContents> {
  const items = await rewriteItems(database, change, rewriting);
  return { items, documents: await rewriteDocuments(database, change, rewriting) };
}

/** Whether somebody is named in what is kept under a hash. */
export async function isInContents(database: Database, rewriting: Rewriting): Promise<boolean> {
  for (const table of ["items", "documents"] as const) {
    for await (const rows of pagesOf<unknown>(database, table, "''")) {
      if (rows.some(({ json }) => rewriting.find(json))) return true;
    }
  }
  return false;
}

async function rewriteItems(database: Database, change: Change, rewriting: Rewriting): Promise<string[]> {
  const insert = database.prepare("insert into items (hash, json) values (?, ?) on conflict (hash) do nothing");
  const old: string[] = [];
  for await (const rows of pagesOf<Item>(database, "items", "''")) {
    const found = rows.filter(({ json }) => rewriting.fetched.isIn(json));
    if (found.length === 0) continue;
    const told = found.map(({ hash, json }) => ({ hash, item: toldOf(parseOwnJson(json), rewriting) }));
    await change(() => told.forEach(({ item }) => item && insert.run(item.contentHash, toJson(item))));
    for (const { hash, item } of told) rewriting.move(hash, item?.contentHash);
    old.push(...told.map(({ hash }) => hash));
  }
  return old;
}

/** A document names only what was there before it, so that in their order each is looked at once. */
async function rewriteDocuments(database: Database, change: Change, rewriting: Rewriting): Promise<string[]> {
  const insert = database.prepare("insert into documents (hash, kind, json) values (?, ?, ?) on conflict (hash) do nothing");
  const old: string[] = [];
  for await (const rows of pagesOf<unknown>(database, "documents", "kind")) {
    for (const { hash, kind, json } of rows) {
      if (!rewriting.hasMoved(json) && !rewriting.find(json)) continue;
      const told = canonicalJson(rewriting.value(parseOwnJson(json)));
      const now = hashOfBytes(told);
      if (now === hash) continue;
      await change(() => insert.run(now, kind, told));
      rewriting.move(hash, now);
      old.push(hash);
    }
  }
  return old;
}

async function* pagesOf<T>(database: Database, table: "items" | "documents", kind: string): AsyncGenerator<Kept<T>[]> {
  const last = database.prepare<[], number | null>(`select max(rowid) from ${table}`).pluck().get() ?? 0;
  const page = database.prepare<[number, number], Kept<T>>(
    `select rowid, hash, ${kind} as kind, json from ${table} where rowid > ? and rowid <= ? order by rowid limit ${PAGE}`,
  );
  for (let rows = page.all(0, last); rows.length > 0; rows = page.all(rows.at(-1)?.rowid ?? last, last)) {
    yield rows;
    await nextTurn();
  }
}

/** The item without them; undefined where they wrote it. */
function toldOf(item: Item, rewriting: Rewriting): Item | undefined {
  const isTheirs = item.actors.some(
    ({ role, name, email = "", account = "" }) => role === "from" && [name, email, account].some(rewriting.isKnownBy),
  );
  if (!isTheirs) return toldWithout(item, rewriting.fetched);
  rewriting.leave(item.id);
  return undefined;
}

function toldWithout({ contentHash: _old, ...item }: Item, { find, redact, value }: Rewriting["fetched"]): Item {
  const parts = partsOf(item).map((part) => ({ ...part, text: redact(part.text) }));
  let end = 0;
  const placed = parts.map(({ text, isQuote }) => ({ isQuote, from: end, to: (end += text.length) }));
  const body = parts.map(({ text }) => text).join("");
  const told = parseOwnJson<typeof item>(toJson(value({ ...item, body: "" })));
  // Named across the edge of a quote: then it is all told as the writer's own.
  if (find(body)) return sealItem({ ...told, body: redact(body), quoteSpans: [] });
  return sealItem({ ...told, body, quoteSpans: placed.flatMap(({ isQuote, from, to }) => (isQuote ? [[from, to] as const] : [])) });
}

/** A body cut where quotes begin and end. */
function partsOf({ body, quoteSpans }: Pick<Item, "body" | "quoteSpans">): { text: string; isQuote: boolean }[] {
  const parts = quoteSpans.flatMap(([from, to], index) => [
    { text: body.slice(quoteSpans[index - 1]?.[1] ?? 0, from), isQuote: false },
    { text: body.slice(from, to), isQuote: true },
  ]);
  return [...parts, { text: body.slice(quoteSpans.at(-1)?.[1] ?? 0), isQuote: false }];
}
