import { distance } from "fastest-levenshtein";

/** `1 commit`, `3 commits`: the plural is the singular with an s, which suits every unit that Chief counts. */
export function countOf(count: number, unit: string): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? unit : plural(unit)}`;
}

/** The English plural of the regular nouns that Chief counts. */
export function plural(unit: string): string {
  if (/[^aeiou]y$/.test(unit)) return `${unit.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(unit) ? `${unit}es` : `${unit}s`;
}

/** `a, b and c`. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `a, b or c`. */
export function choiceOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** Cut to `length` characters, an ellipsis being the last where something was left out. */
export function shorten(text: string, length: number): string {
  const end = endOf(text, length);
  return end === undefined ? text : `${text.slice(0, end).trimEnd()}…`;
}

const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** As `shorten`, for text that is shown: no letter loses its marks, no family a member. What is kept in items is cut by `shorten`, since their hashes must stay. */
export function shortenShown(text: string, length: number): string {
  const end = endOf(text, length);
  return end === undefined ? text : `${text.slice(0, GRAPHEMES.segment(text).containing(end)?.index ?? end).trimEnd()}…`;
}

/** What readers take for one character each, whatever it is made of: a letter with its marks, a flag, a family. */
export function* graphemesOf(text: string): Generator<string> {
  for (const { segment } of GRAPHEMES.segment(text)) yield segment;
}

/** Where a text of more than `length` characters is cut to leave room for an ellipsis; undefined where it fits. */
function endOf(text: string, length: number): number | undefined {
  if (text.length <= length) return undefined;
  const characters = [...text];
  return characters.length <= length ? undefined : characters.slice(0, length - 1).join("").length;
}

/** The candidate nearest to `word`, where it is near enough to be what was meant. */
export function findNearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: typingDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

/** Edits between two words, where the right letters in the wrong order count as one slip. */
function typingDistance(a: string, b: string): number {
  return a !== b && lettersOf(a) === lettersOf(b) ? 1 : distance(a, b);
}

function lettersOf(word: string): string {
  return [...word].toSorted().join("");
}
