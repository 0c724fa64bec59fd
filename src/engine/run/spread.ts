import type { Change, Item, SourceHealth } from "../../core/item.ts";
import { changesAfter } from "./changes.ts";
import { divide, type Answer } from "./gone.ts";

/** What the work of one run is about. Items are named by their content hashes. */
export interface Spread {
  items: readonly string[];
  /** Items that the last successful run did not have. */
  news: readonly string[];
  /** What the last successful run had that is not so any more; absent where there was none. */
  earlier?: readonly string[];
  /** What became of the items' fields up to the last run, oldest first. */
  changes: readonly Change[];
  /** What each source promises of its answer. */
  answers: readonly Answer[];
  asOf: string;
  /** In which times are shown. */
  timezone: string;
}

/** The same with the items themselves, and what follows from them. */
export interface Laid {
  items: readonly Item[];
  news: readonly Item[];
  /** What the last run had of the news; absent where there was none. */
  earlier?: readonly Item[];
  /** What stood at the last run and is there no more. */
  gone: readonly Item[];
  /** What became of the items' fields lately, oldest first. */
  changes: readonly Change[];
  sources: readonly SourceHealth[];
  asOf: string;
  timezone: string;
}

/** Lays out what there is now beside what was there earlier. */
export function layOut({ answers, asOf, timezone, ...spread }: Spread, items: readonly Item[], earlier: readonly Item[]): Laid {
  const isNews = new Set(spread.news);
  const { past, gone } = divide(earlier, items, answers);
  return {
    items,
    news: items.filter((item) => isNews.has(item.contentHash)),
    ...(spread.earlier && { earlier: past }),
    gone,
    changes: changesAfter(spread.changes, past, items, asOf),
    sources: answers.map(({ health }) => health),
    ...{ asOf, timezone },
  };
}
