import { findFact, type Fact, type Item } from "../core/item.ts";
import { linesOf } from "../lib/item-lines.ts";
import { findWholeWords } from "../lib/whole-words.ts";
import { isAssertion } from "./assertion.ts";
import { wholeSentence } from "./whole-sentence.ts";

/** In characters: what is longer is no sentence that a reader could judge. */
const LONGEST_SENTENCE = 500;
/** Shorter words prove something only where they are all that a line says. */
const SHORTEST_PART = 8;

/**
 * The fact that these words of a thing are part of: a field or its title, as itself or behind its name, or the whole sentences of its text in
 * which they stand, whole and in this order. Undefined where the thing does not say so.
 */
export function findProof(item: Item, quote: string): Fact | undefined {
  const words = quote
    .trim()
    .replace(/^["'“”‘’]+|["'“”‘’]+$/gu, "")
    .trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined;
  return findLine(item, words) ?? findWords(item, words);
}

/** Whether a proof says that a criterion is so; a name, a number or a state is taken as it is. */
export function proves({ path, value }: Fact, criterion: string): boolean {
  return path.startsWith("actors.") || typeof value !== "string" || isAssertion(value, criterion);
}

/** Whether a thing still says what was read in it once, in the same sentences, wherever they stand in its text now. */
export function stillSays(item: Item, { path, value }: Fact): boolean {
  if (!path.startsWith("body.")) return JSON.stringify(findFact(item, path)) === JSON.stringify(value);
  const start = typeof value === "string" ? item.body.indexOf(value) : -1;
  if (typeof value !== "string" || start < 0) return false;
  return item.body.slice(...wholeSentence(item.body, start, start + value.length)) === value;
}

function findLine(item: Item, words: string): Fact | undefined {
  const isWhole = ({ label, text }: { label: string; text: string }): boolean => {
    const line = `${label}: ${text}`;
    return oneLine(line) === oneLine(words) || (text.length >= SHORTEST_PART && oneLine(text) === oneLine(words));
  };
  const isPart = ({ path, text }: { path: string; text: string }): boolean =>
    path === "title" && words.length >= SHORTEST_PART && findWholeWords(text, words) !== undefined;
  const line = linesOf(item).find((each) => isWhole(each) || isPart(each));
  const value = line && findFact(item, line.path);
  return line && value !== undefined ? { item: item.id, path: line.path, value } : undefined;
}

function findWords({ id, body }: Item, words: string): Fact | undefined {
  const found = findWholeWords(body, words);
  if (found === undefined) return undefined;
  const [start, end] = found;
  const isAll = /(?:^|\n)\s*$/.test(body.slice(0, start)) && /^\s*(?:\n|$)/.test(body.slice(end));
  if (end - start < SHORTEST_PART && !isAll) return undefined;
  const [first, last] = wholeSentence(body, start, end);
  return last - first > LONGEST_SENTENCE ? undefined : { item: id, path: `body.${first}-${last}`, value: body.slice(first, last) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
