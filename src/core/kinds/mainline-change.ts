import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `change`: what one step of a default branch brought, a merge with all that is in it or a commit of its
 * own. Title is what it is called, `ts` when it came there, `url` its page; actors are `author`, `merger` and `reviewer`.
 */
export const mainlineChangeFields = z.object({
  /** The repository's name, as its folder is called. */
  repository: z.string(),
  sha: z.string(),
  short: z.string(),
  branch: z.string(),
  /** True for a commit that joins a branch, with or without a fast way. */
  merge: z.boolean(),
  /** Commits that it brought, itself included. */
  commits: z.number(),
  additions: z.number(),
  deletions: z.number(),
  /** Changed files with the lines changed in each, such as `src/a.ts 12`; at most 50. */
  files: z.array(z.string()),
  /** When the first of its commits was made; null where it is a single commit. */
  firstCommitAt: text,
  authoredAt: z.string(),
  /** The number that its message gives for its pull request. */
  pullRequest: z.number().nullable(),
  /** The commit that it says it takes back. */
  reverts: text,
  /** The commit that it says it was picked from. */
  pickedFrom: text,
  bot: z.boolean(),
  /** The id of the range that it was asked for by; absent where it was by weeks. */
  range: z.string().optional(),
  /** What it, or a commit that came with it, says that it breaks. */
  breaks: z.array(z.string()).optional(),
  /** Subjects of the commits that came with it, the oldest first, but for those that only join; of a release only. */
  brings: z.array(z.string()).optional(),
  /** True for the first change of its author in this repository. */
  newAuthor: z.boolean().optional(),
});
export type MainlineChangeFields = z.infer<typeof mainlineChangeFields>;

/** An Item with the fields of its kind. */
export interface MainlineChange extends MainlineChangeFields {
  item: Item;
}

/** Read once for each list, since every stage of a report asks. */
const known = new WeakMap<readonly Item[], MainlineChange[]>();

/** The changes of default branches among items of any kind; one whose fields are amiss is left out. */
export function mainlineChangesIn(items: readonly Item[]): readonly MainlineChange[] {
  const read = known.get(items) ?? items.flatMap(readChange);
  known.set(items, read);
  return read;
}

function readChange(item: Item): MainlineChange[] {
  const parsed = item.kind === "change" ? mainlineChangeFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
