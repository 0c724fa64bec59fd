import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import type { Item } from "../../core/item.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { collectKnown, collectVerdict, finishCollection, startCollection, type Collection } from "./collection.ts";
import type { Envelope } from "./envelope.ts";
import { NOT_THERE } from "../../lib/file-error.ts";
import { placesOf } from "../../lib/places.ts";
import { findMailboxes, type FoundMail } from "./find-mailboxes.ts";
import { listEnvelopes, type Listed } from "./list-envelopes.ts";
import { takeNewest } from "./newest.ts";
import { countByFile, cursorFor, recallPicture, type Picture, type SettledFile } from "./picture.ts";
import { loadHead, readLetter, type Span } from "./read-letter.ts";
import { DEFAULT_FOLDER, type MailOptions } from "./schema.ts";

/** Letters read side by side: enough to keep the disk busy, few enough to keep memory small. */
const SIDE_BY_SIDE = 8;
/** Known letters between two turns of the loop. */
const KNOWN_AT_ONCE = 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The letters of the last days; throws where it is told to stop. */
export async function fetchMail(context: FetchContext<MailOptions>): Promise<Fetched> {
  const { options, root, signal, window, timezone } = context;
  const toMs = Date.parse(window.to);
  const span: Span = { fromMs: toMs - options.days * DAY_MS, toMs, timezone, example: options.example };
  const found = withoutUnasked(await findMailboxes(root, options.paths, signal), context);
  const picture = recallPicture(context.picture, context.cursor, options);
  const listed = await listEnvelopes(root, found.files, picture, signal);
  const collection = startCollection();
  collection.failures.push(...found.failures, ...listed.failures);
  collection.notes.push(...found.notes);
  if (context.cursor === undefined) collection.notes.push(...firstNotes(options.paths, found));
  const { envelopes, leftOut } = await takeNewest(root, listed.envelopes, picture, span, options.max, signal);
  if (leftOut > 0) {
    collection.notes.push(`Read the newest ${countOf(options.max, "letter")} and left out ${countOf(leftOut, "older one")}.`);
  }
  const copies = await collectLetters(context, collection, { envelopes, picture, span });
  const answer = await finishCollection(collection, copies);
  const settled = leftOut > 0 ? [] : settledFiles(listed, collection.unsettled, answer.items);
  const covers = { from: new Date(span.fromMs).toISOString(), to: window.to };
  return { ...answer, covers, ...(found.missing && { missing: found.missing }), cursor: cursorFor(options, settled) };
}

/** The folder that is read where none is named need not be there; once it was, it is missed. */
function withoutUnasked(found: FoundMail, { options, picture }: FetchContext<MailOptions>): FoundMail & Pick<Fetched, "missing"> {
  const isUnasked = options.paths.join("\n") === DEFAULT_FOLDER && picture.length === 0;
  const missing = isUnasked ? found.failures.find(({ error }) => error === NOT_THERE.error) : undefined;
  return missing ? { ...found, failures: found.failures.filter((each) => each !== missing), missing } : found;
}

/** Adds every letter, reading those that are not known; returns the places of copies that are known to be such. */
async function collectLetters(
  context: FetchContext<MailOptions>,
  collection: Collection,
  { envelopes, picture, span }: { envelopes: readonly Envelope[]; picture: Picture; span: Span },
): Promise<ReadonlyMap<string, Item>> {
  const present = new Set<string>();
  for (const [index, envelope] of envelopes.entries()) {
    const item = picture.letters.get(envelope.key)?.item;
    if (item === undefined) continue;
    present.add(item.id);
    const ms = Date.parse(item.ts);
    if (ms > span.toMs) collectVerdict(collection, envelope, { kind: "later" });
    else if (ms >= span.fromMs) collectKnown(collection, envelope, item);
    if (index % KNOWN_AT_ONCE === 0) await nextTurn();
  }
  const isKnownCopy = ({ key }: Envelope): boolean => present.has(picture.copies.get(key)?.id ?? "");
  const unread = envelopes.filter((envelope) => !picture.letters.has(envelope.key) && !isKnownCopy(envelope));
  await readLetters(context, collection, unread, span);
  return new Map(
    envelopes.filter(isKnownCopy).flatMap(({ key }) => {
      const item = picture.copies.get(key);
      return item ? [[key, item] as const] : [];
    }),
  );
}

async function readLetters(
  { root, signal, progress }: FetchContext<MailOptions>,
  collection: Collection,
  envelopes: readonly Envelope[],
  span: Span,
): Promise<void> {
  for (let start = 0; start < envelopes.length; start += SIDE_BY_SIDE) {
    const some = envelopes.slice(start, start + SIDE_BY_SIDE);
    const loaded = await Promise.all(
      some.map(async (envelope) => ({
        envelope,
        head: await loadHead(root, envelope, span),
      })),
    );
    for (const { envelope, head } of loaded) {
      signal.throwIfAborted();
      collectVerdict(collection, envelope, Buffer.isBuffer(head) ? await readLetter(root, envelope, head, span) : head);
      await nextTurn();
    }
    progress(`read ${start + some.length} of ${countOf(envelopes.length, "new letter")}`);
  }
}

/** The mbox files whose letters are all told or of no interest, so that they need not be opened again while they stay as they are. */
function settledFiles(listed: Listed, unsettled: ReadonlySet<string>, items: readonly Item[]): SettledFile[] {
  const counts = countByFile(items);
  return listed.mboxes.filter(({ path }) => !unsettled.has(path)).map((file) => ({ ...file, count: counts.get(file.path) ?? 0 }));
}

/** What is worth telling once: that there is nothing, or what is not looked at. */
function firstNotes(paths: readonly string[], { files, failures, discarded }: FoundMail): string[] {
  const none = files.length === 0 && failures.length === 0 ? [`There are no letters in ${placesOf(paths)}.`] : [];
  const passed = discarded.length > 0 ? [`Did not read the mailboxes of drafts and thrown away letters: ${listOf(discarded)}.`] : [];
  return [...none, ...passed];
}
