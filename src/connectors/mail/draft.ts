import type { DraftItem, Item } from "../../core/item.ts";
import { draftLetter } from "../../lib/letter/draft-letter.ts";
import type { Letter } from "../../lib/letter/parse-letter.ts";
import type { Envelope } from "./envelope.ts";
import { marksOfHeaders, NO_MARKS, type Marks } from "./marks.ts";
import { LARGEST_BYTES } from "./read-bytes.ts";

/** When a letter happened, and whether its own date said so. */
export interface Moment {
  ms: number;
  isGuessed: boolean;
}

/** The Item of a letter; its thread is what it says itself, and copies are not known yet. */
export function draftMail(envelope: Envelope, letter: Letter, moment: Moment, isExample: boolean): DraftItem {
  const { path, offset, size, folder } = envelope;
  const { unread, answered } = marksOf(envelope, letter);
  const draft = draftLetter(letter, { source: "mail", atMs: moment.ms, folder, unread });
  return {
    ...draft,
    fields: {
      ...draft.fields,
      ...{ path, offset, size, copies: [] },
      ...(answered && { answered: true }),
      ...(moment.isGuessed && { dateGuessed: true }),
      ...(size > LARGEST_BYTES && { headOnly: true }),
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
