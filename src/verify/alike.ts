import type { Bullet } from "../core/briefing.ts";
import type { Prose } from "../core/prose.ts";

const EMPTY_WORDS: ReadonlySet<string> = new Set(
  "a an and are as at be been but by for from has have in is it its of on or s so still that the their there this to was were which while will with now also yet".split(
    " ",
  ),
);
/** Share of their words that two lines have in common which say the same. */
const ALIKE = 0.8;
/** Of fewer words nothing can be said. */
const FEWEST_WORDS = 3;

/** A line as what counts in it. */
export interface Gist {
  words: ReadonlySet<string>;
  cites: readonly string[];
}

/** The words that count in a line, numbers and facts among them, whatever their endings. */
export function gistOf({ text, cites }: Pick<Bullet, "text" | "cites">): Gist {
  const words =
    plainOf(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return { words: new Set(words.filter((word) => !EMPTY_WORDS.has(word)).map(stemOf)), cites };
}

/** Whether two lines say the same of the same things. */
export function areAlike(a: Gist, b: Gist): boolean {
  const isAbout = a.cites.some((cite) => b.cites.includes(cite)) || a.cites.length + b.cites.length === 0;
  if (!isAbout || Math.min(a.words.size, b.words.size) < FEWEST_WORDS) return false;
  const shared = [...a.words].filter((word) => b.words.has(word)).length;
  const apart = [...[...a.words].filter((word) => !b.words.has(word)), ...[...b.words].filter((word) => !a.words.has(word))];
  return apart.every((word) => !/\d/.test(word)) && shared / (shared + apart.length) >= ALIKE;
}

function plainOf(text: Prose): string {
  return text
    .map((span) =>
      span.kind === "derived" ? `${span.derived.value} ${span.derived.unit}` : span.kind === "fact" ? String(span.fact.value) : span.text,
    )
    .join("");
}

function stemOf(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, "") : word;
}
