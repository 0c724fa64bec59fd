import type { FieldValue } from "../../core/item.ts";
import type { Prose, Span } from "../../core/prose.ts";
import { quoted } from "./foreign.ts";

/** A sentence as text, with times in the reader's zone. */
export type Write = (text: Prose) => string;

/** The longest text of one field, in characters. */
const LONGEST_VALUE = 60;
/** The longest text of a source within a sentence of ours, in characters. */
const LONGEST_FACT = 100;
/** What needs no quotation marks, since it can't be taken for more than one word. */
const WORD = /^[\w.#/@+-]{1,60}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** A field's value. */
export function valueText(value: FieldValue, write: Write): string {
  if (typeof value !== "string") return Array.isArray(value) ? quoted(value.join(", "), LONGEST_VALUE) : String(value);
  if (INSTANT.test(value)) return write([shown(value, "instant")]);
  if (DATE.test(value)) return write([shown(value, "date")]);
  return WORD.test(value) ? value : quoted(value, LONGEST_VALUE);
}

/** An instant, as the reader would say it. */
export function instantText(instant: string, write: Write): string {
  return write([shown(instant, "instant")]);
}

/** A sentence of ours: what it says in a source's words stands between quotation marks. */
export function proseText(text: Prose, write: Write): string {
  return text.map((span) => spanText(span, write)).join("");
}

function spanText(span: Span, write: Write): string {
  if (span.kind === "text" || span.kind === "strong") return span.text;
  if (span.kind === "derived" || span.form !== "text") return write([span]);
  const { value } = span.fact;
  return typeof value === "string" && !WORD.test(value) ? quoted(value, LONGEST_FACT) : write([span]);
}

function shown(value: string, form: "instant" | "date"): Span {
  return { kind: "fact", fact: { item: "", path: "", value }, form };
}
