import { z } from "zod";
import { followPointer, textAt } from "../../lib/json-pointer.ts";
import { authorOf, fewOf, lineOf, LONGEST_BODY, MOST_ENTRIES, wordsOf, type FeedContent, type FeedEntry } from "./entry.ts";
import { instantIn } from "./instant.ts";
import type { Feed } from "./schema.ts";

const words = z.string().optional().catch(undefined);
const people = z
  .array(z.looseObject({ name: words }))
  .optional()
  .catch(undefined);

/** https://www.jsonfeed.org/version/1.1/ and 1.0, as far as it is used. */
const entrySchema = z.looseObject({
  id: z.union([z.string(), z.number()]).optional().catch(undefined),
  ...{ url: words, external_url: words, title: words, content_html: words, content_text: words, summary: words },
  ...{ date_published: words, date_modified: words, authors: people },
  author: z.looseObject({ name: words }).optional().catch(undefined),
  tags: z.array(z.unknown()).optional().catch(undefined),
});
const feedSchema = z.looseObject({
  version: z.string().regex(/^https?:\/\/(?:www\.)?jsonfeed\.org\/version\//i),
  title: words,
  items: z.array(z.unknown()),
});

/** What is wrong with a JSON that is no feed. */
export interface JsonFault {
  fault: string;
  hint: string;
}

const NO_JSON = { fault: "expected JSON, got a text that breaks off or is none", hint: "Open the address in a browser, and correct it." };

/** The entries of a JSON Feed, or those that the pointers of a definition lead to. */
export function readJson(text: string, feed: Feed, base: string | undefined): FeedContent | JsonFault {
  const value = parse(text);
  if (value === undefined) return NO_JSON;
  if (feed.items !== undefined) return byPointers(value, { ...feed, items: feed.items }, base);
  const known = feedSchema.safeParse(value);
  if (!known.success) {
    return {
      fault: "expected a feed, got JSON that is no JSON Feed",
      hint: "Say with `items`, `title`, `link` and `at` where in it the entries are.",
    };
  }
  const { items, title } = known.data;
  return { ...contentOf(items, (item) => toEntry(item, base)), ...(title !== undefined && { title: lineOf(title, "text").slice(0, 200) }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // where exactly says nothing to whoever reads the feed
  }
}

function byPointers(value: unknown, feed: Feed & { items: string }, base: string | undefined): FeedContent | JsonFault {
  const list = followPointer(value, feed.items);
  if (!Array.isArray(list)) {
    return {
      fault: `expected a list at ${feed.items === "" ? "its top" : feed.items}, got something else`,
      hint: "Correct `items` in the automation.",
    };
  }
  return contentOf(list, (member) => {
    if (typeof member !== "object" || member === null) return undefined;
    const at = (pointer: string | undefined): string | undefined => textAt(member, pointer);
    const [id, link, published] = [at(feed.id), at(feed.link), instantIn(at(feed.at))];
    const body = feed.body === undefined ? JSON.stringify(member, null, 1).slice(0, LONGEST_BODY) : wordsOf(at(feed.body) ?? "", "unknown");
    return {
      ...(id !== undefined && { id }),
      ...{ title: lineOf(at(feed.title) ?? "", "unknown"), body, authors: [], categories: [] },
      ...addressOf(link, base),
      ...(published !== undefined && { at: published }),
    };
  });
}

function contentOf(list: readonly unknown[], read: (member: unknown) => FeedEntry | undefined): FeedContent {
  const entries = list.slice(0, MOST_ENTRIES).flatMap((member) => read(member) ?? []);
  return { entries, left: list.length - entries.length, isWhole: true };
}

function toEntry(value: unknown, base: string | undefined): FeedEntry | undefined {
  const read = entrySchema.safeParse(value).data;
  if (!read) return undefined;
  const { id, url, external_url: other, content_html: html, content_text: text, summary, tags } = read;
  const changed = instantIn(read.date_modified);
  const at = instantIn(read.date_published) ?? changed;
  const authors = read.authors ?? (read.author ? [read.author] : []);
  return {
    ...(id !== undefined && { id: String(id) }),
    title: lineOf(read.title ?? "", "text"),
    body: text === undefined && html !== undefined ? wordsOf(html, "html") : wordsOf(text ?? summary ?? "", "text"),
    ...addressOf(url ?? other, base),
    ...(at !== undefined && { at }),
    ...(changed !== undefined && { changed }),
    authors: authors.slice(0, 5).flatMap(({ name = "" }) => authorOf(name)),
    categories: fewOf((tags ?? []).filter((tag) => typeof tag === "string")),
  };
}

function addressOf(link: string | undefined, base: string | undefined): { link?: string } {
  return link === undefined ? {} : { link: URL.parse(link, base)?.href ?? link };
}
