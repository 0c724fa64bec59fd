import type { Item } from "../../core/item.ts";
import type { Collection } from "./collection.ts";
import type { Folder } from "./folders.ts";
import type { Memory } from "./memory.ts";
import type { FolderState, Session } from "./open.ts";
import { readLetters, type Reading } from "./read-letters.ts";
import { isDiscarded, unsealed, withFlags } from "./to-draft.ts";

/** What became of a folder. */
export interface FolderRead {
  /** From where the next fetch goes on. */
  state: FolderState;
  /** There are older letters in the span. */
  isCut: boolean;
}

/** Letters are looked for by whole days, in whatever zone the server has. */
const DAY_MS = 24 * 60 * 60 * 1_000;

type Flags = ReadonlyMap<number, ReadonlySet<string>>;

/** Reads what is new in a folder; of letters that are known only whether they are still there, and what they are marked with. */
export async function readFolder(session: Session, folder: Folder, memory: Memory, max: number, reading: Reading): Promise<FolderRead> {
  const now = await session.open(folder.path);
  const before = memory.folders.get(folder.path);
  const isSame = before?.validity === now.validity;
  const known = (isSame && memory.places.get(folder.path)) || new Map<number, Item>();
  if (isSame && memory.isWhole && isUnchanged(before, now)) {
    keep(known, folder, reading.collection);
    return { state: now, isCut: false };
  }
  const found = await session.search(reading.span.fromMs - DAY_MS);
  const newest = found.slice(-max);
  const flags = isSame ? await readFlags(session, known, before, now) : new Map<number, ReadonlySet<string>>();
  const there = new Set(newest);
  keep(new Map([...known].filter(([uid]) => there.has(uid))), folder, reading.collection, flags);
  const from = isSame && memory.isWhole ? before.next : 0;
  // One that was no letter to tell of may have become one: its marks have changed.
  const isNews = (uid: number): boolean => !known.has(uid) && (uid >= from || (before?.modseq !== null && flags.has(uid)));
  const later = await readLetters(session, folder, newest.filter(isNews), reading);
  return { state: { ...now, next: Math.min(now.next, ...later) }, isCut: newest.length < found.length };
}

/** What a folder held that can't be looked into now. */
export function keepFolder(folder: Folder, { places }: Memory, collection: Collection): void {
  keep(places.get(folder.path) ?? new Map(), folder, collection);
}

/** https://www.rfc-editor.org/rfc/rfc7162#section-3.1.2.1 ; letters that are removed for good may leave the count of changes as it is. */
function isUnchanged(before: FolderState, now: FolderState): boolean {
  return now.modseq !== null && now.modseq === before.modseq && now.next === before.next && now.exists === before.exists;
}

/** Marks of known letters: of those that have changed where the server counts changes, else of all. */
async function readFlags(session: Session, known: ReadonlyMap<number, Item>, before: FolderState, now: FolderState): Promise<Flags> {
  const counts = before.modseq !== null && now.modseq !== null;
  if (counts ? before.modseq === now.modseq : known.size === 0) return new Map();
  const first = counts ? 1 : Math.min(...known.keys());
  const range = `${first}:${Math.max(before.next - 1, first)}`;
  const told = await session.fetch(range, { uid: true, flags: true }, ...(before.modseq !== null && counts ? [before.modseq] : []));
  return new Map(told.map(({ uid, flags = new Set() }) => [uid, flags]));
}

function keep(known: ReadonlyMap<number, Item>, folder: Folder, collection: Collection, flags: Flags = new Map()): void {
  for (const [uid, item] of known) {
    const marks = flags.get(uid);
    if (marks && isDiscarded(marks)) continue;
    const draft = { ...unsealed(item), fields: { ...item.fields, folder: folder.name } };
    // The marks of the place that a letter is told of by are its own.
    collection.add(marks ? withFlags(draft, marks) : draft, { mailbox: folder.path, uid });
  }
}
