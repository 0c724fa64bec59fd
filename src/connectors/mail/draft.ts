import type { DraftItem, Item } from "../../core/item.ts";
import { hashOfBytes } from "../../lib/hash.ts";
import type { Envelope } from "./envelope.ts";
import type { Letter } from "./parse-letter.ts";
import { LARGEST_BYTES } from "./read-bytes.ts";
import { findBounced, findBulk, marksOfHeaders, NO_MARKS, type Marks } from "./traits.ts";
import { withShortQuotes } from "./short-quotes.ts";
import { findQuoteSpans } from "./zones.ts";

/** When a letter happened, and whether its own date said so. */
export interface Moment {
  ms: number;
  isGuessed: boolean;
}

/** The Item of a letter; its thread is what it says itself, and copies are not known yet. */
export function draftMail(envelope: Envelope, letter: Letter, moment: Moment, isExample: boolean): DraftItem {
  const messageId = letter.messageId ?? unnamed(letter);
  const instant = new Date(moment.ms).toISOString();
  const from = letter.actors.find((actor) => actor.role === "from")?.email;
  const marks = marksOf(envelope, letter);
  const bounced = findBounced(letter.headers, letter.report);
  return {
    id: `mail:${messageId}`,
    source: "mail",
    kind: "mail",
    title: letter.subject,
    ...withShortQuotes(letter.body, findQuoteSpans(letter.body)),
    ts: instant,
    updatedAt: instant,
    actors: letter.actors,
    fields: {
      messageId,
      thread: letter.references[0] ?? letter.inReplyTo ?? messageId,
      inReplyTo: letter.inReplyTo ?? letter.references.at(-1) ?? null,
      folder: envelope.folder,
      unread: marks.unread,
      bulk: findBulk(letter.headers, from),
      offsetMinutes: letter.sent?.offsetMinutes ?? null,
      attachments: letter.attachments,
      bounced,
      bouncedId: bounced === null ? null : (letter.returnedId ?? null),
      inviteUid: letter.invitation?.uid ?? null,
      inviteStart: letter.invitation?.start ?? null,
      path: envelope.path,
      offset: envelope.offset,
      size: envelope.size,
      copies: [],
      ...(marks.answered && { answered: true }),
      ...(moment.isGuessed && { dateGuessed: true }),
      ...(envelope.size > LARGEST_BYTES && { headOnly: true }),
      ...(isExample && { example: true }),
    },
  };
}

/** What the mailbox says of a letter; only an mbox says it in the letter's own head. */
export function marksOf(envelope: Envelope, letter: Letter): Marks {
  return envelope.marks ?? (envelope.offset === null ? NO_MARKS : marksOfHeaders(letter.headers));
}

/** An Item as its mailbox shows it now. */
export function withMarks(item: Item, { path, folder, marks }: Envelope): DraftItem {
  const { answered: _answered, ...fields } = item.fields;
  const unread = marks ? marks.unread : (item.fields["unread"] ?? null);
  const isAnswered = marks ? marks.answered : item.fields["answered"] === true;
  return { ...item, fields: { ...fields, path, folder, unread, ...(isAnswered && { answered: true }) } };
}

/** Stands for the Message-ID of a letter that has none. */
function unnamed({ headers }: Letter): string {
  const marks = ["date", "from", "subject"].map((name) => headers.get(name) ?? "");
  return `unnamed.${hashOfBytes(marks.join("\n")).slice(3, 19)}`;
}
