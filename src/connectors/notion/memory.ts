import { z } from "zod";
import type { Item } from "../../core/item.ts";
import type { FetchContext } from "../../core/ports/outside.ts";
import { hashOf } from "../../lib/hash.ts";
import type { NotionOptions } from "./schema.ts";

/**
 * Notion dates changes by the minute (https://developers.notion.com/changelog/last-edited-time-is-now-rounded-to-the-nearest-minute): what was
 * read so soon after one may have changed again since, with the same time.
 */
const OVERLAP_MS = 5 * 60_000;
/** A cursor stays far below 64 kB. */
const MOST_UNREAD = 500;

const cursorSchema = z.object({ of: z.string(), readAt: z.iso.datetime(), unread: z.array(z.string()), people: z.unknown() });

/** What an earlier fetch left. */
export interface Memory {
  people: unknown;
  /** The text of a page that has surely not changed since; undefined where it has to be read. */
  textOf(item: string, changedAt: string): string | undefined;
  /** The same of a page whose text could not be read now, however old it is. */
  lastTextOf(item: string): string | undefined;
}

/** Nothing is remembered of a fetch that asked for something else. */
export function recall({ cursor, options, picture }: FetchContext<NotionOptions>): Memory {
  const left = cursorSchema.safeParse(cursor).data;
  if (left?.of !== hashOf(options)) return { people: left?.people, textOf: () => undefined, lastTextOf: () => undefined };
  const known = new Map(picture.map((item) => [item.id, item]));
  const settled = new Date(Date.parse(left.readAt) - OVERLAP_MS).toISOString();
  const unread = new Set(left.unread);
  const isSame = (item: Item | undefined, changedAt: string): boolean => item?.updatedAt === changedAt && changedAt < settled;
  return {
    people: left.people,
    textOf: (id, changedAt) => (isSame(known.get(id), changedAt) && !unread.has(id) ? known.get(id)?.body : undefined),
    lastTextOf: (id) => known.get(id)?.body,
  };
}

/** What is left for the next fetch; `unread` are the ids of Items whose text is still to be read. */
export function toCursor({ options, window }: FetchContext<NotionOptions>, unread: readonly string[], people: unknown): unknown {
  return { of: hashOf(options), readAt: window.to, unread: unread.slice(0, MOST_UNREAD), people };
}
