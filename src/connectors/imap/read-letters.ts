import type { FetchMessageObject, MessageStructureObject } from "imapflow";
import type { Item } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import { keyOf, type Collection } from "./collection.ts";
import type { Folder } from "./folders.ts";
import type { Session } from "./open.ts";
import { bytesOfParts, partsToRead, type WantedPart } from "./structure.ts";
import { isDiscarded, toDraft, withFlags, unsealed, type Marks, type Span } from "./to-draft.ts";

/** What reading gathers, and how it is watched. */
export interface Reading extends Pick<FetchContext<unknown>, "signal" | "progress"> {
  span: Span;
  /** Letters that were read before, by their keys. */
  letters: ReadonlyMap<string, Item>;
  collection: Collection;
  failures: Fetched["failures"][number][];
}

/** A letter whose words are to be read. */
interface Wanted {
  uid: number;
  size: number;
  marks: Marks;
}

const HEADS_AT_ONCE = 500;
/** What a letter says of itself before its words are asked for. */
const HEAD = ["message-id", "date", "from", "sender", "subject"];
/** Letters up to this size, in bytes, come whole: most do. */
const SMALL_BYTES = 64 * 1024;
const SMALL_AT_ONCE = 100;
const LARGE_AT_ONCE = 20;
const MOST_OF_HEAD = 128 * 1024;

/** Reads letters of the open folder, the newest first; resolves with the numbers of those that came after the span. */
export async function readLetters(session: Session, folder: Folder, uids: readonly number[], reading: Reading): Promise<number[]> {
  const later: number[] = [];
  const newestFirst = uids.toReversed();
  for (const [index, some] of inGroups(newestFirst, HEADS_AT_ONCE).entries()) {
    const heads = await session.fetch(some.join(","), { uid: true, flags: true, internalDate: true, size: true, headers: HEAD });
    const wanted: Wanted[] = [];
    for (const head of heads.toSorted((a, b) => b.uid - a.uid)) {
      const verdict = await judge(head, folder, reading);
      if (verdict === "later") later.push(head.uid);
      else if (verdict !== "done") wanted.push(verdict);
      await nextTurn();
    }
    await readWords(session, folder, wanted, reading);
    const done = Math.min((index + 1) * HEADS_AT_ONCE, uids.length);
    reading.progress(`read ${countOf(done, "letter")} of ${uids.length} in ${folder.path}`);
  }
  return later;
}

/** A letter that is known, wherever it lay, is not read again. */
async function judge(head: FetchMessageObject, folder: Folder, reading: Reading): Promise<"later" | "done" | Wanted> {
  const { uid, flags = new Set(), internalDate, size = Infinity, headers = Buffer.alloc(0) } = head;
  const { span, collection, letters } = reading;
  const marks = { flags, acceptedMs: internalDate instanceof Date ? internalDate.getTime() : span.toMs, folder: folder.name };
  if (isDiscarded(flags) || marks.acceptedMs < span.fromMs) return "done";
  if (marks.acceptedMs > span.toMs) return "later";
  const draft = await toDraft(headers, marks, span);
  if (draft === undefined) return (broken(uid, folder, reading), "done");
  const key = keyOf(draft);
  const known = letters.get(key);
  if (!collection.has(key) && known === undefined) return { uid, size, marks };
  const place = { mailbox: folder.path, uid };
  if (known === undefined || collection.has(key)) collection.addCopy(key, place);
  else collection.add(withFlags({ ...unsealed(known), fields: { ...known.fields, folder: folder.name } }, flags), place);
  return "done";
}

async function readWords(session: Session, folder: Folder, wanted: readonly Wanted[], reading: Reading): Promise<void> {
  const byUid = new Map(wanted.map((each) => [each.uid, each]));
  const take = async (uid: number, bytes: Buffer | undefined): Promise<void> => {
    const marks = byUid.get(uid)?.marks;
    if (marks === undefined || bytes === undefined) return;
    reading.signal.throwIfAborted();
    const draft = await toDraft(bytes, marks, reading.span);
    if (draft) reading.collection.add(draft, { mailbox: folder.path, uid });
    else broken(uid, folder, reading);
    await nextTurn();
  };
  const small = wanted.filter(({ size }) => size <= SMALL_BYTES).map(({ uid }) => uid);
  for (const some of inGroups(small, SMALL_AT_ONCE)) {
    const letters = await session.fetch(some.join(","), { uid: true, source: { start: 0, maxLength: SMALL_BYTES } });
    for (const { uid, source } of letters) await take(uid, source);
  }
  const large = wanted.filter(({ size }) => size > SMALL_BYTES).map(({ uid }) => uid);
  await readLarge(session, large, take);
}

/** Letters that have the same parts to read are asked for together. */
async function readLarge(
  session: Session,
  uids: readonly number[],
  take: (uid: number, bytes: Buffer | undefined) => Promise<void>,
): Promise<void> {
  for (const some of inGroups(uids, LARGE_AT_ONCE)) {
    const heads = await session.fetch(some.join(","), {
      ...{ uid: true, bodyStructure: true },
      bodyParts: [{ key: "HEADER", start: 0, maxLength: MOST_OF_HEAD }],
    });
    const known = heads.flatMap((head) => taken(head) ?? []);
    for (const alike of Map.groupBy(known, ({ parts }) => JSON.stringify(parts)).values()) {
      const bodyParts = alike[0]?.parts ?? [];
      const query = { uid: true, ...(bodyParts.length > 0 && { bodyParts }) };
      const bodies = await session.fetch(alike.map(({ uid }) => uid).join(","), query);
      const byUid = new Map(bodies.map((body) => [body.uid, body.bodyParts]));
      for (const { uid, head, structure } of alike) {
        if (byUid.has(uid)) await take(uid, bytesOfParts(head, structure, byUid.get(uid) ?? new Map()));
      }
    }
  }
}

interface Taken {
  uid: number;
  head: Buffer;
  structure: MessageStructureObject;
  parts: WantedPart[];
}

function taken({ uid, headers = Buffer.alloc(0), bodyStructure: structure }: FetchMessageObject): Taken | undefined {
  return structure && { uid, head: headers, structure, parts: partsToRead(structure) };
}

function broken(uid: number, { path }: Folder, { failures }: Reading): void {
  failures.push({
    what: `the letter ${uid} in ${path}`,
    error: "it is no letter that can be understood",
    hint: "Look for it in your mail program; the others are told.",
  });
}

function inGroups<Value>(values: readonly Value[], size: number): Value[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size));
}
