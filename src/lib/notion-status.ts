import { columnKey } from "./rows/reader.ts";
import { TASK_WORDS } from "./rows/words.ts";

/** A column of type status: https://developers.notion.com/reference/property-object#status */
export interface NotionStatus {
  options: readonly { id: string; name: string }[];
  groups: readonly { option_ids: readonly string[] }[];
}

/** In the order of Notion's three groups. */
const MEANINGS = ["todo", "in progress", "done"] as const;

/** Which of Notion's three groups an option is in; -1 where it is in none. */
export function groupOfOption(name: string, { options, groups }: NotionStatus): number {
  const id = options.find((option) => option.name === name)?.id ?? "";
  return groups.findIndex(({ option_ids: ids }) => ids.includes(id));
}

/** How a task stands, in a word that all trackers share: by the group of its option, where the option's own word says no more than that. */
export function taskWordOf(name: string, status: NotionStatus): string {
  const meaning = TASK_WORDS.get(columnKey(name));
  // Notion has no group for what is in the way of something, or given up.
  return meaning === "blocked" || meaning === "cancelled" ? name : (MEANINGS[groupOfOption(name, status)] ?? name);
}
