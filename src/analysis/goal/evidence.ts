import type { Item } from "../../core/item.ts";
import type { ShownThing } from "../../core/ports/grader.ts";
import { linesOf } from "../../lib/item-lines.ts";
import { shorten } from "../../lib/text.ts";

/** Things that may bear on a goal. */
export interface Bearing {
  items: readonly Item[];
  /** Content hashes of those that are new or changed. */
  news: ReadonlySet<string>;
  nameOf(item: string): string | undefined;
}

/** Things for each criterion. */
const MOST_THINGS = 6;
/** In characters. */
const LONGEST_TEXT = 1_000;
const SHORTEST_WORD = 3;
/** Too common to tell one thing from another. */
const COMMON: ReadonlySet<string> = new Set(
  "the and all any are has have had been was were will with from for that this than then its our their not one each every there".split(" "),
);

/** What a grader is shown: for each criterion the things that share the most words with it, the new and the latest first. Pure. */
export function goalEvidence(criteria: readonly string[], { items, news, nameOf }: Bearing): ShownThing[] {
  const named = items.flatMap((item) => {
    const name = nameOf(item.id);
    return name === undefined
      ? []
      : [
          {
            item,
            name,
            stems: stemsOf(
              `${linesOf(item)
                .map(({ text }) => text)
                .join("\n")}\n${item.body}`,
            ),
          },
        ];
  });
  const chosen = criteria.flatMap((criterion) => {
    const wanted = stemsOf(criterion);
    const ranked = named.map((each) => ({ ...each, shared: sharedOf(wanted, each.stems), isNew: news.has(each.item.contentHash) }));
    const near = ranked.filter(({ shared }) => shared > 0);
    return near
      .toSorted((a, b) => b.shared - a.shared || Number(b.isNew) - Number(a.isNew) || latestFirst(a.item, b.item))
      .slice(0, MOST_THINGS);
  });
  const unique = new Map(chosen.map(({ name, item }) => [name, item]));
  const wanted = stemsOf(criteria.join(" "));
  return [...unique].map(([name, item]) => ({ name, text: textOf(item, wanted) }));
}

function latestFirst(a: Item, b: Item): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

/** Its facts whole; of a long text the paragraphs that have to do with it. */
function textOf(item: Item, wanted: ReadonlySet<string>): string {
  const facts = linesOf(item).map(({ label, text }) => `${label}: ${text}`);
  return [`kind: ${item.kind}`, ...facts, bodyOf(item.body.trim(), wanted)].filter((line) => line !== "").join("\n");
}

function bodyOf(body: string, wanted: ReadonlySet<string>): string {
  if (body.length <= LONGEST_TEXT) return body;
  const paragraphs = body.split(/\n\s*\n/);
  const near = paragraphs.filter((paragraph) => sharedOf(wanted, stemsOf(paragraph)) > 0);
  return shorten((near.length > 0 ? near : paragraphs).join("\n[…]\n"), LONGEST_TEXT);
}

function sharedOf(wanted: ReadonlySet<string>, stems: ReadonlySet<string>): number {
  return [...wanted].filter((stem) => stems.has(stem)).length;
}

/** Words without the endings that English gives them; numbers as they are. */
function stemsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => (word.length >= SHORTEST_WORD || /\d/.test(word)) && !COMMON.has(word));
  return new Set(telling.map((word) => word.replace(/(?<=\p{L}{3})(?:ing|ed|es|s|e|d)$/u, "")));
}
