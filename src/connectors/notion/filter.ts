import { findNearest, listOf } from "../../lib/text.ts";
import type { Failure } from "./failure.ts";
import { conditionSchema, isRawFilter, type Condition, type Scalar } from "./schema.ts";
import type { WireColumn } from "./wire.ts";

/** A filter as Notion's API takes it: https://developers.notion.com/reference/filter-data-source-entries */
export type WireFilter = Readonly<Record<string, unknown>>;
type Columns = Readonly<Record<string, WireColumn>>;

/** What a condition is called there; what is absent can't be asked of such a column. */
interface Operators {
  is?: string;
  not?: string;
  contains?: string;
  before?: string;
  after?: string;
  empty?: true;
}

const TEXT: Operators = { is: "equals", not: "does_not_equal", contains: "contains", empty: true };
const NUMBER: Operators = { is: "equals", not: "does_not_equal", before: "less_than", after: "greater_than", empty: true };
const DATE: Operators = { is: "equals", before: "before", after: "after", empty: true };
const CHOICE: Operators = { is: "equals", not: "does_not_equal", empty: true };
const MEMBER: Operators = { is: "contains", not: "does_not_contain", contains: "contains", empty: true };
const OPERATORS: Readonly<Record<string, Operators>> = {
  ...{ title: TEXT, rich_text: TEXT, url: TEXT, email: TEXT, phone_number: TEXT },
  ...{ number: NUMBER, unique_id: { ...NUMBER }, checkbox: { is: "equals", not: "does_not_equal" } },
  ...{ select: CHOICE, status: CHOICE, multi_select: MEMBER, relation: MEMBER, files: { empty: true } },
  ...{ people: MEMBER, created_by: MEMBER, last_edited_by: MEMBER, date: DATE, created_time: DATE, last_edited_time: DATE },
};
const PEOPLE: ReadonlySet<string> = new Set(["people", "created_by", "last_edited_by"]);

/** A filter, or why it can't be put together. */
export type Compiled = { ok: true; filter?: WireFilter } | { ok: false; failure: Failure };

/** What a condition is put together with. */
export interface Terms {
  /** Of the data source, for people. */
  what: string;
  columns: Columns;
  /** Notion's id of whom a word means: `me`, an address, or an id itself. */
  personId(word: string): string | undefined;
}

/** The filter of a grant as Notion takes it, each column by its own type. One of Notion's own is handed on as it is. */
export function compileFilter(written: Readonly<Record<string, unknown>> = {}, terms: Terms): Compiled {
  if (isRawFilter(written)) return { ok: true, filter: written };
  const parts: WireFilter[] = [];
  for (const [name, condition] of Object.entries(written)) {
    const column = findColumn(name, "filter", terms);
    if ("failure" in column) return { ok: false, failure: column.failure };
    const tests = testsOf(conditionSchema.parse(condition), column, terms);
    if ("failure" in tests) return { ok: false, failure: tests.failure };
    parts.push(...tests.all);
  }
  const [only] = parts;
  return { ok: true, ...(only && { filter: parts.length === 1 ? only : { and: parts } }) };
}

/** The order of a grant as Notion takes it: https://developers.notion.com/reference/sort-data-source-entries */
export function compileSort(
  written: Readonly<Record<string, string>> | undefined,
  terms: Terms,
): { ok: true; sorts: WireFilter[] } | { ok: false; failure: Failure } {
  if (written === undefined) return { ok: true, sorts: [{ timestamp: "last_edited_time", direction: "descending" }] };
  const sorts: WireFilter[] = [];
  for (const [name, direction] of Object.entries(written)) {
    const column = findColumn(name, "sort", terms);
    if ("failure" in column) return { ok: false, failure: column.failure };
    sorts.push({ property: column.name, direction });
  }
  return { ok: true, sorts };
}

interface Column {
  name: string;
  type: string;
}

/** A column by its name, in whatever case. */
export function findColumn(name: string, key: string, { what, columns }: Pick<Terms, "what" | "columns">): Column | { failure: Failure } {
  const names = Object.keys(columns);
  const found = Object.hasOwn(columns, name) ? name : names.find((each) => each.toLowerCase() === name.toLowerCase());
  const type = found === undefined ? undefined : columns[found]?.type;
  if (found !== undefined && type !== undefined) return { name: found, type };
  const near = findNearest(name, names);
  const hint = `${near === undefined ? "" : `Did you mean ${near}? `}Its columns are ${listOf(names)}.`;
  return { failure: { what, error: `expected ${key} to name a column of it, got ${JSON.stringify(name)}`, hint } };
}

/** What is asked of one column, all of which has to be so. */
function testsOf(condition: Condition, column: Column, terms: Terms): { all: WireFilter[] } | { failure: Failure } {
  const asked = typeof condition === "object" && !Array.isArray(condition) ? condition : { is: condition };
  const family = familyOf(column.type, asked);
  const all: WireFilter[] = [];
  const { empty, ...words } = asked;
  if (empty !== undefined) {
    if (family.operators.empty !== true) return { failure: unsuited("empty", column, terms) };
    all.push(family.wrap({ [empty ? "is_empty" : "is_not_empty"]: true }));
  }
  for (const [word, wanted] of Object.entries(words)) {
    const operator = operatorOf(family.operators, word);
    if (operator === undefined) return { failure: unsuited(word, column, terms) };
    const tests: WireFilter[] = [];
    for (const value of [wanted].flat()) {
      const known = PEOPLE.has(column.type) ? terms.personId(String(value)) : value;
      if (known === undefined) return { failure: stranger(String(value), terms) };
      if (family.operators === NUMBER && typeof known !== "number") return { failure: unsuited(JSON.stringify(known), column, terms) };
      tests.push(family.wrap({ [operator]: known }));
    }
    all.push(...(tests.length === 1 || word === "not" ? tests : [{ or: tests }]));
  }
  return { all: all.map((test) => within(column, test)) };
}

/** Each test of a group names the column. */
function within({ name }: Column, test: WireFilter): WireFilter {
  const { or } = test;
  return Array.isArray(or) ? { or: or.map((each: WireFilter) => ({ property: name, ...each })) } : { property: name, ...test };
}

interface Family {
  operators: Operators;
  wrap(test: WireFilter): WireFilter;
}

/** Of a formula and a rollup only what is asked tells what comes out of them. */
function familyOf(type: string, asked: object): Family {
  if (type !== "formula" && type !== "rollup") return { operators: OPERATORS[type] ?? {}, wrap: (test) => ({ [type]: test }) };
  const values: unknown[] = Object.values(asked).flat();
  const outcome = "before" in asked || "after" in asked ? (values.every(isNumber) ? "number" : "date") : typeof values[0];
  if (outcome === "number") return { operators: NUMBER, wrap: (test) => ({ [type]: { number: test } }) };
  if (outcome === "date") return { operators: DATE, wrap: (test) => ({ [type]: { date: test } }) };
  if (type === "rollup") return { operators: TEXT, wrap: (test) => ({ rollup: { any: { rich_text: test } } }) };
  return outcome === "boolean"
    ? { operators: CHOICE, wrap: (test) => ({ formula: { checkbox: test } }) }
    : { operators: TEXT, wrap: (test) => ({ formula: { string: test } }) };
}

function isNumber(value: unknown): value is Scalar {
  return typeof value === "number";
}

function operatorOf(operators: Operators, word: string): string | undefined {
  return word === "is" || word === "not" || word === "contains" || word === "before" || word === "after" ? operators[word] : undefined;
}

function unsuited(word: string, { name, type }: Column, { what }: Terms): Failure {
  const can = Object.keys(OPERATORS[type] ?? {});
  const hint = can.length === 0 ? "Notion has no filter for such a column." : `It can be asked for ${listOf(can)}.`;
  return { what, error: `expected filter to suit the column ${name}, which is of type ${type}, got ${word}`, hint };
}

function stranger(word: string, { what }: Terms): Failure {
  return word === "me"
    ? {
        what,
        error: "expected to know who me is in the filter, got a connection that is nobody's own",
        hint: "Say it with `user:` of the connection in config/chief.yaml: your address at Notion.",
      }
    : {
        what,
        error: `expected filter to name somebody whom Notion knows, got ${JSON.stringify(word)}`,
        hint: "Write me, or the person's address at Notion or id there.",
      };
}
