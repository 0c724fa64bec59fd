import type { Actor, FieldValue } from "../../core/item.ts";
import type { Cell, Row } from "../../core/row.ts";
import { shorten } from "../text.ts";
import { dateIn, instantIn } from "./dates.ts";
import type { ColumnNames, Place } from "./place.ts";

const LONGEST = 500;
const MOST_PARTS = 200;
/** Columns that no form knows, kept as they are. */
const MOST_OTHERS = 20;
/** What a column of that name must not claim. */
const RESERVED: ReadonlySet<string> = new Set(["example", "path"]);
const YES: ReadonlySet<string> = new Set(["yes", "true", "x", "✓", "✔", "✅", "☑", "1", "on"]);
const HOURS_IN_DAY = 8;
const DAYS: Readonly<Record<string, number>> = { h: 1 / HOURS_IN_DAY, d: 1, w: 5, m: 21 };

/** Reads the cells of one row by the fields of its form; what can't be understood is remarked on and read as absent. */
export interface RowReader {
  remarks: readonly string[];
  /** Tells that something in a column can't be understood. */
  remark(field: string, expected: string, got: string): void;
  /** Whether a column holds a list of things rather than words. */
  isList(field: string): boolean;
  has(field: string): boolean;
  text(field: string): string | null;
  /** All of it, with its lines. */
  longText(field: string): string | null;
  list(field: string): string[];
  date(field: string): string | null;
  instant(field: string): string | null;
  number(field: string): number | null;
  /** Business days of work. */
  days(field: string): number | null;
  flag(field: string): boolean;
  /** What a word means; undefined where there is none, or an unknown one, which is remarked on. */
  word<Meaning extends string>(field: string, meanings: ReadonlyMap<string, Meaning>): Meaning | undefined;
  people(field: string, role: string): Actor[];
  /** The columns whose names match, and what stands in them. */
  matching(pattern: RegExp): { match: RegExpExecArray; text: string }[];
  /** The columns that nobody asked for, by their own names. */
  others(): Record<string, FieldValue>;
}

/** A column's name as it is looked for: `Go/No-Go?` is `go no go`. */
export function columnKey(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** A reader of one row; each column that it is asked for counts as understood. */
export function readerOf(row: Row, place: Place, names: ColumnNames): RowReader {
  const columns = new Map<string, string>();
  for (const column of row.cells.keys()) if (!columns.has(columnKey(column))) columns.set(columnKey(column), column);
  const used = new Set<string>();
  const remarks: string[] = [];
  const columnOf = (field: string): string | undefined => {
    const named = place.columns?.[field];
    const candidates = named === undefined ? [columnKey(field), ...(names[field] ?? [])] : [columnKey(named)];
    const found = candidates.map((key) => columns.get(key)).find((column) => column !== undefined && !isBlank(row.cells.get(column)));
    if (found !== undefined) used.add(found);
    return found;
  };
  const cellOf = (field: string): Cell | undefined => row.cells.get(columnOf(field) ?? "");
  const text = (field: string): string | null => textOf(cellOf(field));
  const remark = (field: string, expected: string, got: string): void => {
    const title = text("title");
    const where = `${place.name}${title === null ? "" : `, row ${shorten(title, 60)}`}, column ${columnOf(field) ?? field}`;
    remarks.push(`${where}: expected ${expected}, got ${shorten(got, 40)}.`);
  };
  const parsed = <Value>(field: string, parse: (written: string) => Value | undefined, expected: string): Value | null => {
    const written = text(field);
    const value = written === null ? undefined : parse(written);
    if (written !== null && value === undefined) remark(field, expected, written);
    return value ?? null;
  };
  return {
    remarks,
    remark,
    isList: (field) => typeof cellOf(field) === "object",
    has: (field) => columnOf(field) !== undefined,
    text,
    longText: (field) => (isBlank(cellOf(field)) ? null : String(cellOf(field)).trim()),
    list: (field) => partsOf(cellOf(field)),
    date: (field) => parsed(field, (written) => dateIn(written, place.timezone), "a date such as 2026-11-20"),
    instant: (field) => parsed(field, (written) => instantIn(written, place.timezone), "a time such as 2026-11-20 14:00"),
    number: (field) => parsed(field, numberIn, "a number"),
    days: (field) => parsed(field, daysIn, "a number of working days such as 3d or 2w"),
    flag: (field) => YES.has((text(field) ?? "").toLowerCase()),
    word: (field, meanings) => {
      const expected = `one of ${[...new Set(meanings.values())].join(", ")}`;
      return parsed(field, (written) => meanings.get(columnKey(written)), expected) ?? undefined;
    },
    people: (field, role) => peopleOf(row, columnOf(field), partsOf(cellOf(field)), role),
    matching: (pattern) =>
      [...columns].flatMap(([key, column]) => {
        const match = pattern.exec(key);
        const written = match === null ? null : textOf(row.cells.get(column));
        if (match === null || written === null) return [];
        used.add(column);
        return [{ match, text: written }];
      }),
    others: () => {
      const left = [...row.cells].filter(([column, cell]) => !used.has(column) && !RESERVED.has(columnKey(column)) && !isBlank(cell));
      return Object.fromEntries(left.slice(0, MOST_OTHERS).map(([column, cell]) => [shorten(column, 60), shortened(cell)]));
    },
  };
}

function isBlank(cell: Cell | undefined): boolean {
  return (
    cell === undefined ||
    (typeof cell === "string" ? /^(?:\s*|[-–—]|n\/a|tbd)$/i.test(cell.trim()) : Array.isArray(cell) && cell.length === 0)
  );
}

function textOf(cell: Cell | undefined): string | null {
  if (cell === undefined || isBlank(cell)) return null;
  return shorten((typeof cell === "object" ? cell.join(", ") : String(cell)).trim(), LONGEST);
}

/** A list as it is; words by line or semicolon where there are any of these, else by comma. */
function partsOf(cell: Cell | undefined): string[] {
  if (cell === undefined || isBlank(cell)) return [];
  const whole = String(cell).trim();
  const parts = typeof cell === "object" ? cell : whole.split(/[\n;]/.test(whole) ? /[\n;]+/ : /,/);
  return parts.flatMap((part) => (part.trim() === "" ? [] : [shorten(part.trim(), LONGEST)])).slice(0, MOST_PARTS);
}

/** The service knows them best; else they are names, addresses or `@names` in a cell. */
function peopleOf(row: Row, column: string | undefined, parts: readonly string[], role: string): Actor[] {
  const known = row.people?.get(column ?? "");
  if (known !== undefined && known.length > 0) return known.map((person) => ({ ...person, role }));
  return parts.map((part) => {
    const [, name = "", email] = /^(.*?)\s*<?([^\s<>@]+@[^\s<>@]+)>?$/.exec(part) ?? [];
    return email === undefined ? { name: part.replace(/^@/, ""), role } : { name: name === "" ? email : name, email, role };
  });
}

/** `1,200` and `14.6x` and `12 %` are numbers; `1,2` is one as most of Europe writes it. */
function numberIn(text: string): number | undefined {
  const bare = text.replace(/\s*[%x×]$/iu, "").replaceAll(/(?<=\d)[\s_'’](?=\d{3})/gu, "");
  const plain = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : bare.replace(",", ".");
  return /^[-+]?(?:\d+(?:\.\d+)?|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

function daysIn(text: string): number | undefined {
  const [, amount = "", unit = "d"] =
    /^([\d.,]+)\s*(?:(?:business|working|work) )?(h|d|w|m)?(?:ours?|rs?|ays?|eeks?|ks?|onths?|o)?$/i.exec(text) ?? [];
  const number = numberIn(amount);
  return number === undefined ? undefined : Math.round(number * (DAYS[unit.toLowerCase()] ?? 1) * 100) / 100;
}

function shortened(cell: Cell): FieldValue {
  if (typeof cell === "object") return cell.slice(0, MOST_PARTS).map((part) => shorten(part, LONGEST));
  return typeof cell === "string" ? shorten(cell, LONGEST) : cell;
}
