import type { Item, SourceHealth, Window } from "../../core/item.ts";
import { connectorOf } from "../../analysis/source.ts";
import { countOf } from "../../lib/text.ts";
import { isWatched } from "./changes.ts";

/** What an answer promises, for telling what is gone from what is only out of sight. */
export interface Answer {
  health: SourceHealth;
  /** The span whose items it brought, where it does not bring all there are. */
  covers?: Window;
}

/** What the last successful run had, against what there is now. */
export interface Past {
  /** Items that are there still, as they were. */
  past: Item[];
  /** Items that are there no more, although whoever had them answered in full and would have brought them. */
  gone: Item[];
  /** How the sources stand: one of which everything vanished at once is not believed until it says so again. */
  health: SourceHealth[];
}

/** Fewer things may well end on one day. */
const MANY = 3;

/** Divides what is not as it was into what has changed and what is gone. */
export function divide(earlier: readonly Item[], items: readonly Item[], answers: readonly Answer[]): Past {
  const ids = new Set(items.map((item) => item.id));
  const failed = connectorsOf(answers.filter(({ health }) => !health.ok));
  const away = earlier.filter((item) => isWatched(item) && !ids.has(item.id) && !failed.has(item.source) && isCovered(item, answers));
  const present = new Set(items.filter(isWatched).map((item) => item.source));
  const counts = new Map([...Map.groupBy(away, ({ source }) => source)].map(([source, list]) => [source, list.length]));
  const emptied = new Map([...counts].filter(([source, count]) => count >= MANY && !present.has(source)));
  return {
    past: earlier.filter((item) => ids.has(item.id)),
    gone: away.filter((item) => !emptied.has(item.source)),
    health: answers.map(({ health }) => doubted(health, emptied.get(connectorOf(health.source)))),
  };
}

function connectorsOf(answers: readonly Answer[]): Set<string> {
  return new Set(answers.map(({ health }) => connectorOf(health.source)));
}

/** Whether one of its source's answers would have brought an item: a window that has moved on says nothing about what it left behind. */
function isCovered({ source, ts }: Item, answers: readonly Answer[]): boolean {
  const own = answers.filter(({ health }) => connectorOf(health.source) === source);
  return own.some(({ covers }) => covers === undefined || (covers.from <= ts && ts < covers.to));
}

function doubted(health: SourceHealth, vanished: number | undefined): SourceHealth {
  if (vanished === undefined || !health.ok) return health;
  return {
    ...health,
    ok: false,
    error: `expected some of the ${countOf(vanished, "thing")} that were there the last time, got none of them`,
    hint: "If they are really gone, the next run takes that as so.",
  };
}
