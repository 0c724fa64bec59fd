import { z } from "zod";
import type { Item } from "../../core/item.ts";
import type { FetchContext } from "../../core/ports/outside.ts";
import { hashOf } from "../../lib/hash.ts";
import type { GmailOptions } from "./schema.ts";

/** Counted up whenever letters are taken apart in another way, so that none stays as it was read before. */
const READER = 1;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Letters that were read once stay so long: what is asked in a letter may wait for weeks. */
const KEPT_MS = 30 * DAY_MS;

const cursorSchema = z.object({
  reader: z.literal(READER),
  /** Where the mailbox's history was read to. */
  historyId: z.string(),
  /** The mailbox's own. */
  address: z.string(),
  /** Since when all letters are known, unless some are missing. */
  from: z.iso.datetime(),
  /** False where letters are missing that are in the span. */
  isWhole: z.boolean(),
  /** Which letters were asked for. */
  selection: z.string(),
});

/** What the last fetch left. */
export interface Memory {
  /** Absent on the first fetch. */
  historyId?: string;
  address?: string;
  fromMs: number;
  isWhole: boolean;
  /** By Gmail's own ids. */
  letters: ReadonlyMap<string, Item>;
}

/** What need not be asked for again, as of the end of the window. */
export function recall({ cursor, picture, window, options }: FetchContext<GmailOptions>): Memory {
  const parsed = cursorSchema.safeParse(cursor).data;
  const windowMs = Date.parse(window.from);
  if (parsed === undefined) return { fromMs: windowMs, isWhole: false, letters: new Map() };
  const isSame = parsed.selection === selectionOf(options);
  const from = isSame ? Date.parse(parsed.from) : Math.min(windowMs, Date.parse(window.to) - 7 * DAY_MS);
  return {
    historyId: parsed.historyId,
    address: parsed.address,
    fromMs: Math.max(from, Date.parse(window.to) - KEPT_MS),
    isWhole: parsed.isWhole && isSame,
    letters: new Map(picture.map((item) => [item.id.replace(/^gmail:/, ""), item])),
  };
}

/** The cursor for the next fetch. */
export function cursorFor(options: GmailOptions, left: { historyId: string; address: string; from: string; isWhole: boolean }): unknown {
  return { reader: READER, selection: selectionOf(options), ...left };
}

function selectionOf({ connection = "", labels = [], max }: GmailOptions): string {
  return hashOf([connection, labels.toSorted(), max]).slice(3, 15);
}
