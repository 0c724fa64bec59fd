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

/** What is told as gone; what else is watched leaves the window when it is over. */
const TOLD: ReadonlySet<string> = new Set(["task", "instance"]);

/** When less of a kind is there than can be believed, by how many there were that are not over and how many there are. */
type Doubt = (before: number, now: number) => boolean;
/** Fewer may well end on one day. */
const isAllOfMany: Doubt = (before, now) => before >= 3 && now === 0;
/** Of these there are few, and each stays written down until it is over. */
const isMost: Doubt = (before, now) => now * 2 < before;
/** Kinds that do not end by themselves until they are over. */
const LASTING: ReadonlyMap<string, Doubt> = new Map([
  ["task", isAllOfMany],
  ["instance", isAllOfMany],
  ["mail", isAllOfMany],
  ["launch", isMost],
  ["rollout", isMost],
  ["incident", isMost],
]);
const OVER: ReadonlySet<unknown> = new Set(["done", "cancelled", "withdrawn", "failed", "resolved"]);

/** Divides what is not as it was into what has changed and what is gone. */
export function divide(earlier: readonly Item[], items: readonly Item[], answers: readonly Answer[]): Past {
  const ids = new Set(items.map((item) => item.id));
  // What one grant lost may lie with another of the same connector.
  const failed = new Set(answers.flatMap(({ health }) => (health.ok ? [] : [connectorOf(health.source)])));
  const wasLookedFor = lookedForBy(answers);
  return {
    past: earlier.filter((item) => ids.has(item.id)),
    gone: earlier.filter(
      (item) => isWatched(item) && TOLD.has(item.kind) && !ids.has(item.id) && !failed.has(item.source) && wasLookedFor(item),
    ),
  };
}

/** What there was of a kind, not being over, and what there is of it. */
export interface Vanished {
  before: number;
  now: number;
}

/** Whether things that should have lasted are not in an answer in full: a file that was moved or is being written looks just like that. Undefined where they may have ended. */
export function findVanished(expected: readonly Item[], { items, covers, failures }: Answered): Vanished | undefined {
  if (failures.length > 0) return undefined;
  const lasting = expected.filter((item) => isLasting(item) && isCovered(item, covers) && !isOvertaken(item, expected));
  const vanished = [...LASTING].flatMap(([kind, isDoubtful]): Vanished[] => {
    const [before, now] = [countIn(lasting, kind), countIn(items, kind)];
    return isDoubtful(before, now) ? [{ before, now }] : [];
  });
  return vanished.length === 0 ? undefined : vanished.reduce((a, b) => ({ before: a.before + b.before, now: a.now + b.now }));
}

type Answered = Pick<Fetched, "items" | "covers" | "failures">;

function countIn(items: readonly Item[], kind: string): number {
  return new Set(items.flatMap((item) => (item.kind === kind ? [item.id] : []))).size;
}

/** Whether a later one of the same service has reached the same stage: nobody ends what was overtaken. */
function isOvertaken({ kind, ts, fields }: Item, others: readonly Item[]): boolean {
  const isSame = (field: string, other: Item): boolean => other.fields[field] === fields[field];
  return (
    kind === "rollout" && others.some((other) => other.kind === kind && other.ts > ts && isSame("service", other) && isSame("stage", other))
  );
}

/** A source that is not believed until it says the same again. */
export function doubted(health: SourceHealth, { before, now }: Vanished): SourceHealth {
  const told = `the ${countOf(before, "thing")} that were there the last time`;
  const few = now === 0 ? `some of ${told}, got none of them` : `most of ${told}, got ${now}`;
  return {
    ...health,
    ok: false,
    error: `expected ${before === 1 ? "the one thing that was there the last time, got nothing like it" : few}`,
    hint: "If they are really gone, the next run takes that as so.",
  };
}

/** Whether it does not go by itself: a task does once it is closed, as does what is made up. */
export function isLasting({ kind, fields }: Item): boolean {
  return LASTING.has(kind) && fields["example"] !== true && !OVER.has(fields["status"]) && !OVER.has(fields["state"]);
}

/** Whether all that had an item would have brought it again: a window that has moved on says nothing about what it left behind. */
function lookedForBy(answers: readonly Answer[]): (item: Item) => boolean {
  const losers = answers.map(({ lost, covers }) => ({ lost: new Set(lost), covers }));
  return (item) => {
    const own = losers.filter(({ lost }) => lost.has(item.contentHash));
    return own.length > 0 && own.every(({ covers }) => isCovered(item, covers));
  };
}
