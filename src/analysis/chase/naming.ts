import type { PlanTask } from "../../core/kinds/launch.ts";
import { findWholeWords } from "../../lib/whole-words.ts";

/** Titles that are shorter are too common to name one thing. */
const SHORTEST_TITLE = 8;

/** Whether a text names a task by its key, such as `T-12`; a key without a number is a word like any other. */
export function namesKey(text: string, { key }: Pick<PlanTask, "key">): boolean {
  return /\d/.test(key) && holds(text, key);
}

/** Whether a text names a task by its key or its title, whatever the case. */
export function namesTask(text: string, task: PlanTask): boolean {
  const { title } = task.item;
  return namesKey(text, task) || (title.trim().length >= SHORTEST_TITLE && holds(text, title));
}

/** Most texts name nothing: these are told apart without a pattern. */
function holds(text: string, words: string): boolean {
  const [first = ""] = words.trim().toLowerCase().split(/\s+/);
  return text.toLowerCase().includes(first) && findWholeWords(text, words, true) !== undefined;
}
