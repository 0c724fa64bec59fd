import { TOLD_STATUSES, type ToldStatus } from "../../core/ask.ts";
import { columnKey } from "../../lib/rows/reader.ts";
import { findWordFor, toldStatusOf } from "../../lib/rows/told.ts";

/** What the definition says of the plan's own words. */
export type Values = Readonly<Partial<Record<ToldStatus, string>>>;
type Meaning = (word: string) => ToldStatus | null | undefined;

/** What a word of the plan says: as the definition says, else by `meaning`. An empty cell says that nobody has begun. */
export function toldBy(text: string | null, values: Values = {}, meaning: Meaning = toldStatusOf): ToldStatus | null {
  if (text === null) return "not_started";
  const own = TOLD_STATUSES.find((status) => columnKey(values[status] ?? "") === columnKey(text));
  return own ?? meaning(text) ?? null;
}

/** The word of the plan that says a status; undefined where it has none. */
export function wordFor(
  told: string | null,
  words: readonly string[],
  values: Values = {},
  meaning: Meaning = toldStatusOf,
): string | undefined {
  const status = TOLD_STATUSES.find((each) => each === told);
  if (status === undefined) return undefined;
  const own = values[status];
  if (own !== undefined) return words.find((word) => columnKey(word) === columnKey(own));
  return findWordFor(status, words, (word) => toldBy(word, values, meaning));
}

/** The same where any word may stand: one that readers of plans know. */
export function freeWordFor(told: string | null, words: readonly string[], values?: Values): string | undefined {
  const word = (told ?? "").replaceAll("_", " ");
  return wordFor(told, words, values) ?? (toldStatusOf(word) === told ? word : undefined);
}

/** That a column has no word for a status. */
export function wordless(column: string, told: string | null): string {
  return told === null ? `${column} can't be taken back` : `${column} has no word for “${told.replaceAll("_", " ")}”`;
}
