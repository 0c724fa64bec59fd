import { createHash } from "node:crypto";
import type { FieldValue } from "./item.ts";

/** Something that happened. Whoever tells of it, and however often, gives it the same source and id. */
export interface Event {
  /** Who saw it: `file/notes`, `run/nightly`, `webhook/deploys`. Whoever tells one thing under two topics gives each its own source. */
  source: string;
  /** Unique within the source, at most 200 characters. */
  id: string;
  /** What it is about: the triggers that name this topic hear of it. */
  topic: string;
  /** When it happened: a UTC instant. */
  at: string;
  /** One line for people; data, never instructions. */
  title: string;
  /** Typed facts, the deeper ones under `a.b`; at most 100. */
  fields: Readonly<Record<string, FieldValue>>;
}

export const CONDITION_TESTS = ["is", "not", "over", "under", "contains", "starts", "ends"] as const;

/** One condition of `where`. It holds where the test does for one of the values; `not` where none of them is the field's. */
export interface Condition {
  field: string;
  test: (typeof CONDITION_TESTS)[number];
  values: readonly (string | number | boolean | null)[];
}

const MOST_FIELDS = 100;
const LONGEST_TEXT = 1_000;
const LONGEST_NAME = 200;
const LONGEST_ID = 200;
const DEEPEST = 10;

/**
 * The facts in JSON that others wrote: objects are flattened to names such as `a.b`, lists are kept where they hold nothing but
 * text. Keeps 100 fields, 100 entries of a list and 1,000 characters of a text; what is deeper than 10 objects is dropped.
 */
export function fieldsOf(value: unknown): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  if (isObject(value)) collect(value, "", fields, 1, MOST_FIELDS);
  return fields;
}

/** Gives back how many more there is room for. */
function collect(object: Record<string, unknown>, prefix: string, fields: Record<string, FieldValue>, depth: number, room: number): number {
  let left = room;
  for (const key of Object.keys(object)) {
    if (left <= 0) return 0;
    const name = prefix + key;
    // The only name whose assignment would reach the prototype.
    if (key === "__proto__" || name.length > LONGEST_NAME) continue;
    const value = object[key];
    const field = fieldOf(value);
    if (field === undefined) {
      if (isObject(value) && depth < DEEPEST) left = collect(value, `${name}.`, fields, depth + 1, left);
      continue;
    }
    if (!Object.hasOwn(fields, name)) left -= 1;
    fields[name] = field;
  }
  return left;
}

function fieldOf(value: unknown): FieldValue | undefined {
  if (typeof value === "string") return cut(value);
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return isTextList(value) ? value.slice(0, MOST_FIELDS).map(cut) : undefined;
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : text.slice(0, LONGEST_TEXT).toWellFormed();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((member) => typeof member === "string");
}

/** An id as it may stand in the id of a run: one that is too long, or has signs that can't be seen, is replaced by its hash. */
export function eventIdOf(text: string): string {
  if (text !== "" && text.length <= LONGEST_ID && !/\p{C}/u.test(text)) return text;
  return createHash("sha256").update(text).digest("hex");
}
