import type { Item } from "../../core/item.ts";
import type { PlanTask } from "../../core/kinds/launch.ts";
import { findWholeWords } from "../../lib/whole-words.ts";

/** Titles that are shorter are too common to name one thing. */
const SHORTEST_TITLE = 8;
const WORD = /[\p{L}\p{N}]+/gu;

/** Whether a text names a task by its key, such as `T-12`, whatever the case; a key without a number is a word like any other. */
export function namesKey(text: string, { key }: Pick<PlanTask, "key">): boolean {
  const [number] = /\d+/.exec(key) ?? [];
  // Without its number no text names it, which is found out a thousand times faster.
  return number !== undefined && text.includes(number) && findWholeWords(text, key, true) !== undefined;
}

/** Finds the items that name a task by its key or its title in their title or body. Each text is looked through once, however many tasks there are. */
export function createNamingFinder(items: readonly Item[]): (task: PlanTask) => Item[] {
  const byWord = new Map<string, Item[]>();
  for (const item of items) {
    for (const word of new Set(wordsOf(textOf(item)))) {
      const having = byWord.get(word);
      if (having === undefined) byWord.set(word, [item]);
      else having.push(item);
    }
  }
  const having = (words: string): readonly Item[] => byWord.get(longestOf(words)) ?? [];
  return (task) => {
    const { title } = task.item;
    const byTitle = title.trim().length < SHORTEST_TITLE ? [] : having(title).filter((item) => findWholeWords(textOf(item), title, true));
    return [...new Set([...having(task.key).filter((item) => namesKey(textOf(item), task)), ...byTitle])];
  };
}

function textOf({ title, body }: Item): string {
  return `${title}\n${body}`;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/** The longest word is in the fewest texts. */
function longestOf(words: string): string {
  return wordsOf(words).reduce((longest, word) => (word.length > longest.length ? word : longest), "");
}
