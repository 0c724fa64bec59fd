import { z } from "zod";
import type { Item } from "../../core/item.ts";
import { hashOfBytes } from "../../lib/hash.ts";
import { keyOf } from "./envelope.ts";

/** Counted up whenever letters are taken apart in another way, so that none stays as it was read before. */
const READER = 2;
/** What is remembered must stay small; an mbox beyond these is read through each time. */
const MOST_FILES = 400;

const cursorSchema = z.object({
  reader: z.literal(READER),
  days: z.number(),
  max: z.number(),
  files: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])),
});

/** A letter that was read before, and where it lay. */
export interface KnownLetter {
  item: Item;
  path: string;
  offset: number | null;
  size: number;
}

/** What need not be read again. */
export interface Picture {
  /** By the key of where they lie. */
  letters: ReadonlyMap<string, KnownLetter>;
  /** Keys of places that hold another copy of a known letter. */
  copies: ReadonlyMap<string, Item>;
  /** Letters and copies in each file, by path. */
  counts: ReadonlyMap<string, number>;
  files: Readonly<Record<string, readonly [size: number, changedMs: number, count: number]>>;
}

/** How an mbox file was when all of its letters were understood. */
export interface SettledFile {
  path: string;
  size: number;
  changedMs: number;
  count: number;
}

/** What the last fetch left; nothing where it read in another way. Made-up letters are read anew, since they move with the days. */
export function recallPicture(items: readonly Item[], cursor: unknown, options: { days: number; max: number }): Picture {
  const parsed = cursorSchema.safeParse(cursor);
  const letters = new Map<string, KnownLetter>();
  const copies = new Map<string, Item>();
  const isSame = parsed.success && parsed.data.days === options.days && parsed.data.max === options.max;
  for (const item of parsed.success ? items : []) {
    const place = findPlace(item);
    if (place === undefined || item.fields["example"] === true) continue;
    letters.set(keyOf(place.path, place.offset, place.size), place);
    for (const copy of copiesOf(item)) copies.set(copy, item);
  }
  return { letters, copies, counts: countByFile(items), files: isSame ? parsed.data.files : {} };
}

/** How many letters and copies of letters lie in each mbox. */
export function countByFile(items: readonly Item[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const places = [findPlace(item)?.path ?? "", ...copiesOf(item).map((copy) => copy.slice(0, copy.lastIndexOf("#")))];
    for (const path of places) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return counts;
}

/** Whether an mbox is as it was when all in it was understood, so that what is known of it is all that there is. */
export function isUnchanged(picture: Picture, path: string, size: number, changedMs: number): boolean {
  const known = picture.files[printOf(path)];
  return known?.[0] === size && known[1] === changedMs && known[2] === (picture.counts.get(path) ?? 0);
}

/** The cursor for the next fetch. */
export function cursorFor(options: { days: number; max: number }, settled: readonly SettledFile[]): unknown {
  const files = settled.slice(0, MOST_FILES).map(({ path, size, changedMs, count }) => [printOf(path), [size, changedMs, count]] as const);
  return { reader: READER, days: options.days, max: options.max, files: Object.fromEntries(files) };
}

/** Guarded by hand: a schema would take longer over thousands of letters than all else. */
function findPlace(item: Item): KnownLetter | undefined {
  const { path, offset, size } = item.fields;
  const isPlace = typeof path === "string" && typeof size === "number" && (offset === null || typeof offset === "number");
  return isPlace ? { item, path, offset, size } : undefined;
}

function copiesOf({ fields: { copies } }: Item): readonly string[] {
  return typeof copies === "object" && copies !== null ? copies : [];
}

function printOf(path: string): string {
  return hashOfBytes(path).slice(3, 13);
}
