import { plainLines } from "../../lib/plain-text.ts";
import { countOf, shorten } from "../../lib/text.ts";
import type { Ask } from "./ask.ts";
import type { Failure } from "./failure.ts";
import type { Memory } from "./memory.ts";
import { markdownSchema, type WirePage } from "./wire.ts";

/** In characters; the rest of a page is not read. */
const LONGEST_TEXT = 10_000;
/** Pages whose text one fetch reads, one call each; the rest is read by the next. */
const MOST_READ = 100;

/** A page whose text is wanted, and the id of its Item. */
export interface Wanted {
  id: string;
  page: WirePage;
  title: string;
}

/** What stands on pages, by the ids of their Items, as Markdown. */
export interface Texts {
  texts: ReadonlyMap<string, string>;
  /** Ids of those whose text is still to be read. */
  unread: string[];
  failures: Failure[];
  notes: string[];
}

/** Reads what stands on pages, the newest first; what has not changed since the last fetch is taken from there. */
export async function readTexts(ask: Ask, wanted: readonly Wanted[], memory: Memory): Promise<Texts> {
  const texts = new Map<string, string>();
  const unread: string[] = [];
  const failures: Failure[] = [];
  let read = 0;
  let cut = 0;
  for (const { id, page, title } of wanted.toSorted((a, b) => (a.page.last_edited_time > b.page.last_edited_time ? -1 : 1))) {
    const known = memory.textOf(id, page.last_edited_time);
    const answer = known === undefined && read < MOST_READ ? await readText(ask, page, title) : undefined;
    if (answer) read += 1;
    if (answer?.ok === false) failures.push(answer.failure);
    if (known === undefined && answer?.ok !== true) unread.push(id);
    const text = answer?.ok === true ? plainLines(answer.value.markdown).trim() : (known ?? memory.lastTextOf(id) ?? "");
    if (answer?.ok === true && (answer.value.truncated || text.length > LONGEST_TEXT)) cut += 1;
    texts.set(id, shorten(text, LONGEST_TEXT));
  }
  const late = unread.length - failures.length;
  const notes = [
    ...(cut > 0 ? [`Read only the beginning of ${countOf(cut, "long page")} in Notion.`] : []),
    ...(late > 0 ? [`Left what stands on ${countOf(late, "page")} in Notion to the next run.`] : []),
  ];
  return { texts, unread, failures, notes };
}

/** https://developers.notion.com/reference/retrieve-page-markdown */
function readText(ask: Ask, { id }: WirePage, title: string) {
  return ask({
    what: `what stands on ${title}`,
    schema: markdownSchema,
    call: (client) => client.pages.retrieveMarkdown({ page_id: id }),
    isOneOfMany: true,
  });
}
