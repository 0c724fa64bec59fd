import { findFact, type Fact, type Item } from "../core/item.ts";
import { linesOf } from "../lib/item-lines.ts";
import { findWholeWords } from "../lib/whole-words.ts";

/** In characters: what a reader takes in at a glance. */
const LONGEST_SHOWN = 200;
/** Shorter words prove something only where they are all that a line says. */
const SHORTEST_PART = 8;

/**
 * The fact that these words of a thing are: a field or its title, as itself or behind its name, or words of its text, whole and in this
 * order. Undefined where the thing does not say so. What is long is cut.
 */
export function findProof(item: Item, quote: string): Fact | undefined {
  const words = quote
    .trim()
    .replace(/^["'“”‘’]+|["'“”‘’]+$/gu, "")
    .trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return undefined;
  return findLine(item, words) ?? findWords(item, words);
}

/** Whether a thing still says what was read in it once, wherever it stands in its text now. */
export function stillSays(item: Item, { path, value }: Fact): boolean {
  if (path.startsWith("body.")) return typeof value === "string" && item.body.includes(value);
  return JSON.stringify(findFact(item, path)) === JSON.stringify(value);
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
  const last = start + lengthWithin(body.slice(start, end));
  return { item: id, path: `body.${start}-${last}`, value: body.slice(start, last) };
}

/** No letter is cut in two. */
function lengthWithin(text: string): number {
  return text.length <= LONGEST_SHOWN ? text.length : [...text.slice(0, LONGEST_SHOWN)].slice(0, -1).join("").length;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
