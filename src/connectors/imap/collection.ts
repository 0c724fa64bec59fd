import type { DraftItem, Item } from "../../core/item.ts";
import { sealItem } from "../../lib/hash.ts";
import { baseId, senderOf, tellApart } from "../../lib/letter/tell-apart.ts";
import { findThreads } from "../../lib/letter/threads.ts";
import { nextTurn } from "../../lib/next-turn.ts";

/** Where a letter lies: a folder's path, and the letter's number there. */
export interface Place {
  mailbox: string;
  uid: number;
}

/** Letters, each once, wherever they lie. */
export interface Collection {
  has(key: string): boolean;
  readonly size: number;
  /** The first place of a letter is its own; those that follow are copies. */
  add(draft: DraftItem, place: Place): void;
  addCopy(key: string, place: Place): void;
  /** The newest ones with their conversations, oldest first. */
  finish(wish: { fromMs: number; max: number }): Promise<{ items: Item[]; isCut: boolean }>;
}

/** Letters between two turns of the loop. */
const SEALED_AT_ONCE = 200;
const MOST_COPIES = 20;

/** What makes two places hold the same letter: anybody could write the same Message-ID into another one. */
export function keyOf(draft: Pick<DraftItem, "source" | "fields" | "actors" | "ts">): string {
  return [baseId(draft), senderOf(draft), draft.fields["dateGuessed"] === true ? "" : draft.ts].join("\n");
}

/** An empty collection. */
export function createCollection(): Collection {
  const letters = new Map<string, { draft: DraftItem; copies: string[] }>();
  const addCopy: Collection["addCopy"] = (key, { mailbox, uid }) => void letters.get(key)?.copies.push(`${mailbox} ${uid}`);
  return {
    has: (key) => letters.has(key),
    get size() {
      return letters.size;
    },
    add(draft, place) {
      const key = keyOf(draft);
      if (letters.has(key)) addCopy(key, place);
      else letters.set(key, { draft: { ...draft, fields: { ...draft.fields, ...place } }, copies: [] });
    },
    addCopy,
    finish: ({ fromMs, max }) => finish([...letters.values()], fromMs, max),
  };
}

async function finish(
  letters: readonly { draft: DraftItem; copies: readonly string[] }[],
  fromMs: number,
  max: number,
): Promise<{ items: Item[]; isCut: boolean }> {
  const within = letters
    .filter(({ draft }) => Date.parse(draft.ts) >= fromMs)
    .toSorted((a, b) => compare(orderOf(a.draft), orderOf(b.draft)));
  const newest = tellApart(within.slice(-max));
  const threads = findThreads(newest.map(({ draft }) => draft));
  const items: Item[] = [];
  for (const [index, { draft, copies }] of newest.entries()) {
    if (index % SEALED_AT_ONCE === 0) await nextTurn();
    const fields = { ...draft.fields, copies: copies.toSorted().slice(0, MOST_COPIES), thread: threads[index] ?? null };
    items.push(sealItem({ ...draft, fields }));
  }
  return { items, isCut: within.length > max };
}

function orderOf(draft: DraftItem): string {
  return `${draft.ts} ${baseId(draft)} ${senderOf(draft)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
