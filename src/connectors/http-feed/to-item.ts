import type { Item } from "../../core/item.ts";
import type { EntryFields } from "../../core/kinds/entry.ts";
import { hashOf, sealItem } from "../../lib/hash.ts";
import { withoutSecrets } from "../../lib/known-secrets.ts";
import { plainLine } from "../../lib/plain-text.ts";
import { shorten } from "../../lib/text.ts";
import { webLink } from "../../lib/web-link.ts";
import type { FeedEntry } from "./entry.ts";

/** The feed that an entry is from, and the instant that it is read for. */
export interface Origin {
  feed: string;
  feedTitle: string | null;
  asOf: string;
  /** What was known of it before, by id. */
  before: ReadonlyMap<string, Item>;
}

const LONGEST_TITLE = 300;
const LONGEST_ID = 200;

/** What the ids of everything from one feed begin with. */
export function prefixOf(feed: string): string {
  return `http-feed:${feed}#`;
}

/** The Item of an entry. One that says no time of its own is of the time at which it was first seen. */
export function toItem(entry: FeedEntry, { feed, feedTitle, asOf, before }: Origin): Item {
  const id = `${prefixOf(feed)}${keyOf(entry)}`;
  const link = webLink(entry.link);
  const body = withoutSecrets(entry.body.toWellFormed());
  const title = withoutSecrets(entry.title.toWellFormed()) || body.split("\n", 1)[0] || link || "Entry without a title";
  const fields: EntryFields = { feed, feedTitle, categories: entry.categories.map((word) => withoutSecrets(word.toWellFormed())) };
  const ts = entry.at ?? before.get(id)?.ts ?? asOf;
  const changed = entry.changed ?? ts;
  return sealItem({
    ...{ id, source: "http-feed", kind: "entry", title: shorten(title, LONGEST_TITLE), body },
    ...(link !== undefined && { url: withoutSecrets(link) }),
    ...{ ts, updatedAt: changed < ts ? ts : changed > asOf ? asOf : changed },
    actors: entry.authors.map((author) => ({ ...author, name: author.name.toWellFormed(), role: "author" })),
    fields: { ...fields },
  });
}

/** What it is known by: its own id, else its address, else what it says. */
function keyOf({ id, link, title, body }: FeedEntry): string {
  const key = plainLine(id ?? link ?? "").toWellFormed();
  return key === "" || key.length > LONGEST_ID || key !== withoutSecrets(key) ? hashOf([id ?? link ?? [title, body]]).slice(3, 35) : key;
}
