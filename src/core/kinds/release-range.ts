import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `range`: the part of a repository's history that belongs to one release. Title is what it is called, `ts`
 * when its last change was made or its tag was; changes of kind `change` name it by its id.
 */
export const releaseRangeFields = z.object({
  /** The repository's name, as its folder is called. */
  repository: z.string(),
  /** The tag behind which it begins; null where it begins with the first change of all. */
  from: text,
  /** The tag that it ends with; null for what was not released yet. */
  to: text,
  /** How many changes belong to it. */
  changes: z.number(),
});
export type ReleaseRangeFields = z.infer<typeof releaseRangeFields>;

/** An Item with the fields of its kind. */
export interface ReleaseRange extends ReleaseRangeFields {
  item: Item;
}

/** The ranges among items of any kind; one whose fields are amiss is left out. */
export function releaseRangesIn(items: readonly Item[]): ReleaseRange[] {
  return items.flatMap((item) => {
    const parsed = item.kind === "range" ? releaseRangeFields.safeParse(item.fields) : undefined;
    return parsed?.success ? [{ item, ...parsed.data }] : [];
  });
}
