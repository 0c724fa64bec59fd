import { nextTurn } from "../../lib/next-turn.ts";
import type { Database } from "../database/database.ts";
import type { Change } from "./contents.ts";
import type { Rewriting } from "./rewriting.ts";

/** Where words of people and services may stand, and by which columns a row is known. A row that is known by a forgotten name goes whole. */
interface Place {
  table: string;
  known: readonly string[];
  words: readonly string[];
  /** Columns that may hold somebody's key. */
  keyed?: readonly string[];
}

const PLACES: readonly Place[] = [
  { table: "definitions", known: ["parser", "hash", "path", "json"], words: [] },
  { table: "runs", known: ["id"], words: ["reason", "input", "error", "briefing"] },
  { table: "steps", known: ["run", "name"], words: ["outcome"] },
  { table: "occurrences", known: ["id", "into_id"], words: ["reason", "event"] },
  { table: "findings", known: ["run", "position"], words: ["json"] },
  { table: "ledger", known: ["automation", "reader", "key"], words: ["entry"], keyed: ["acknowledgement"] },
  { table: "outbox", known: ["key"], words: ["briefing", "receipt", "error", "review"], keyed: ["options", "approval", "decided_by"] },
  { table: "replies", known: ["id", "message"], words: ["text", "meaning"] },
  {
    table: "asks",
    known: ["id", "automation", "item"],
    words: ["key", "title", "reason", "because", "messages"],
    keyed: ["person", "actor", "answer"],
  },
  { table: "wishes", known: ["person", "about"], words: [] },
  { table: "memory", known: ["automation", "name"], words: ["value"] },
  { table: "notes", known: ["id", "automation"], words: ["text", "source"], keyed: ["by"] },
  { table: "shelf", known: ["automation", "grant_name", "name"], words: ["text"] },
  { table: "cursors", known: ["name"], words: ["value"] },
  { table: "alerts", known: ["subject"], words: ["bundle"], keyed: ["trouble"] },
  { table: "paused", known: ["automation"], words: ["reason"] },
  { table: "connections", known: ["name"], words: ["error", "known"] },
  { table: "model_calls", known: ["run", "automation"], words: [] },
  { table: "budget_stops", known: ["automation"], words: ["reason"] },
  { table: "log_lines", known: ["id", "run"], words: ["message"] },
];

/** Rows that are looked at in one go. */
const PAGE = 500;

type Row = Readonly<Record<string, string | number | null>>;

/** Whether somebody is named in a row. */
export function isInRows(database: Database, rewriting: Rewriting): boolean {
  return PLACES.some(({ table, known, words, keyed = [] }) => {
    const rows = database.prepare<[], Row>(`select ${[...new Set([...known, ...words, ...keyed])].join(", ")} from ${table}`);
    for (const row of rows.iterate()) {
      if (Object.values(row).some((value) => typeof value === "string" && rewriting.find(value))) return true;
    }
    return false;
  });
}

/** Takes somebody out of all rows; resolves with how many went whole, and how many were told anew. */
export async function rewriteRows(
  database: Database,
  change: Change,
  rewriting: Rewriting,
): Promise<{ removed: number; rewritten: number }> {
  const count = { removed: 0, rewritten: 0 };
  for (const place of PLACES) {
    const { table, known, words, keyed = [] } = place;
    const keys = primaryKeyOf(database, table);
    const columns = [...new Set([...keys, ...known, ...words, ...keyed])].join(", ");
    const order = keys.join(", ");
    const page = database.prepare<unknown[], Row>(
      `select ${columns} from ${table} where (${order}) > (${keys.map(() => "?").join(", ")}) order by ${order} limit ${PAGE}`,
    );
    const first = database.prepare<unknown[], Row>(`select ${columns} from ${table} order by ${order} limit ${PAGE}`);
    for (let rows = first.all(); rows.length > 0; rows = page.all(keys.map((key) => rows.at(-1)?.[key]))) {
      const changes = rows.flatMap((row) => changeOf(row, place, rewriting) ?? []);
      if (changes.length > 0) await change(() => changes.forEach(({ row, told }) => apply(database, place, keys, row, told)));
      for (const { told } of changes) count[told === undefined ? "removed" : "rewritten"] += 1;
      await nextTurn();
    }
  }
  return count;
}

function changeOf(row: Row, { known, words, keyed = [] }: Place, rewriting: Rewriting): { row: Row; told: Row | undefined } | undefined {
  if (known.some((column) => isNamed(row[column], rewriting))) return { row, told: undefined };
  const told = Object.fromEntries([
    ...words.map((column) => [column, tell(row[column], rewriting.text)] as const),
    ...keyed.map((column) => [column, tell(row[column], rewriting.keyed)] as const),
  ]);
  return Object.entries(told).some(([column, text]) => text !== row[column]) ? { row, told } : undefined;
}

function isNamed(value: Row[string] | undefined, rewriting: Rewriting): boolean {
  return typeof value === "string" && rewriting.isKnownBy(value);
}

function tell(value: Row[string] | undefined, how: (text: string) => string): Row[string] {
  return typeof value === "string" ? how(value) : (value ?? null);
}

function apply(database: Database, { table }: Place, keys: readonly string[], row: Row, told: Row | undefined): void {
  const where = keys.map((key) => `${key} = ?`).join(" and ");
  const place = keys.map((key) => row[key]);
  if (told === undefined) database.prepare(`delete from ${table} where ${where}`).run(...place);
  else {
    const columns = Object.keys(told);
    const set = columns.map((column) => `${column} = ?`).join(", ");
    database.prepare(`update ${table} set ${set} where ${where}`).run(...columns.map((column) => told[column]), ...place);
  }
}

function primaryKeyOf(database: Database, table: string): string[] {
  const columns = database.prepare<[string], string>("select name from pragma_table_info(?) where pk > 0 order by pk");
  return columns.pluck().all(table);
}
