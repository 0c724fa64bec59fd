import type { Database } from "../database/database.ts";
import { findReferred } from "./referred.ts";
import { toJson } from "../database/rows.ts";
import type { Writer } from "../database/writer.ts";

interface Row {
  rowid: number;
  hash: string;
}

/** What was there when it was looked for what is referred to. */
interface Mark {
  referred: ReadonlySet<string>;
  moment: string;
}

/** The most rows that one change removes. */
const MOST_ROWS = 500;
/** Pages that one change gives back: 2 MB. */
const MOST_PAGES = 500;

/**
 * Removes the documents and items that nothing leads to any more, and gives the room back. Undefined where a run is at work, or came to be
 * meanwhile: it may be about to name what nothing names now.
 */
export async function sweep(database: Database, writer: Writer): Promise<{ documents: number; items: number } | undefined> {
  const findMoment = prepareMoment(database);
  const moment = findMoment();
  if (moment === undefined) return undefined;
  const last = { documents: lastOf(database, "documents"), items: lastOf(database, "items") };
  const mark = { referred: await findReferred(database), moment };
  const isStill = (): boolean => findMoment() === moment;
  const documents = await clear(database, writer, "documents", { ...mark, last: last.documents, isStill });
  const items = documents === undefined ? undefined : await clear(database, writer, "items", { ...mark, last: last.items, isStill });
  if (documents === undefined || items === undefined) return undefined;
  await giveBack(database, writer);
  return { documents, items };
}

/** The same for as long as no run has come or ended; undefined while one is at work. */
function prepareMoment(database: Database): () => string | undefined {
  const find = database.prepare<[], { open: number; last: number | null; claims: number | null }>(
    "select (select count(*) from runs where ended_at is null) as open, max(sequence) as last, sum(claims) as claims from runs",
  );
  return () => {
    const { open, last, claims } = find.get() ?? { open: 0, last: null, claims: null };
    return open > 0 ? undefined : `${last} ${claims}`;
  };
}

type Cleared = "documents" | "items";

async function clear(
  database: Database,
  writer: Writer,
  table: Cleared,
  { referred, last, isStill }: Mark & { last: number; isStill: () => boolean },
): Promise<number | undefined> {
  const page = database.prepare<[number, number], Row>(
    `select rowid, hash from ${table} where rowid > ? and rowid <= ? order by rowid limit ${MOST_ROWS}`,
  );
  const remove = database.prepare(`delete from ${table} where hash in (select value from json_each(?))`);
  let count = 0;
  // What has come since the look is not judged by it.
  for (let rows = page.all(0, last); rows.length > 0; rows = page.all(rows.at(-1)?.rowid ?? last, last)) {
    const gone = rows.flatMap(({ hash }) => (referred.has(hash) ? [] : [hash]));
    const removed = await writer.write(() => (isStill() ? remove.run(toJson(gone)).changes : undefined));
    if (removed === undefined) return undefined;
    count += removed;
  }
  return count;
}

function lastOf(database: Database, table: Cleared): number {
  return database.prepare<[], number | null>(`select max(rowid) from ${table}`).pluck().get() ?? 0;
}

async function giveBack(database: Database, writer: Writer): Promise<void> {
  for (let left = freePages(database), before = Infinity; left > 0 && left < before;) {
    before = left;
    await writer.write(() => database.pragma(`incremental_vacuum(${MOST_PAGES})`));
    left = freePages(database);
  }
}

function freePages(database: Database): number {
  return Number(database.pragma("freelist_count", { simple: true }));
}
