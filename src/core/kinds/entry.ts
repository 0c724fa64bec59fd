import { z } from "zod";
import type { Item } from "../item.ts";

/**
 * The fields of an Item of kind `entry`: something that was published, such as an article, a release or a notice of a service. Title and
 * body are plain text, `url` leads to it, `ts` is when it was published, or first seen where nobody says; who wrote it is an actor of role
 * `author`.
 */
export const entryFields = z.object({
  /** What the definition calls the feed that it is from. */
  feed: z.string(),
  /** What the feed calls itself; null where it has no name. */
  feedTitle: z.string().nullable(),
  categories: z.array(z.string()),
});
export type EntryFields = z.infer<typeof entryFields>;

/** An Item with the fields of its kind. */
export interface Entry extends EntryFields {
  item: Item;
}

/** The entries among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function entriesIn(items: readonly Item[]): Entry[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "entry" ? entryFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}
