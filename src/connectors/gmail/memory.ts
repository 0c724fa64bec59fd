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

/** What is read of whose mail. */
export interface Mailbox {
  /** Its own. */
  address: string;
  selection: string;
}

/** What the last fetch left. */
export interface Memory {
  /** Absent on the first fetch. */
  historyId?: string;
  fromMs: number;
  isWhole: boolean;
  /** By Gmail's own ids. */
  letters: ReadonlyMap<string, Item>;
}

/** What need not be asked for again of the mailbox of this address, as of the end of the window: nothing where another was read before. */
export function recall({ cursor, picture, window }: FetchContext<unknown>, { address, selection }: Mailbox): Memory {
  const parsed = cursorSchema.safeParse(cursor).data;
  const windowMs = Date.parse(window.from);
  if (parsed?.address !== address) return { fromMs: windowMs, isWhole: false, letters: new Map() };
  const isSame = parsed.selection === selection;
  const toMs = Date.parse(window.to);
  const fromMs = isSame ? Date.parse(parsed.from) : Math.min(Date.parse(parsed.from), windowMs, toMs - 7 * DAY_MS);
  return {
    historyId: parsed.historyId,
    fromMs: Math.max(fromMs, Math.min(windowMs, toMs - KEPT_MS)),
    isWhole: parsed.isWhole && isSame,
    letters: new Map(picture.map((item) => [item.id.replace(/^gmail:/, ""), item])),
  };
}

/** The cursor for the next fetch. */
export function cursorFor(mailbox: Mailbox, left: { historyId: string; from: string; isWhole: boolean }): unknown {
  return { reader: READER, ...mailbox, ...left };
}

/** Which letters are asked for: also other ones where the same label is not there, or not the same any more. */
export function selectionOf({ labels = [], max }: GmailOptions, labelIds: readonly string[] = []): string {
  return hashOf([labels.toSorted(), labelIds.toSorted(), max]).slice(3, 15);
}
