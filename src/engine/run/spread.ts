import type { Change, Item, SourceHealth } from "../../core/item.ts";
import { connectorOf } from "../../analysis/source.ts";
import { changesAfter, isWatched } from "./changes.ts";

/** What the work of one run is about. Items are named by their content hashes. */
export interface Spread {
  items: readonly string[];
  /** Items that the last successful run did not have. */
  news: readonly string[];
  /** What the last successful run had that is not so any more; absent where there was none. */
  earlier?: readonly string[];
  /** What became of the items' fields up to the last run, oldest first. */
  changes: readonly Change[];
  sources: readonly SourceHealth[];
  asOf: string;
}

/** The same with the items themselves, and what follows from them. */
export interface Laid {
  items: readonly Item[];
  news: readonly Item[];
  /** What the last run had of the news; absent where there was none. */
  earlier?: readonly Item[];
  /** What stood at the last run and is there no more, of sources that answered in full. */
  gone: readonly Item[];
  /** What became of the items' fields lately, oldest first. */
  changes: readonly Change[];
  sources: readonly SourceHealth[];
  asOf: string;
}

/** Lays out what there is now beside what was there earlier. */
export function layOut({ sources, asOf, ...spread }: Spread, items: readonly Item[], earlier: readonly Item[]): Laid {
  const isNews = new Set(spread.news);
  const ids = new Set(items.map((item) => item.id));
  const failed = new Set(sources.flatMap((health) => (health.ok ? [] : [connectorOf(health.source)])));
  const past = earlier.filter((item) => ids.has(item.id));
  return {
    items,
    news: items.filter((item) => isNews.has(item.contentHash)),
    ...(spread.earlier && { earlier: past }),
    gone: earlier.filter((item) => isWatched(item) && !ids.has(item.id) && !failed.has(item.source)),
    changes: changesAfter(spread.changes, past, items, asOf),
    sources,
    asOf,
  };
}
