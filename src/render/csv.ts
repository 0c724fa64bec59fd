import type { Briefing } from "../core/briefing.ts";
import { EXAMPLE_WORD, pageOf, type Block, type Evidence, type Line } from "./page.ts";
import { csvStampOf } from "./stamp.ts";

/** By which Excel knows that a file is UTF-8; other programs pass over it. https://learn.microsoft.com/globalization/encoding/byte-order-mark */
const BYTE_ORDER_MARK = "\ufeff";
/** What a spreadsheet takes for a formula, full-width signs too. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;

/** By their columns: those that every file has, and between them all that its tables have. */
type Fields = ReadonlyMap<string, string>;

/**
 * The tables of a Briefing in one file of comma-separated values by RFC 4180: a record for each row, then what could not be checked.
 * Tables with other columns leave each other's empty. The last record says what it is, which message by `key`, and of when.
 */
export function renderCsv(briefing: Briefing, key: string): string {
  const page = pageOf(briefing);
  const tables = page.blocks.filter(({ id, table }) => table !== undefined || id === "gaps");
  const evidence = new Map(page.evidence.map((each) => [each.alias, each]));
  const own = [...new Set(tables.flatMap(({ table }) => table?.columns ?? []))];
  const columns = ["Section", ...own.map(apartFromOurs), "Remark", "Evidence"];
  const records: Fields[] = [
    ...(page.example === undefined ? [] : [remarkOf(EXAMPLE_WORD, page.example)]),
    ...tables.flatMap((block) => recordsOf(block, evidence)),
    remarkOf(page.title, csvStampOf(key, briefing.asOf)),
  ];
  const lines = [columns, ...records.map((record) => columns.map((column) => record.get(column) ?? ""))];
  return `${BYTE_ORDER_MARK}${lines.map((line) => `${line.map(fieldOf).join(",")}\r\n`).join("")}`;
}

/** A table's own column of such a name stays apart from ours. */
function apartFromOurs(column: string): string {
  return ["Section", "Remark", "Evidence"].includes(column) ? `${column} (2)` : column;
}

function recordsOf({ title, lines, table }: Block, evidence: ReadonlyMap<string, Evidence>): Fields[] {
  return lines.map((line, at) => {
    const cells = table?.rows[at];
    const told = cells?.map((cell, column): [string, string] => [apartFromOurs(table?.columns[column] ?? ""), wordsOf(cell)]);
    const proof = aliasesIn(line).flatMap((alias) => evidence.get(alias) ?? []);
    return new Map([["Section", title], ...(told ?? [["Remark", wordsOf(line)]]), ["Evidence", proof.map(placeOf).join(" ; ")]]);
  });
}

function remarkOf(section: string, remark: string): Fields {
  return new Map([
    ["Section", section],
    ["Remark", remark],
  ]);
}

function wordsOf(line: Line): string {
  return line
    .flatMap(({ text, style }) => (style === "cite" ? [] : text))
    .join("")
    .trim();
}

function aliasesIn(line: Line): string[] {
  return line.flatMap(({ text, style }) => (style === "cite" ? [...text.matchAll(/\[([^\]]+)\]/g)].map(([, alias = ""]) => alias) : []));
}

function placeOf({ title, place, url }: Evidence): string {
  return url ?? (place === undefined ? title : `${title} (${place})`);
}

/** In quotes wherever that could matter, and never a formula. */
function fieldOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
