import type { FieldValue, Item } from "../../core/item.ts";
import type { JudgedFinding, Severity } from "../../core/finding.ts";
import { quoted } from "./foreign.ts";
import type { Names } from "./names.ts";
import { shownOf, type Shown } from "./shown-fields.ts";
import { instantText, proseText, valueText, type Write } from "./wording.ts";

/** How a thing stands to what was known of it: `before` is as it was at the last run. */
export interface Shape {
  before?: Item;
  isGone: boolean;
  /** Worth a few of its own words. */
  excerpt: boolean;
  /** Names of things that speak of it. */
  seen: readonly string[];
}

const LONGEST_TITLE = 80;
const LONGEST_EXCERPT = 140;
const LONGEST_NAME = 40;
const SEVERITIES: Readonly<Record<Severity, string>> = { 1: "low", 2: "medium", 3: "high", 4: "critical" };

/** A thing in one line: its name, what it is, when, what it is called, who, its telling fields, and what they were before. */
export function thingLine(name: string, item: Item, { before, isGone, excerpt, seen }: Shape, write: Write): string {
  const shown = shownOf(item);
  const parts = [
    ...[name, item.kind],
    ...(isGone ? ["gone"] : before ? ["changed"] : []),
    ...(shown.at ? [`ts=${instantText(item.ts, write)}`] : []),
    wordsOf(item, excerpt),
    ...whoOf(item, shown),
    ...fieldsOf(item, shown, write),
    ...(before ? wasOf(before, item, { shown, write }) : []),
    ...(seen.length > 0 ? [`see ${seen.join(" ")}`] : []),
  ];
  return parts.join(" ");
}

/** A title may be the first words of what was written. */
function wordsOf({ title, body, quoteSpans }: Item, excerpt: boolean): string {
  if (!excerpt) return quoted(title, LONGEST_TITLE);
  const own = withoutQuotes(body, quoteSpans).trim();
  if (own.startsWith(title)) return quoted(own, LONGEST_TITLE + LONGEST_EXCERPT);
  return own === "" ? quoted(title, LONGEST_TITLE) : `${quoted(title, LONGEST_TITLE)} says ${quoted(own, LONGEST_EXCERPT)}`;
}

/** A text without what it quotes of others. */
export function withoutQuotes(body: string, spans: Item["quoteSpans"]): string {
  let at = 0;
  const own = spans.map(([start, end]) => {
    const part = body.slice(at, start);
    at = end;
    return part;
  });
  return [...own, body.slice(at)].join("");
}

function whoOf({ actors }: Item, { who }: Shown): string[] {
  const actor = who.map((role) => actors.find((each) => each.role === role)).find((found) => found !== undefined);
  return actor ? [`${actor.role} ${quoted(actor.name, LONGEST_NAME)}`] : [];
}

function fieldsOf({ fields }: Item, shown: Shown, write: Write): string[] {
  return shown.fields.flatMap((name) => {
    const value = fields[name];
    return isTold(name, value, shown) ? [fieldText(name, value, shown, write)] : [];
  });
}

function isTold(name: string, value: FieldValue | undefined, { usual }: Shown): value is FieldValue {
  if (value === undefined || value === null || value === false || value === "") return false;
  return !(Array.isArray(value) && value.length === 0) && usual?.[name] !== value;
}

function fieldText(name: string, value: FieldValue, { marks }: Shown, write: Write): string {
  return value === true || marks?.includes(name) === true ? name : `${name}=${valueText(value, write)}`;
}

function wasOf(before: Item, { title, fields }: Item, { shown, write }: { shown: Shown; write: Write }): string[] {
  const was = shown.fields.flatMap((name) => {
    const value = before.fields[name];
    return value === undefined || JSON.stringify(value) === JSON.stringify(fields[name]) ? [] : [`${name}=${valueText(value, write)}`];
  });
  const all = before.title === title ? was : [quoted(before.title, LONGEST_TITLE), ...was];
  return all.length > 0 ? [`was ${all.join(" ")}`] : [];
}

/** A finding in one line; `brief` leaves out what was told before. */
export function findingLine(
  name: string,
  { finding, word }: JudgedFinding,
  names: Names,
  how: { must: boolean; brief: boolean; write: Write },
): string {
  const { must, brief, write } = how;
  const things = [...new Set([finding.primary, ...finding.evidence.map(({ item }) => item)].flatMap((id) => names.nameOf(id) ?? []))];
  const head = [
    name,
    ...(must ? ["MUST"] : []),
    word,
    SEVERITIES[finding.severity],
    `[${things.join(" ")}]`,
    proseText(finding.title, write),
  ];
  const more = [
    `why: ${proseText(finding.why, write)}`,
    `do: ${proseText(finding.action, write)}`,
    `owner: ${quoted(finding.owner, LONGEST_NAME)}`,
  ];
  return (brief ? head.join(" ") : `${head.join(" ")}; ${more.join("; ")}`).replaceAll(/\s+/g, " ");
}
