import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `document`: one that somebody has changed or shared, whichever service it comes from. Title is its name,
 * `ts` is when that happened last, `url` its page; actors are `owner`, `editor` and `sharer`. All instants are UTC.
 */
export const documentFields = z.object({
  /** The service's own id. */
  document: z.string(),
  /** What it is, such as `document`, `spreadsheet` or `file`. */
  type: z.string(),
  /** When its content last changed, and who did that: null where the service does not tell. */
  modifiedAt: z.string(),
  modifiedBy: text,
  /** When it was shared with me; null where it was not. */
  sharedAt: text,
});
export type DocumentFields = z.infer<typeof documentFields>;

/**
 * The fields of an Item of kind `comment`: what was written beside a document to somebody who is named in it, and is not settled yet. Title
 * is its first words, `ts` is when I was named last; body is what it stands beside, in `quoteSpans`, and what was written; actors are
 * `from` and `mentioned`.
 */
export const commentFields = z.object({
  /** The service's ids of the document and, within it, of the comment. */
  document: z.string(),
  comment: z.string(),
  documentTitle: z.string(),
  /** Answers to it. */
  replies: z.number(),
  /** True where I have answered since. */
  answered: z.boolean(),
  /** True where it was made a task of mine. */
  assigned: z.boolean(),
});
export type CommentFields = z.infer<typeof commentFields>;

/** Items with the fields of their kind. */
export interface Document extends DocumentFields {
  item: Item;
}
export interface Comment extends CommentFields {
  item: Item;
}

/** The documents among items of any kind; one whose fields are amiss is left out. */
export function documentsIn(items: readonly Item[]): Document[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "document" ? documentFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}

/** The comments among items of any kind; one whose fields are amiss is left out. */
export function commentsIn(items: readonly Item[]): Comment[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "comment" ? commentFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}
