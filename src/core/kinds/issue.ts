import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `issue`, whichever service it comes from. Title and body are its own, `ts` is when it was opened, `url` its
 * page; actors are `author` and `assignee`, each with the account, such as `github:octocat`. All instants are UTC.
 */
export const issueFields = z.object({
  /** `owner/name`. */
  repository: z.string(),
  number: z.number(),
  state: z.enum(["open", "closed"]),
  /** Why it was closed, in the service's own words, such as `not_planned`. */
  reason: text,
  labels: z.array(z.string()),
  milestone: text,
  comments: z.number(),
  closedAt: text,
  /** True where the one who asked is named in it. */
  mentionsViewer: z.boolean(),
  /** True where a program opened it. */
  bot: z.boolean(),
  /** The account that asked, such as `github:octocat`; null for an app, which is nobody. */
  viewer: text,
});
export type IssueFields = z.infer<typeof issueFields>;

/** An Item with the fields of its kind. */
export interface Issue extends IssueFields {
  item: Item;
}

/** Read once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], Issue[]>();

/** The issues among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function issuesIn(items: readonly Item[]): readonly Issue[] {
  const read = known.get(items) ?? items.flatMap(readIssue);
  known.set(items, read);
  return read;
}

function readIssue(item: Item): Issue[] {
  const parsed = item.kind === "issue" ? issueFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
