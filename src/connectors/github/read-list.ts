import { z } from "zod";
import { countOf } from "../../lib/text.ts";
import type { Ask } from "./ask.ts";
import type { Memory } from "./cursor.ts";
import { oddPart, type Failure } from "./failure.ts";

/** GitHub takes no more at once: https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
const LARGEST_PAGE = 100;

/** A list of the REST API. */
export interface Wanted<Row> {
  what: string;
  /** With its query, but for the page. */
  path: string;
  row: z.ZodType<Row>;
  /** The key that the rows stand under, where an answer is no plain list. */
  under?: string;
  /** Whether what follows a row, in the order of the list, need not be read. */
  isEnough?(row: Row): boolean;
  /** Whether a row came after the instant that is told of: it is left to the next fetch. */
  isLater?(row: Row): boolean;
  max: number;
}

/** The rows of a list, or that it has not changed since the fetch before. */
export interface List<Row> {
  rows: Row[];
  isUnchanged: boolean;
  failures: Failure[];
  notes: string[];
}

/** Reads a list page by page as far as it is wanted. With a `memory` it is asked for only if it has changed. */
export async function readList<Row>(ask: Ask, wanted: Wanted<Row>, memory?: Memory): Promise<List<Row>> {
  const { what, path, isEnough = () => false, isLater = () => false, max } = wanted;
  const list: List<Row> = { rows: [], isUnchanged: false, failures: [], notes: [] };
  const size = Math.min(max, LARGEST_PAGE);
  let first: string | undefined;
  for (let page = 1, hasNext = true; hasNext; page += 1) {
    const address = `${path}${path.includes("?") ? "&" : "?"}per_page=${size}${page > 1 ? `&page=${page}` : ""}`;
    const answer = await ask.page(what, address, page === 1 ? memory?.known.get(path) : undefined);
    if (!answer.ok) return { ...list, failures: [answer.failure] };
    if (answer.value === null) return unchanged(list, path, memory);
    const { rows, isSound } = rowsIn(answer.value.data, wanted);
    // An empty page that promises more would go on for ever.
    const isEndless = rows.length === 0 && answer.value.hasNext;
    if (!isSound || isEndless) list.failures = [oddPart(what)];
    list.rows.push(...rows);
    first ??= answer.value.etag;
    hasNext = answer.value.hasNext && !isEndless && !rows.some(isEnough);
    if (list.rows.length >= max && (hasNext || list.rows.length > max)) {
      list.notes.push(`Read the newest ${countOf(max, "entry")} of ${what} and left out older ones.`);
      hasNext = false;
    }
  }
  const told = list.rows.slice(0, max).filter((row) => !isLater(row));
  // With the mark of a list of which something was left for later, the next fetch would be told that nothing has changed.
  const isWhole = list.failures.length === 0 && !list.rows.some(isLater);
  if (first !== undefined && isWhole) memory?.seen.set(path, first);
  return { ...list, rows: told };
}

function unchanged<Row>(list: List<Row>, path: string, memory: Memory | undefined): List<Row> {
  const etag = memory?.known.get(path);
  if (etag !== undefined) memory?.seen.set(path, etag);
  return { ...list, isUnchanged: true };
}

/** What is no list at all must not read as an empty one. */
function rowsIn<Row>(data: unknown, { under, row }: Wanted<Row>): { rows: Row[]; isSound: boolean } {
  const list = under === undefined || Array.isArray(data) ? data : z.record(z.string(), z.unknown()).safeParse(data).data?.[under];
  return Array.isArray(list) ? soundOf(row, list) : { rows: [], isSound: false };
}

/** What is sound of a list; GitHub hands over null for what it does not show. */
export function soundOf<Row>(schema: z.ZodType<Row>, list: readonly unknown[]): { rows: Row[]; isSound: boolean } {
  const parsed = list.filter((each) => each !== null).map((each) => schema.safeParse(each));
  return { rows: parsed.flatMap(({ data }) => (data === undefined ? [] : [data])), isSound: parsed.every(({ success }) => success) };
}
