import type { Item } from "../core/item.ts";
import type { Prose, Span } from "../core/prose.ts";
import { isCutOff } from "./polarity.ts";

const QUOTE = /[“"„«]([^“”"„«»]*)[”"“»]/g;
/** Shorter ones are names of things, or words that are meant otherwise. */
const FEWEST_WORDS = 3;

/** Quotes in free words that stand in no cited item as they are. */
export function looseQuotes(text: Prose, cited: readonly Item[]): string[] {
  const said = cited.flatMap(({ title, body, fields }) => [title, body, ...Object.values(fields).map(String)]).map(levelled);
  return text
    .flatMap((span) => (span.kind === "text" ? [...span.text.matchAll(QUOTE)] : []))
    .flatMap(([, quote = ""]) => {
      const parts = quote
        .split(/…|\.\.\.|\[[^\]]*\]/)
        .map(levelled)
        .filter(Boolean);
      const isWord = quote.trim().split(/\s+/).length < FEWEST_WORDS;
      return isWord || parts.every((part) => said.some((each) => wholeIn(each, part) >= 0)) ? [] : [quote];
    });
}

/** A text with each quote that stands in the body of just one cited item as those very words of it: then they are the item's, and no model's. */
export function quotesAsFacts(text: Prose, cited: readonly Item[]): Prose {
  return text.flatMap((span): readonly Span[] => {
    if (span.kind !== "text") return [span];
    const spans: Span[] = [];
    let at = 0;
    for (const match of span.text.matchAll(QUOTE)) {
      const [, quote = ""] = match;
      const [only, ...others] = cited.filter(({ body }) => body.includes(quote));
      if (!only || others.length > 0 || quote.trim().split(/\s+/).length < FEWEST_WORDS) continue;
      const start = wholeIn(only.body, quote);
      if (start < 0) continue;
      const begin = match.index + 1;
      const path = `body.${start}-${start + quote.length}`;
      spans.push(
        { kind: "text", text: span.text.slice(at, begin) },
        { kind: "fact", fact: { item: only.id, path, value: quote }, form: "text" },
      );
      at = begin + quote.length;
    }
    const rest: Span = { kind: "text", text: span.text.slice(at) };
    return rest.text === "" ? spans : [...spans, rest];
  });
}

/** Where a quote stands in a text without being cut off from what denies it, or from what it depends on; -1 if nowhere. */
function wholeIn(text: string, quote: string): number {
  let at = text.indexOf(quote);
  while (at >= 0 && isCutOff(text, at)) at = text.indexOf(quote, at + 1);
  return at;
}

/** Whatever spaces, quotation marks and capitals it has, and without the mark at its end. */
function levelled(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[’‘]/g, "'")
    .trim()
    .replace(/[.,;:!?]+$/, "");
}
