import type { DraftItem } from "../../core/item.ts";
import { draftLetter } from "../../lib/letter/draft-letter.ts";
import { parseLetter } from "../../lib/letter/parse-letter.ts";

/** Between which instants letters are told of, in milliseconds. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** What a mailbox says of a letter besides its words. */
export interface Marks {
  flags: ReadonlySet<string>;
  /** When the server got it, in milliseconds. */
  acceptedMs: number;
  /** The folder's name. */
  folder: string;
}

/** Not sent yet, or thrown away: https://www.rfc-editor.org/rfc/rfc9051#section-2.3.2 */
export function isDiscarded(flags: ReadonlySet<string>): boolean {
  return flags.has("\\Draft") || flags.has("\\Deleted");
}

/** The Item of a letter, or of its head alone; undefined where its bytes are none. Its own date counts, unless that lies outside of the span. */
export async function toDraft(bytes: Buffer, { flags, acceptedMs, folder }: Marks, { fromMs, toMs }: Span): Promise<DraftItem | undefined> {
  const letter = await parseLetter(bytes).catch(() => undefined);
  if (letter === undefined) return undefined;
  const sentMs = letter.sent?.ms;
  const isSound = sentMs !== undefined && sentMs >= fromMs && sentMs <= toMs;
  const draft = draftLetter(letter, { source: "imap", atMs: isSound ? sentMs : acceptedMs, folder, unread: null });
  return withFlags(isSound ? draft : { ...draft, fields: { ...draft.fields, dateGuessed: true } }, flags);
}

/** A letter as the mailbox shows it now. */
export function withFlags(draft: DraftItem, flags: ReadonlySet<string>): DraftItem {
  const { answered: _answered, ...fields } = draft.fields;
  const answered = flags.has("\\Answered") && { answered: true };
  return { ...draft, fields: { ...fields, unread: !flags.has("\\Seen"), ...answered } };
}

/** What was read before, as an Item that is yet to be finished. */
export function unsealed({ contentHash: _hash, ...draft }: DraftItem & { contentHash?: string }): DraftItem {
  return draft;
}
