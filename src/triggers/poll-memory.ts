import type { CursorStore } from "../core/ports/store.ts";
import { hashOf } from "../lib/hash.ts";
import type { Look, Moment } from "./moment.ts";

/** What is kept of a view between looks, and from one start to the next. */
export interface Memory {
  /** What was seen last; absent before the first look. */
  before?: Look;
  /** Ids of moments that were told or were there from the first, oldest first. */
  known: ReadonlySet<string>;
  /** The connector's own. */
  cursor: unknown;
  /** The topics that have been looked out for: what came before a trigger was written is no news to it. */
  topics: readonly string[];
}

/** Keeps memories; what is large is only written where it has changed. */
export interface MemoryKeeper {
  load(): Promise<Memory>;
  save(memory: Memory): Promise<void>;
}

/** So many are known at least; where one look shows more, those it shows. */
const MOST_KNOWN = 5_000;
/** A part that can't be read for longer is given up, or the span that is asked for would grow without end. */
const LONGEST_GAP_MS = 24 * 3_600_000;

export function createMemoryKeeper(name: string, cursors: CursorStore): MemoryKeeper {
  let written = "";
  return {
    async load() {
      const [picture, place] = await Promise.all([cursors.load(pictureOf(name)), cursors.load(name)]);
      if (!isPicture(picture) || !isPlace(place)) return { known: new Set(), cursor: undefined, topics: [] };
      const { cursor, topics, ...seen } = place;
      written = markOf(picture);
      return { before: { ...seen, items: picture.items }, known: new Set(picture.known), cursor, topics };
    },
    // The picture first: a place that is older than it is only looked at again.
    async save({ before, known, cursor, topics }) {
      if (!before) return;
      const { items, ...seen } = before;
      const picture = { items, known: [...known] };
      const mark = markOf(picture);
      if (mark !== written) await cursors.save(pictureOf(name), picture);
      written = mark;
      await cursors.save(name, { ...seen, cursor, topics });
    },
  };
}

/** What is known after a look; what it shows is the last to be forgotten. */
export function knownAfter(known: ReadonlySet<string>, moments: readonly Moment[]): ReadonlySet<string> {
  const shown = new Set(moments.map(({ id }) => id));
  const others = [...known].filter((id) => !shown.has(id));
  return new Set([...others.slice(Math.max(0, others.length + shown.size - MOST_KNOWN)), ...shown]);
}

/** What is remembered after a look: a part that could not be read has not lost what it had, and is looked at again from where it failed. */
export function lookAfter(now: Look, before: Look | undefined): Look {
  if (now.isWhole || !before) return now;
  const earliest = new Date(Date.parse(now.at) - LONGEST_GAP_MS).toISOString();
  const at = before.at > earliest ? before.at : earliest;
  const ids = new Set(now.items.map(({ id }) => id));
  const kept = before.items.filter(({ id, ts }) => !ids.has(id) && ts >= at);
  return { ...now, items: [...now.items, ...kept], isWhole: before.isWhole, at };
}

type Picture = Pick<Look, "items"> & { known: readonly string[] };
type Place = Omit<Look, "items"> & Pick<Memory, "cursor" | "topics">;

function pictureOf(name: string): string {
  return `${name}:picture`;
}

function markOf({ items, known }: Picture): string {
  return hashOf([items.map(({ id, contentHash }) => [id, contentHash]), known]);
}

function isPicture(kept: unknown): kept is Picture {
  return typeof kept === "object" && kept !== null && "items" in kept && "known" in kept;
}

function isPlace(kept: unknown): kept is Place {
  return typeof kept === "object" && kept !== null && "at" in kept && "topics" in kept;
}
