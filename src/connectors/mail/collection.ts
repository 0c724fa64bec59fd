import type { DraftItem, Item } from "../../core/item.ts";
import type { Fetched } from "../../core/ports/outside.ts";
import { sealItem } from "../../lib/hash.ts";
import { fewFailures } from "../../lib/letter/few-failures.ts";
import { baseId, senderOf, tellApart } from "../../lib/letter/tell-apart.ts";
import { findThreads } from "../../lib/letter/threads.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import { withMarks } from "./draft.ts";
import type { Envelope, Failure } from "./envelope.ts";
import { nameOf, type Verdict } from "./read-letter.ts";

/** A letter in one of the places where it lies. */
interface Entry {
  envelope: Envelope;
  draft: DraftItem;
  /** The Item of the last fetch, where nothing but its mailbox can have changed. */
  known?: Item;
}

/** What one fetch gathers while it goes from letter to letter. */
export interface Collection {
  entries: Entry[];
  failures: Failure[];
  notes: string[];
  remarks: string[];
  later: number;
  /** Files with letters that must be looked at again. */
  unsettled: Set<string>;
}

const MOST_REMARKS = 20;
/** Letters between two turns of the loop. */
const SEALED_AT_ONCE = 200;
const SENT = /^(?:sent|outgoing|gesendet|envoyés?|enviad[oa]s|inviata|inviati|posta inviata|verzonden|skickat|sendt)(?: .*)?$/i;

/** An empty collection. */
export function startCollection(): Collection {
  return { entries: [], failures: [], notes: [], remarks: [], later: 0, unsettled: new Set() };
}

/** Adds a letter that was read before, as its mailbox shows it now. */
export function collectKnown(collection: Collection, envelope: Envelope, item: Item): void {
  collection.entries.push({ envelope, draft: withMarks(item, envelope), known: item });
}

/** Adds what became of a letter. */
export function collectVerdict(collection: Collection, envelope: Envelope, verdict: Verdict): void {
  if (verdict.kind === "read") collection.entries.push({ envelope, draft: verdict.draft });
  if (verdict.kind === "read" && verdict.draft.fields["example"] !== true) return;
  if (verdict.kind === "older" || verdict.kind === "discarded") return;
  collection.unsettled.add(envelope.path);
  if (verdict.kind === "broken") collection.remarks.push(`${nameOf(envelope)} was not read: ${verdict.reason}.`);
  if (verdict.kind === "failure") collection.failures.push(verdict.failure);
  if (verdict.kind === "later") collection.later += 1;
}

/** The letters, each once, with their conversations. `knownCopies` are places of letters that need not be read to be told as copies. */
export async function finishCollection(
  collection: Collection,
  knownCopies: ReadonlyMap<string, Item>,
): Promise<Pick<Fetched, "items" | "failures" | "notes">> {
  const merged = mergeCopies(collection.entries, knownCopies);
  // Each of these takes some milliseconds for 10,000 letters.
  await nextTurn();
  const threads = findThreads(merged.map(({ draft }) => draft));
  const items: Item[] = [];
  for (const [index, { draft, known }] of merged.entries()) {
    if (index % SEALED_AT_ONCE === 0) await nextTurn();
    items.push(seal({ ...draft, fields: { ...draft.fields, thread: threads[index] ?? null } }, known));
  }
  const { failures, notes, remarks, later } = collection;
  const laterNote = later > 0 ? [`Left out ${countOf(later, "letter")} dated after this run.`] : [];
  return { items, failures: fewFailures(failures, "file"), notes: [...notes, ...laterNote, ...fewRemarks(remarks)] };
}

/** One entry for each letter, oldest first: the copy among sent ones or in the inbox where there are several. */
function mergeCopies(entries: readonly Entry[], knownCopies: ReadonlyMap<string, Item>): Entry[] {
  const groups = Map.groupBy(entries, ({ draft }) => `${baseId(draft)}\n${draft.ts}\n${senderOf(draft)}`);
  const copiesOf = Map.groupBy(knownCopies.keys(), (key) => knownCopies.get(key)?.id ?? "");
  const merged = [...groups.values()].map((group) => {
    const [first, ...rest] = group.toSorted((a, b) => rankOf(a) - rankOf(b) || compare(a.envelope.path, b.envelope.path));
    const copies = rest.map(({ envelope }) => envelope.key).filter((key) => key !== first?.envelope.key);
    return first && mark(first, [...copies, ...(first.known ? (copiesOf.get(first.known.id) ?? []) : [])]);
  });
  const inOrder = merged
    .flatMap((entry) => entry ?? [])
    .toSorted((a, b) => compare(a.draft.ts, b.draft.ts) || compare(keyOfSender(a), keyOfSender(b)));
  return tellApart(inOrder);
}

function mark(entry: Entry, copies: readonly string[]): Entry {
  return { ...entry, draft: { ...entry.draft, fields: { ...entry.draft.fields, copies: [...new Set(copies)].toSorted().slice(0, 20) } } };
}

function seal(draft: DraftItem, known: Item | undefined): Item {
  const isSame = known?.id === draft.id && Object.entries(draft.fields).every(([name, value]) => isEqual(known.fields[name], value));
  if (isSame && Object.keys(known.fields).length === Object.keys(draft.fields).length) return known;
  const { contentHash: _contentHash, ...rest }: DraftItem & { contentHash?: string } = draft;
  return sealItem(rest);
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((value, index) => value === b[index]));
}

function rankOf({ envelope: { folder } }: Entry): number {
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  return SENT.test(name) ? 0 : name.toLowerCase() === "inbox" ? 1 : 2;
}

function keyOfSender({ draft }: Entry): string {
  return `${baseId(draft)} ${senderOf(draft)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fewRemarks(remarks: readonly string[]): string[] {
  const left = remarks.length - MOST_REMARKS;
  return left > 0 ? [...remarks.slice(0, MOST_REMARKS), `${countOf(left, "more file")} could not be read as letters.`] : [...remarks];
}
