import { findFact, type Fact, type FieldValue, type Item } from "./item.ts";

/** How a fact's value is shown. `instant` is a UTC instant shown in the reader's zone, `utc` its time of day in UTC, `date` a plain date. */
export type FactForm = "text" | "count" | "instant" | "time" | "utc" | "date";

/** A number that code computed from facts, such as an age. */
export interface Derived {
  value: number;
  /** Singular unit: `business day`, `commit`. Rendering adds the plural. */
  unit: string;
  from: readonly Fact[];
}

/** One piece of a sentence. Numbers, dates, names and links enter only as facts or as numbers derived from facts. */
export type Span =
  | { kind: "text"; text: string }
  | { kind: "strong"; text: string }
  | { kind: "fact"; fact: Fact; form: FactForm; strong?: boolean }
  | { kind: "derived"; derived: Derived; strong?: boolean };

/** A sentence whose every fact can be checked against its Item, and rendered in any reader's zone. */
export type Prose = readonly Span[];

/** Builds Prose from a template: strings stay text, spans stay spans, a Prose is spliced in. */
export function prose(strings: TemplateStringsArray, ...parts: readonly (string | Span | Prose)[]): Prose {
  const spans = strings.flatMap((text, index) => [textSpan(text), ...toSpans(parts[index])]);
  return spans.filter((span) => span.kind !== "text" || span.text !== "");
}

/** A fact of `item` as a span; throws where the item has no such field, since a rule must not cite what is not there. */
export function fact(item: Item, path: string, form: FactForm = "text"): Span {
  return { kind: "fact", fact: getFact(item, path), form };
}

/** A computed number with its unit and the facts that it was computed from. */
export function derived(value: number, unit: string, from: readonly Fact[]): Span {
  return { kind: "derived", derived: { value, unit, from } };
}

/** Emphasised words of ours. */
export function strong(text: string): Span {
  return { kind: "strong", text };
}

/** The fact at `path`; throws a RangeError where the item has no such field. */
export function getFact(item: Item, path: string): Fact {
  const value: FieldValue | undefined = findFact(item, path);
  if (value === undefined) throw new RangeError(`expected item ${item.id} to have the field ${path}, got none`);
  return { item: item.id, path, value };
}

function textSpan(text: string): Span {
  return { kind: "text", text };
}

function toSpans(part: string | Span | Prose | undefined): Prose {
  if (part === undefined) return [];
  if (typeof part === "string") return [textSpan(part)];
  return "kind" in part ? [part] : part;
}
