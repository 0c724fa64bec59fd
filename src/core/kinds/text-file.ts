import { z } from "zod";
import type { Item } from "../item.ts";

/**
 * The fields of an Item of kind `text_file`: a document that lies in a folder, with all of its text as its body. Title is its own, or its
 * name; `ts` is when it last changed.
 */
export const textFileFields = z.object({
  /** Relative to the workspace. */
  path: z.string(),
  words: z.number(),
  /** Why nothing of it could be read, in words; null where its text is there. */
  unread: z.string().nullable().default(null),
});
export type TextFileFields = z.infer<typeof textFileFields>;

/** An Item with the fields of its kind. */
export interface TextFile extends TextFileFields {
  item: Item;
}

/** The documents among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function textFilesIn(items: readonly Item[]): TextFile[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "text_file" ? textFileFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}
