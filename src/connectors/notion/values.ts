import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Actor } from "../../core/item.ts";
import type { Cell } from "../../core/row.ts";
import { plainLine, plainLines } from "../../lib/plain-text.ts";
import { dateSchema, idSchema, namedSchema, plainOf, richTextSchema, userSchema, type WireUser, type WireValue } from "./wire.ts";

type Person = Omit<Actor, "role">;

/** What values are read with. */
export interface Known {
  /** The title of a page that was read as well. */
  title(id: string): string | undefined;
  /** Somebody, as far as Notion says who that is. */
  person(user: WireUser): Person | undefined;
}

/** What stands in a column; nothing where it is empty, or nothing that can be told in words. */
export interface ReadValue {
  cell?: Cell;
  people?: Person[];
}

const NONE: ReadValue = {};

/** One value by its type: https://developers.notion.com/reference/property-value-object */
export function readValue(value: WireValue, known: Known): ReadValue {
  const inner: unknown = value[value.type];
  return READERS[value.type]?.(inner, known) ?? NONE;
}

type Reader = (inner: unknown, known: Known) => ReadValue;

const READERS: Readonly<Record<string, Reader>> = {
  ...{ title: readText, rich_text: readText, number: readScalar, checkbox: readScalar },
  ...{ url: readScalar, email: readScalar, phone_number: readScalar, created_time: readInstant, last_edited_time: readInstant },
  ...{ select: readName, status: readName, multi_select: readNames, files: readNames, date: readDate },
  ...{ people: readPeople, created_by: readPerson, last_edited_by: readPerson, relation: readRelation },
  ...{ unique_id: readNumbered, formula: readOutcome, rollup: readOutcome, verification: readState },
};

function told(cell: Cell): ReadValue {
  return cell === "" || (typeof cell === "object" && cell.length === 0) ? NONE : { cell };
}

function readText(inner: unknown): ReadValue {
  return told(plainLines(plainOf(richTextSchema.safeParse(inner).data ?? [])).trim());
}

function readScalar(inner: unknown): ReadValue {
  if (typeof inner === "string") return told(plainLine(inner));
  return typeof inner === "number" || typeof inner === "boolean" ? { cell: inner } : NONE;
}

function readName(inner: unknown): ReadValue {
  return told(plainLine(namedSchema.safeParse(inner).data?.name ?? ""));
}

function readNames(inner: unknown): ReadValue {
  return told(entriesOf(inner, namedSchema).map(({ name }) => plainLine(name)));
}

function readState(inner: unknown): ReadValue {
  const parsed = z.looseObject({ state: z.string() }).safeParse(inner);
  return told(parsed.data?.state ?? "");
}

function readInstant(inner: unknown): ReadValue {
  return told(typeof inner === "string" ? dateIn(inner, undefined) : "");
}

/** A span is told with both of its ends. */
function readDate(inner: unknown): ReadValue {
  const { start, end, time_zone: zone } = dateSchema.safeParse(inner).data ?? { start: "" };
  const from = dateIn(start, zone ?? undefined);
  return told(typeof end === "string" ? `${from}/${dateIn(end, zone ?? undefined)}` : from);
}

/** A plain date as it is, a time as an instant; one that names no zone is of the zone beside it, or else UTC. */
function dateIn(text: string, zone: string | undefined): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const instant = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : localIn(text, zone ?? "UTC");
  return Number.isNaN(instant) ? "" : new Date(instant).toISOString();
}

function localIn(text: string, zone: string): number {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return Number.NaN;
  }
}

function readPeople(inner: unknown, { person }: Known): ReadValue {
  const people = entriesOf(inner, userSchema).flatMap((user) => person(user) ?? []);
  return people.length === 0 ? NONE : { cell: people.map(({ name }) => name), people };
}

function readPerson(inner: unknown, known: Known): ReadValue {
  return readPeople([inner], known);
}

/** By the title where it is known, since that is what people call it. */
function readRelation(inner: unknown, { title }: Known): ReadValue {
  return told(entriesOf(inner, idSchema).map(({ id }) => title(id) ?? id));
}

const numberedSchema = z.looseObject({ prefix: z.string().nullish(), number: z.number() });

function readNumbered(inner: unknown): ReadValue {
  const { prefix, number } = numberedSchema.safeParse(inner).data ?? {};
  if (number === undefined) return NONE;
  return told(typeof prefix === "string" && prefix !== "" ? `${prefix}-${number}` : String(number));
}

/** What a formula or a rollup came to, which has a type of its own. */
function readOutcome(inner: unknown, known: Known): ReadValue {
  const outcome = z.looseObject({ type: z.string() }).safeParse(inner).data;
  if (outcome === undefined) return NONE;
  const value: unknown = outcome[outcome.type];
  if (outcome.type === "date") return readDate(value);
  if (outcome.type !== "array") return readScalar(value);
  const typed = z.looseObject({ type: z.string() });
  const read = entriesOf(value, typed).map((each) => readValue(each, known));
  const people = read.flatMap((each) => each.people ?? []);
  const words = read.flatMap(({ cell = [] }) => (typeof cell === "object" ? [...cell] : [String(cell)]));
  return { ...told(words), ...(people.length > 0 && { people }) };
}

function entriesOf<Entry>(inner: unknown, schema: z.ZodType<Entry>): Entry[] {
  return Array.isArray(inner) ? inner.flatMap((each: unknown) => schema.safeParse(each).data ?? []) : [];
}
