import { z } from "zod";
import type { Item } from "../item.ts";

/** How changed lines are written in a field: `from-to path`, both from 1 and inclusive; `0-0 path` where no line of it is left or known. */
const hunk = z.string().transform((text) => {
  const [, from = "0", to = "0", path = text] = /^(\d+)-(\d+) (.*)$/s.exec(text) ?? [];
  return { path, from: Number(from), to: Number(to) };
});

/**
 * The fields of an Item of kind `ci_change`: one commit of a branch on which checks began to fail, with what it changed. Title is its subject,
 * the body the lines that went and came (`-`, `+`), those of each file below its path where there are several, cut where they are many; `ts` is
 * when it was made; an actor of role `author` wrote it.
 */
export const ciChangeFields = z.object({
  repository: z.string(),
  branch: z.string(),
  sha: z.string(),
  /** The commit that it follows on the branch. */
  parent: z.string().nullable(),
  /** The commit that it takes back. */
  reverts: z.string().nullable(),
  hunks: z.array(hunk),
});

/** An Item with the fields of its kind. */
export interface CiChange extends z.infer<typeof ciChangeFields> {
  readonly item: Item;
}

/** Read once for each list. */
const known = new WeakMap<readonly Item[], CiChange[]>();

/** The commits among items of any kind; one whose fields are amiss is left out. */
export function ciChangesIn(items: readonly Item[]): readonly CiChange[] {
  const read = known.get(items) ?? items.flatMap(readCiChange);
  known.set(items, read);
  return read;
}

function readCiChange(item: Item): CiChange[] {
  const parsed = item.kind === "ci_change" ? ciChangeFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
