import { z } from "zod";
import type { FetchContext } from "../../core/ports/outside.ts";
import { hashOf } from "../../lib/hash.ts";
import { reachOf } from "./reach.ts";
import type { GitHubOptions } from "./schema.ts";

/** A cursor stays far below 64 kB. */
const LARGEST = 40_000;

const cursorSchema = z.object({
  of: z.string(),
  from: z.string(),
  /** Where the reach began; absent where it was the window. */
  reach: z.string().optional(),
  items: z.number(),
  etags: z.record(z.string(), z.string()),
});

/** What the lists of an earlier fetch were marked with, by their paths or names, and what those of this one are. */
export interface Memory {
  known: ReadonlyMap<string, string>;
  seen: Map<string, string>;
}

/**
 * What an earlier fetch left. Nothing where it was asked for something else or for less, or where its items are not at hand: what has not
 * changed since then is told from these.
 */
export function recall({ cursor, options, picture, window }: FetchContext<GitHubOptions>): Memory {
  const left = cursorSchema.safeParse(cursor).data;
  const reach = reachOf(window, options.weeks);
  const isCovered = left !== undefined && left.from <= window.from && (left.reach ?? left.from) <= reach.from;
  const holds = isCovered && left.of === hashOf(options) && left.items === picture.length;
  return { known: new Map(holds ? Object.entries(left.etags) : []), seen: new Map() };
}

/** The marks to remember, as far as there is room. */
export function toCursor({ seen }: Memory, { options, window }: FetchContext<GitHubOptions>, items: number): unknown {
  let size = 0;
  const kept = [...seen].filter((entry) => (size += JSON.stringify(entry).length) <= LARGEST);
  return { of: hashOf(options), from: window.from, reach: reachOf(window, options.weeks).from, items, etags: Object.fromEntries(kept) };
}
