import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `release`, whichever service it comes from. Title is its name, body what is said of it, `ts` is when it was
 * published, `url` its page; an actor of role `author` published it.
 */
export const releaseFields = z.object({
  /** `owner/name`. */
  repository: z.string(),
  tag: z.string(),
  /** The branch or commit that it was made from. */
  target: text,
  prerelease: z.boolean(),
});
export type ReleaseFields = z.infer<typeof releaseFields>;

/** An Item with the fields of its kind. */
export interface Release extends ReleaseFields {
  item: Item;
}

/** Read once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], Release[]>();

/** The releases among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function releasesIn(items: readonly Item[]): readonly Release[] {
  const read = known.get(items) ?? items.flatMap(readRelease);
  known.set(items, read);
  return read;
}

function readRelease(item: Item): Release[] {
  const parsed = item.kind === "release" ? releaseFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
