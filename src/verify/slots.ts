import type { JudgedFinding } from "../core/finding.ts";
import { findFact, type Item } from "../core/item.ts";
import type { FactForm, Prose, Span } from "../core/prose.ts";
import { shorten } from "../lib/text.ts";
import { isMoment } from "./moment.ts";

/** What the names in claims stand for. */
export interface ClaimNames {
  itemOf(name: string): Item | undefined;
  findingOf(name: string): JudgedFinding | undefined;
}

/** A claim's text with its slots filled in, and what they were about. */
export interface Filled {
  text: Prose;
  /** Ids of the things that slots have shown. */
  shown: readonly string[];
  /** Slots that stand for nothing. */
  unknown: readonly string[];
}

const SLOT = /\{\{\s*([^{}]*?)\s*\}\}/g;
const NAMED = /^([A-Z]+\d+)\.([\w.-]+)$/;
/** Stands for a slot that stands for nothing: its line is not told. */
const UNKNOWN = "…";
/** Longest text that a slot brings in. */
const MOST_CHARACTERS = 160;
/** Behind a field that is an instant: only its time, in the reader's zone. */
const TIME = ".time";

/** Writes what slots stand for, and an ellipsis for what stands for nothing. */
export function fillSlots(text: string, names: ClaimNames): Filled {
  const spans: Span[] = [];
  const shown = new Set<string>();
  const unknown: string[] = [];
  let at = 0;
  for (const match of text.matchAll(SLOT)) {
    const [slot, inside = ""] = match;
    const filled = fillOne(inside, names);
    spans.push({ kind: "text", text: text.slice(at, match.index) }, ...(filled?.text ?? [{ kind: "text", text: UNKNOWN }]));
    if (filled) shown.add(filled.item);
    else unknown.push(slot);
    at = match.index + slot.length;
  }
  const all: Prose = [...spans, { kind: "text", text: text.slice(at) }];
  return { text: all.filter((span) => span.kind !== "text" || span.text !== ""), shown: [...shown], unknown };
}

/** Slots of a thing or a finding that bring in what is told by numbers, or by dates. */
export function slotsFor(name: string, wanted: "number" | "date", names: ClaimNames): string[] {
  const fields = Object.entries(names.itemOf(name)?.fields ?? {}).filter(([, value]) =>
    wanted === "number" ? typeof value === "number" : typeof value === "string" && isMoment(value),
  );
  const judged = wanted === "number" ? names.findingOf(name) : undefined;
  const numbers = judged ? computedIn(judged).map((_, index) => `{{${name}.${index + 1}}}`) : [];
  return [...fields.map(([field]) => `{{${name}.${field}}}`), ...numbers];
}

/** The numbers that a rule has computed, each once, in the order in which its finding says them. */
export function computedIn({ finding: { title, why, action } }: JudgedFinding): Extract<Span, { kind: "derived" }>[] {
  const all = [...title, ...why, ...action].filter((span) => span.kind === "derived");
  return [...new Map(all.map((span) => [`${span.derived.value} ${span.derived.unit}`, span])).values()];
}

function fillOne(inside: string, names: ClaimNames): { text: Prose; item: string } | undefined {
  const [, name = "", path = ""] = NAMED.exec(inside) ?? [];
  const judged = names.findingOf(name);
  if (judged) {
    const text = wordsOf(judged, path);
    return text && { text, item: judged.finding.primary };
  }
  const item = names.itemOf(name);
  const span = item && spanOf(item, path);
  return span && { text: [span], item: span.fact.item };
}

function wordsOf(judged: JudgedFinding, path: string): Prose | undefined {
  if (path === "title" || path === "why" || path === "action") return judged.finding[path];
  const span = computedIn(judged)[Number(path) - 1];
  return span && [span];
}

type FactSpan = Extract<Span, { kind: "fact" }>;

function spanOf(item: Item, path: string): FactSpan | undefined {
  const own = factOf(item, path);
  if (own || !path.endsWith(TIME)) return own;
  const whole = factOf(item, path.slice(0, -TIME.length));
  return whole?.form === "instant" ? { ...whole, form: "time" } : undefined;
}

/** Fields by their names; who has a role by the role; nothing that is a link, a list or no words at all. */
function factOf(item: Item, path: string): FactSpan | undefined {
  const actor = item.actors.findIndex(({ role }) => role === path || (path === "author" && role === "from"));
  const places = [path.startsWith("body.") || path === "title" || path === "ts" ? path : `fields.${path.replace(/^fields\./, "")}`];
  if (actor >= 0) places.push(`actors.${actor}.name`);
  for (const place of places) {
    const value = findFact(item, place);
    const form = typeof value === "number" ? "count" : typeof value === "string" ? formOf(value) : undefined;
    if (form === undefined || value === undefined || value === "") continue;
    return { kind: "fact", fact: { item: item.id, path: place, value: typeof value === "string" ? cut(value) : value }, form };
  }
  return undefined;
}

function formOf(value: string): FactForm | undefined {
  if (/^https?:\/\//i.test(value)) return undefined;
  if (!isMoment(value)) return "text";
  return value.includes("T") ? "instant" : "date";
}

function cut(value: string): string {
  return isMoment(value) ? value : shorten(value, MOST_CHARACTERS);
}
