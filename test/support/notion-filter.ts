import { z } from "zod";

/** Columns and values as Notion's API hands them over; only what filters look at. */
export type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
export type Columns = Readonly<Record<string, { type: string }>>;

/** Why Notion can't make sense of a filter: told with the status 400. */
export class BadFilter extends Error {}

const filterSchema = z.looseObject({
  and: z.array(z.unknown()).optional(),
  or: z.array(z.unknown()).optional(),
  property: z.string().optional(),
  timestamp: z.enum(["created_time", "last_edited_time"]).optional(),
});
const testSchema = z.record(z.string(), z.unknown());

/** What a row has beside its columns. */
export interface Times {
  created_time: string;
  last_edited_time: string;
}

/** Whether a row passes a filter, as https://developers.notion.com/reference/filter-data-source-entries says. Throws BadFilter. */
export function passes(filter: unknown, columns: Columns, row: { properties: Values } & Times, depth = 0): boolean {
  const parsed = filterSchema.safeParse(filter);
  if (!parsed.success || depth > 2) throw new BadFilter("body failed validation: body.filter should be an object");
  const { and, or, property, timestamp, ...rest } = parsed.data;
  if (and) return and.every((each) => passes(each, columns, row, depth + 1));
  if (or) return or.some((each) => passes(each, columns, row, depth + 1));
  if (timestamp !== undefined) return isSo(timestamp, row[timestamp], testSchema.parse(rest[timestamp]));
  const column = columns[property ?? ""];
  if (property === undefined || column === undefined) throw new BadFilter(`Could not find property with name or id: ${property}`);
  const test = testSchema.safeParse(rest[column.type]);
  if (!test.success) throw new BadFilter(`database property ${column.type} does not match filter ${Object.keys(rest).join()}`);
  return holds(column.type, row.properties[property]?.[column.type], test.data);
}

function holds(type: string, value: unknown, test: Record<string, unknown>): boolean {
  if (type === "formula" || type === "rollup") {
    const [kind = "", inner] = Object.entries(test)[0] ?? [];
    const outcome = z.looseObject({ type: z.string() }).parse(value);
    if (kind === "any") return typedIn(outcome["array"]).some((each) => holds(each.type, each[each.type], wordsOf(inner)));
    return isSo(kind === "checkbox" ? "boolean" : kind, outcome[kind === "checkbox" ? "boolean" : kind], testSchema.parse(inner));
  }
  return isSo(type, plain(type, value), test);
}

function wordsOf(inner: unknown): Record<string, unknown> {
  return testSchema.parse(Object.values(testSchema.parse(inner))[0]);
}

const named = z.looseObject({ name: z.string() });
const withId = z.looseObject({ id: z.string() });
const dated = z.looseObject({ start: z.string() });
const text = z.array(z.looseObject({ plain_text: z.string() }));

function writtenIn(value: unknown): string {
  return text
    .parse(value)
    .map((each) => each.plain_text)
    .join("");
}

function namesIn(value: unknown): string[] {
  return z
    .array(named)
    .parse(value)
    .map(({ name }) => name);
}

function idsIn(value: unknown): string[] {
  return z
    .array(withId)
    .parse(value)
    .map(({ id }) => id);
}

function typedIn(value: unknown) {
  return z.array(z.looseObject({ type: z.string() })).parse(value);
}

/** What a test is held against: words, a number, or a list of names or ids. */
function plain(type: string, value: unknown): unknown {
  if (type === "title" || type === "rich_text") return writtenIn(value);
  if (type === "select" || type === "status") return named.safeParse(value).data?.name ?? "";
  if (type === "multi_select") return namesIn(value);
  if (type === "people" || type === "relation") return idsIn(value);
  if (type === "created_by" || type === "last_edited_by") return [withId.parse(value).id];
  if (type === "date") return dated.safeParse(value).data?.start ?? "";
  if (type === "unique_id") return z.looseObject({ number: z.number() }).parse(value)["number"];
  return value;
}

const CONDITIONS: Readonly<Record<string, (value: unknown, wanted: unknown) => boolean>> = {
  equals: (value, wanted) => String(value).toLowerCase() === String(wanted).toLowerCase() || isDay(value, wanted),
  does_not_equal: (value, wanted) => String(value).toLowerCase() !== String(wanted).toLowerCase(),
  contains: (value, wanted) =>
    Array.isArray(value) ? value.includes(wanted) : String(value).toLowerCase().includes(String(wanted).toLowerCase()),
  does_not_contain: (value, wanted) => !(Array.isArray(value) && value.includes(wanted)),
  before: (value, wanted) => value !== "" && String(value) < String(wanted),
  after: (value, wanted) => value !== "" && String(value) > String(wanted),
  less_than: (value, wanted) => typeof value === "number" && value < Number(wanted),
  greater_than: (value, wanted) => typeof value === "number" && value > Number(wanted),
  is_empty: (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0),
  is_not_empty: (value) => !(value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)),
};

/** What may be asked of which type. */
const KNOWN: Readonly<Record<string, RegExp>> = {
  checkbox: /^(?:equals|does_not_equal)$/,
  boolean: /^(?:equals|does_not_equal)$/,
  select: /^(?:equals|does_not_equal|is_.*)$/,
  status: /^(?:equals|does_not_equal|is_.*)$/,
  multi_select: /^(?:contains|does_not_contain|is_.*)$/,
  people: /^(?:contains|does_not_contain|is_.*)$/,
  created_by: /^(?:contains|does_not_contain|is_.*)$/,
  last_edited_by: /^(?:contains|does_not_contain|is_.*)$/,
  relation: /^(?:contains|does_not_contain|is_.*)$/,
  files: /^is_/,
  date: /^(?:equals|before|after|is_.*)$/,
  created_time: /^(?:equals|before|after|is_.*)$/,
  last_edited_time: /^(?:equals|before|after|is_.*)$/,
  number: /^(?:equals|does_not_equal|less_than|greater_than|is_.*)$/,
  unique_id: /^(?:equals|does_not_equal|less_than|greater_than|is_.*)$/,
};

function isSo(type: string, value: unknown, test: Record<string, unknown>): boolean {
  return Object.entries(test).every(([word, wanted]) => {
    const condition = CONDITIONS[word];
    if (!condition || KNOWN[type]?.test(word) === false) throw new BadFilter(`${type} has no filter ${word}`);
    return condition(value, wanted);
  });
}

function isDay(value: unknown, wanted: unknown): boolean {
  return typeof value === "string" && typeof wanted === "string" && /^\d{4}-\d\d-\d\d$/.test(wanted) && value.startsWith(wanted);
}
