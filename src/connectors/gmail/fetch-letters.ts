import type { Accounts } from "../../core/connection.ts";
import type { DraftItem, Item } from "../../core/item.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { sealItem } from "../../lib/hash.ts";
import { findThreads } from "../../lib/letter/threads.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import { openGmail, type Ask } from "./ask.ts";
import { readChanges, type Changes, type LabelChange } from "./changes.ts";
import { findLabels } from "./labels.ts";
import { listLetters } from "./listing.ts";
import { cursorFor, recall, selectionOf, type Memory } from "./memory.ts";
import { readLetters } from "./read-letters.ts";
import type { GmailOptions } from "./schema.ts";
import { labelsOf, relabelled, type Span } from "./to-draft.ts";
import { profileSchema, type Place } from "./wire.ts";

/** Letters between two turns of the loop. */
const SEALED_AT_ONCE = 200;
const EXPIRED = "Google no longer tells what changed in Gmail since the last run, so that all letters were looked up again.";

/** Reads letters by the connection that a grant means, and only what has changed where that is told. */
export async function fetchLetters(context: FetchContext<GmailOptions>, accounts: Accounts<"google">, clock: Clock): Promise<Fetched> {
  const { options, signal, window } = context;
  signal.throwIfAborted();
  const ask = await openGmail(accounts, options.connection, { ...context, clock });
  const labels = await findLabels(ask, options.labels);
  // Before all else, so that what happens meanwhile is told the next time.
  const { emailAddress: address, historyId } = await ask(profileSchema, (client) => client.users.getProfile({ userId: "me" }));
  const mailbox = { address, selection: selectionOf(options, labels.ids) };
  const memory = recall(context, mailbox);
  const span: Span = { fromMs: memory.fromMs, toMs: Date.parse(window.to) };
  const survey = await lookUp(ask, memory, span, { labels: labels.ids, max: options.max });
  const reading = await readLetters(ask, survey.unknown, span, context);
  if (reading.stop && reading.drafts.length + survey.known.length === 0) throw reading.stop;
  const isWanted = (draft: DraftItem): boolean => labels.ids === undefined || labelsOf(draft).some((label) => labels.ids?.includes(label));
  const drafts = [...survey.known, ...reading.drafts].filter(isWanted);
  const { items, isCut } = await finish(drafts, span, options.max);
  const isShort = survey.isCut || isCut;
  // What is older than the oldest letter that was kept was not looked for.
  const from = (isShort ? items[0]?.ts : undefined) ?? new Date(span.fromMs).toISOString();
  return {
    items,
    failures: [...labels.failures, ...reading.failures],
    notes: [
      ...(survey.isExpired ? [EXPIRED] : []),
      ...(isShort ? [`Read the newest ${countOf(options.max, "letter")} and left out older ones.`] : []),
    ],
    covers: { from, to: window.to },
    me: [{ email: address }],
    cursor: cursorFor(mailbox, { historyId: survey.historyId ?? historyId, from, isWhole: reading.isWhole }),
  };
}

/** What is there, before any letter is read. */
interface Survey {
  /** Where what changed was read to; absent where that was not asked for, or is not told. */
  historyId?: string;
  known: DraftItem[];
  /** Newest first. */
  unknown: Place[];
  isCut: boolean;
  isExpired: boolean;
}

/** Asks for what changed, and for all letters of the span where that is not enough to know which there are. */
async function lookUp(
  ask: Ask,
  memory: Memory,
  span: Span,
  wish: { labels?: readonly string[] | undefined; max: number },
): Promise<Survey> {
  const { historyId: since, letters } = memory;
  const changes = since === undefined ? undefined : await readChanges(ask, since, wish.labels);
  const readTo = changes && { historyId: changes.historyId };
  const isExpired = since !== undefined && changes === undefined;
  if (changes && memory.isWhole) {
    const unknown = [...changes.added.values()].filter(({ id }) => !letters.has(id));
    const kept = [...letters].filter(([id]) => !changes.deleted.has(id));
    const newest = unknown.toReversed().slice(0, wish.max);
    return {
      ...readTo,
      isExpired,
      unknown: newest,
      isCut: newest.length < unknown.length,
      known: draftsOf(kept, changes.labels),
    };
  }
  const { places, isCut } = await listLetters(ask, { fromMs: span.fromMs, ...wish });
  const kept = places.flatMap(({ id }) => withId(id, letters.get(id)));
  const labels = changes?.labels ?? (kept.length === 0 ? new Map() : await lookUpLabels(ask, span, kept));
  const unknown = places.filter(({ id }) => !letters.has(id));
  return { ...readTo, isExpired, isCut, unknown, known: draftsOf(kept, labels) };
}

type Known = readonly (readonly [id: string, item: Item])[];

/** Where nobody tells what changed: which of the known letters are unread, and which in the inbox. */
async function lookUpLabels(ask: Ask, { fromMs }: Span, known: Known): Promise<Changes["labels"]> {
  const changes = new Map<string, LabelChange[]>(known.map(([id]) => [id, []]));
  for (const label of ["UNREAD", "INBOX"]) {
    const { places } = await listLetters(ask, { fromMs, labels: [label], max: Infinity });
    const has = new Set(places.map(({ id }) => id));
    for (const [id, all] of changes) all.push(has.has(id) ? { added: [label] } : { removed: [label] });
  }
  return changes;
}

function draftsOf(known: Known, changes: Changes["labels"]): DraftItem[] {
  return known.flatMap(([id, item]) => relabelled(item, changes.get(id)) ?? []);
}

function withId(id: string, item: Item | undefined): Known {
  return item === undefined ? [] : [[id, item]];
}

/** The newest letters with their conversations, oldest first. */
async function finish(drafts: readonly DraftItem[], { fromMs }: Span, max: number): Promise<{ items: Item[]; isCut: boolean }> {
  const within = drafts.filter(({ ts }) => Date.parse(ts) >= fromMs).toSorted(byAge);
  const newest = within.slice(-max);
  const threads = findThreads(newest);
  const items: Item[] = [];
  for (const [index, draft] of newest.entries()) {
    if (index % SEALED_AT_ONCE === 0) await nextTurn();
    items.push(sealItem({ ...draft, fields: { ...draft.fields, thread: threads[index] ?? null } }));
  }
  return { items, isCut: newest.length < within.length };
}

function byAge(a: DraftItem, b: DraftItem): number {
  return a.ts === b.ts ? (a.id < b.id ? -1 : 1) : a.ts < b.ts ? -1 : 1;
}
