import type { ToldStatus } from "../../core/ask.ts";
import type { PlanField } from "../../core/briefing.ts";
import { taskWordOf } from "../../lib/notion-status.ts";
import { plainLine } from "../../lib/plain-text.ts";
import { dateIn, parseDate } from "../../lib/rows/dates.ts";
import { columnKey } from "../../lib/rows/reader.ts";
import { toldStatusOf } from "../../lib/rows/told.ts";
import { columnless } from "./failure.ts";
import { valueSchemas, type Columns, type Page, type Value } from "./notion-wire.ts";
import type { Encoded, PlanCell } from "./settle.ts";
import { freeWordFor, toldBy, wordFor, wordless, type Values } from "./status-words.ts";

/** A value as Notion takes it for one column. */
export type NotionWire =
  | { status: { name: string } }
  | { select: { name: string } }
  | { date: { start: string; end?: string } | null }
  | { rich_text: { text: { content: string } }[] }
  | { people: { id: string }[] };

/** What a row is read and written with. */
export interface Sheet {
  page: Page;
  columns: Columns;
  values: Values | undefined;
  timezone: string;
  /** People of the workspace by name, where one has it alone. */
  findUser(name: string): string | undefined;
}

type Cell = PlanCell<NotionWire>;
type CellReader = (column: string, value: Value, field: PlanField, sheet: Sheet) => Cell | { why: string };

/** A field of a row by the column that the definition names, or why it can't be written. Throws PermanentError `plan-no-column`. */
export function notionCell(named: string, field: PlanField, sheet: Sheet): Cell | { why: string } {
  const columns = Object.keys(sheet.page.properties);
  const column = columns.find((name) => columnKey(name) === columnKey(named));
  const value = column === undefined ? undefined : sheet.page.properties[column];
  if (column === undefined || value === undefined) throw columnless(named, columns);
  const read = READERS[value.type];
  return read ? read(column, value, field, sheet) : { why: `${column} is a column of the type ${value.type}, which Chief does not write` };
}

const READERS: Readonly<Record<string, CellReader>> = {
  status: optionCell,
  select: optionCell,
  date: dateCell,
  rich_text: textCell,
  people: peopleCell,
};

function optionCell(column: string, value: Value, field: PlanField, { columns, values }: Sheet): Cell {
  const { status, select } = columns[column] ?? { type: "" };
  const text = valueSchemas.option.safeParse(value[value.type]).data?.name ?? null;
  const words = (status ?? select)?.options.map(({ name }) => name) ?? [];
  const meaning = (word: string): ToldStatus | undefined => toldInNotion(word, status);
  const encode = (to: string | null): Encoded<NotionWire> => {
    const word = field === "status" ? wordFor(to, words, values, meaning) : words.find((each) => columnKey(each) === columnKey(to ?? ""));
    if (word === undefined) return { why: wordless(column, to) };
    return { wire: value.type === "status" ? { status: { name: word } } : { select: { name: word } } };
  };
  return { column, text, means: field === "status" ? toldBy(text, values, meaning) : text, encode };
}

/** The group says how a task stands, save for what no group tells. */
function toldInNotion(word: string, status: Columns[string]["status"]): ToldStatus | undefined {
  const told = toldStatusOf(word);
  return told === "at_risk" || status === undefined ? told : toldStatusOf(taskWordOf(word, status));
}

function dateCell(column: string, value: Value, field: PlanField, { timezone }: Sheet): Cell | { why: string } {
  if (field !== "eta") return { why: `${column} is a date, and can't tell the ${field}` };
  const now = valueSchemas.date.safeParse(value["date"]).data;
  const text = now ? (now.end ?? now.start) : null;
  const encode = (to: string | null): Encoded<NotionWire> => {
    if (to === null) return { wire: { date: null } };
    if (parseDate(to) === undefined) return { why: `${column} takes one day, not ${to}` };
    // A span keeps its beginning: what was told is its end.
    const isSpan = typeof now?.end === "string" && parseDate(now.start) !== undefined && now.start < to;
    return { wire: { date: isSpan ? { start: now.start, end: to } : { start: to } } };
  };
  return { column, text, means: text === null ? null : (dateIn(text, timezone) ?? text), encode };
}

function textCell(column: string, value: Value, field: PlanField, { values, timezone }: Sheet): Cell {
  const written = plainLine((valueSchemas.text.safeParse(value["rich_text"]).data ?? []).map((part) => part.plain_text).join(""));
  const text = written === "" ? null : written;
  const encode = (to: string | null): Encoded<NotionWire> => {
    const said = field === "status" && to !== null ? freeWordFor(to, Object.values(values ?? {}), values) : to;
    if (said === undefined) return { why: wordless(column, to) };
    return { wire: { rich_text: said === null ? [] : [{ text: { content: said } }] } };
  };
  const date = field === "eta" && text !== null ? dateIn(text, timezone) : undefined;
  return { column, text, means: field === "status" ? toldBy(text, values) : (date ?? text), encode };
}

function peopleCell(column: string, value: Value, field: PlanField, { findUser }: Sheet): Cell | { why: string } {
  if (field !== "blocker") return { why: `${column} holds people, and can't tell the ${field}` };
  const people = valueSchemas.people.safeParse(value["people"]).data ?? [];
  const names = people.map(({ id, name }) => plainLine(name ?? "") || id).join(", ");
  const text = names === "" ? null : names;
  const encode = (to: string | null): Encoded<NotionWire> => {
    if (to === null) return { wire: { people: [] } };
    const id = findUser(to);
    return id === undefined ? { why: `${column} holds people, and Notion knows nobody called ${to}` } : { wire: { people: [{ id }] } };
  };
  return { column, text, means: text, encode };
}
