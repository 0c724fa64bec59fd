import type { Item } from "../../core/item.ts";
import type { Names } from "./names.ts";

/** The most that are found. */
const MOST_FOUND = 20;
const MOST_WORDS = 8;
const SHORTEST_STEM = 3;
const IN_TITLE = 3;

/** Short names of the things in which all words are found, in whatever form: the best first, then the newest. */
export function search(words: string, items: readonly Item[], names: Names): string[] {
  const stems = [...new Set((words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(stemOf))].slice(0, MOST_WORDS);
  if (stems.length === 0) return [];
  const found = items.flatMap((item) => {
    const name = names.nameOf(item.id);
    const score = name === undefined ? 0 : scoreOf(item, stems);
    return name === undefined || score === 0 ? [] : [{ name, score, ts: item.ts }];
  });
  const ranked = found.toSorted((a, b) => b.score - a.score || b.ts.localeCompare(a.ts) || (a.name < b.name ? -1 : 1));
  return [...new Set(ranked.map(({ name }) => name))].slice(0, MOST_FOUND);
}

/** 0 where a word is missing. */
function scoreOf({ title, body, actors, fields }: Item, stems: readonly string[]): number {
  const head = title.toLowerCase();
  const who = actors.map(({ name }) => name).join("\n");
  const rest = `${who}\n${Object.values(fields).join("\n")}\n${body}`.toLowerCase();
  let score = 0;
  for (const stem of stems) {
    if (head.includes(stem)) score += IN_TITLE;
    else if (rest.includes(stem)) score += 1;
    else return 0;
  }
  return score;
}

/** A word without the ending that English puts to it; what is left is looked for as a part of words. */
function stemOf(word: string): string {
  const stem = word.replace(/(?:ies|ied|y)$/, "i").replace(/(?:ing|ed|es|s|e)$/, "");
  return stem.length >= SHORTEST_STEM && !stem.endsWith("i") ? stem : word.replace(/(?:ies|ied|y)$/, "");
}
