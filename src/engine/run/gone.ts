import type { Coverage, Item, SourceHealth } from "../../core/item.ts";
import type { Fetched } from "../../core/ports/outside.ts";
import { connectorOf } from "../../analysis/source.ts";
import { isCovered } from "../../lib/coverage.ts";
import { countOf } from "../../lib/text.ts";
import { isWatched } from "./changes.ts";

/** What an answer promises, for telling what is gone from what is only out of sight. */
export interface Answer {
  health: SourceHealth;
  /** The span whose items it brought, where it does not bring all there are. */
  covers?: Coverage;
  /** Content hashes of what the same grant had at the last successful run, and that nobody has now. */
  lost: readonly string[];
}

/** What the last successful run had, against what there is now. */
export interface Past {
  /** Items that are there still, as they were. */
  past: Item[];
  /** Items that are there no more, although whoever had them answered in full and would have brought them. */
  gone: Item[];
}

/** Fewer things may well end on one day. */
const MANY = 3;
/** Kinds that do not end by themselves; a task does once it is closed. What else is watched leaves the window when it is over. */
const LASTING: ReadonlySet<string> = new Set(["task", "instance", "mail"]);
const CLOSED: ReadonlySet<unknown> = new Set(["done", "cancelled"]);

/** Divides what is not as it was into what has changed and what is gone. */
export function divide(earlier: readonly Item[], items: readonly Item[], answers: readonly Answer[]): Past {
  const ids = new Set(items.map((item) => item.id));
  // What one grant lost may lie with another of the same connector.
  const failed = new Set(answers.flatMap(({ health }) => (health.ok ? [] : [connectorOf(health.source)])));
  const wasLookedFor = lookedForBy(answers);
  return {
    past: earlier.filter((item) => ids.has(item.id)),
    gone: earlier.filter(
      (item) => isWatched(item) && LASTING.has(item.kind) && !ids.has(item.id) && !failed.has(item.source) && wasLookedFor(item),
    ),
  };
}

/** Whether an answer in full brought nothing of what lasts: a folder that was moved or is being written looks just like that. */
export function isBare({ items, failures }: Pick<Fetched, "items" | "failures">): boolean {
  return failures.length === 0 && !items.some(({ kind }) => LASTING.has(kind));
}

/** How many things that should have lasted were there before an answer without any; undefined where they are so few that they may have ended. */
export function findVanished(expected: readonly Item[], covers: Coverage | undefined): number | undefined {
  const lasting = expected.filter((item) => isLasting(item) && isCovered(item, covers));
  const { size } = new Set(lasting.map((item) => item.id));
  return size >= MANY ? size : undefined;
}

/** A source that is not believed until it says the same again. */
export function doubted(health: SourceHealth, vanished: number): SourceHealth {
  return {
    ...health,
    ok: false,
    error: `expected some of the ${countOf(vanished, "thing")} that were there the last time, got none of them`,
    hint: "If they are really gone, the next run takes that as so.",
  };
}

/** Whether it does not go by itself: a task does once it is closed, as does what is made up. */
export function isLasting({ kind, fields }: Item): boolean {
  return LASTING.has(kind) && fields["example"] !== true && !CLOSED.has(fields["status"]);
}

/** Whether all that had an item would have brought it again: a window that has moved on says nothing about what it left behind. */
function lookedForBy(answers: readonly Answer[]): (item: Item) => boolean {
  const losers = answers.map(({ lost, covers }) => ({ lost: new Set(lost), covers }));
  return (item) => {
    const own = losers.filter(({ lost }) => lost.has(item.contentHash));
    return own.length > 0 && own.every(({ covers }) => isCovered(item, covers));
  };
}
