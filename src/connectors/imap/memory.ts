import { z } from "zod";
import type { Item } from "../../core/item.ts";
import type { FetchContext } from "../../core/ports/outside.ts";
import { hashOf } from "../../lib/hash.ts";
import { keyOf } from "./collection.ts";
import type { Folder } from "./folders.ts";
import type { FolderState } from "./open.ts";

/** Counted up whenever letters are taken apart in another way, so that none stays as it was read before. */
const READER = 1;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Letters that were read once stay so long: what is asked in a letter may wait for weeks. */
const KEPT_MS = 30 * DAY_MS;

const cursorSchema = z.object({
  reader: z.literal(READER),
  /** Whose mailbox, and where. */
  account: z.string(),
  /** Since when all letters are known, unless some are missing. */
  from: z.iso.datetime(),
  /** False where letters are missing that are in the span. */
  isWhole: z.boolean(),
  /** Which letters were asked for. */
  selection: z.string(),
  folders: z.array(
    z.object({ path: z.string(), validity: z.string(), next: z.number(), modseq: z.string().nullable(), exists: z.number() }),
  ),
});

/** What is read of whose mail. */
export interface Mailbox {
  account: string;
  selection: string;
}

/** What the last fetch left. */
export interface Memory {
  fromMs: number;
  isWhole: boolean;
  /** How far folders were, by their paths. */
  folders: ReadonlyMap<string, FolderState>;
  /** Letters by where they lay: folder, then number. */
  places: ReadonlyMap<string, ReadonlyMap<number, Item>>;
  /** The same by what they are, wherever they lay. */
  letters: ReadonlyMap<string, Item>;
}

/** What need not be asked for again, as of the end of the window: nothing where another mailbox was read before. */
export function recall({ cursor, picture, window }: FetchContext<unknown>, { account, selection }: Mailbox): Memory {
  const parsed = cursorSchema.safeParse(cursor).data;
  const windowMs = Date.parse(window.from);
  if (parsed?.account !== account) return { fromMs: windowMs, isWhole: false, folders: new Map(), places: new Map(), letters: new Map() };
  const isSame = parsed.selection === selection;
  const toMs = Date.parse(window.to);
  const fromMs = isSame ? Date.parse(parsed.from) : Math.min(Date.parse(parsed.from), windowMs, toMs - 7 * DAY_MS);
  return {
    fromMs: Math.max(fromMs, Math.min(windowMs, toMs - KEPT_MS)),
    isWhole: parsed.isWhole && isSame,
    folders: new Map(parsed.folders.map((state) => [state.path, state])),
    places: placesOf(picture),
    letters: new Map(picture.map((item) => [keyOf(item), item])),
  };
}

/** The cursor for the next fetch. */
export function cursorFor(mailbox: Mailbox, left: { from: string; isWhole: boolean; folders: readonly FolderState[] }): unknown {
  return { reader: READER, ...mailbox, ...left };
}

/** Which letters are asked for. */
export function selectionOf(folders: readonly Folder[], max: number): string {
  return hashOf([folders.map(({ path }) => path), max]).slice(3, 15);
}

function placesOf(picture: readonly Item[]): Map<string, Map<number, Item>> {
  const places = new Map<string, Map<number, Item>>();
  const put = (path: string, uid: number, item: Item): void => {
    const folder = places.get(path) ?? new Map<number, Item>();
    places.set(path, folder.set(uid, item));
  };
  for (const item of picture) {
    const { mailbox, uid, copies } = item.fields;
    if (typeof mailbox === "string" && typeof uid === "number") put(mailbox, uid, item);
    for (const copy of Array.isArray(copies) ? copies.map(String) : []) {
      const at = copy.lastIndexOf(" ");
      put(copy.slice(0, at), Number(copy.slice(at + 1)), item);
    }
  }
  return places;
}
