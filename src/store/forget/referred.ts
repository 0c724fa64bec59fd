import { nextTurn } from "../../lib/next-turn.ts";
import type { Database } from "../database/database.ts";
import { parseOwnJson } from "../../lib/json.ts";

/** Hashes as documents and items are kept under. */
const HASHES = /v1:[0-9a-f]{64}/g;
/** Documents that are looked through before everything else has its turn. */
const AT_ONCE = 20;

/** What the record itself names, apart from documents. */
const ROOTS = [
  "select outcome as text from steps where outcome is not null",
  // What a run that is still to begin goes by.
  "select input as text from runs where ended_at is null",
  "select briefing as text from runs where briefing is not null",
  "select distinct briefing as text from outbox",
  "select value as text from memory",
  "select value as text from cursors",
  "select trouble as text from alerts",
] as const;

/** The hashes of all documents and items that something still leads to. */
export async function findReferred(database: Database): Promise<Set<string>> {
  const find = database.prepare<[string], { kind: string; json: string }>("select kind, json from documents where hash = ?");
  const referred = new Set<string>();
  const waiting: string[] = [];
  const add = (text: string): void => {
    for (const [hash] of text.matchAll(HASHES)) {
      if (referred.has(hash)) continue;
      referred.add(hash);
      waiting.push(hash);
    }
  };
  for (const sql of ROOTS) {
    for (const text of database.prepare<[], string>(sql).pluck().iterate()) add(text);
    await nextTurn();
  }
  for (let looked = 1, hash = waiting.pop(); hash !== undefined; hash = waiting.pop(), looked += 1) {
    const document = find.get(hash);
    if (document) add(document.kind === "memory" ? withoutPrevious(document.json) : document.json);
    if (looked % AT_ONCE === 0) await nextTurn();
  }
  return referred;
}

/** What a run began with names what the one before it began with, and so on to the first: nobody goes back further than once. */
function withoutPrevious(json: string): string {
  const { previous: _before, ...memory } = parseOwnJson<Record<string, unknown>>(json);
  return JSON.stringify(memory);
}
