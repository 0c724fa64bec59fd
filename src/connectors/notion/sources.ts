import type { z } from "zod";
import { plainLine } from "../../lib/plain-text.ts";
import { listOf, shorten } from "../../lib/text.ts";
import { pagesOf, type Answer, type Ask } from "./ask.ts";
import { notShared, type Failure } from "./failure.ts";
import {
  databaseSchema,
  dataSourceListSchema,
  dataSourceSchema,
  pageListSchema,
  plainOf,
  type WireDataSource,
  type WirePage,
} from "./wire.ts";

/** https://developers.notion.com/reference/intro#pagination */
const LARGEST_PAGE = 100;
const LONGEST_TITLE = 120;

/** A data source whose rows can be asked for. */
export interface Source {
  id: string;
  title: string;
  url: string;
  columns: WireDataSource["properties"];
}

/** A data source by its id, or by that of the database that it is the only one of. */
export async function findSource(ask: Ask, id: string): Promise<{ source: Source } | { failure: Failure }> {
  const what = `the data source ${id}`;
  const answer = await ask({ what, schema: dataSourceSchema, call: (client) => client.dataSources.retrieve({ data_source_id: id }) });
  if (answer.ok) return { source: toSource(answer.value) };
  if (answer.status !== 404) return { failure: answer.failure };
  const database = await ask({ what, schema: databaseSchema, call: (client) => client.databases.retrieve({ database_id: id }) });
  if (!database.ok) return { failure: database.status === 404 ? notShared(what) : database.failure };
  const [only, ...others] = database.value.data_sources;
  const title = plainLine(plainOf(database.value.title));
  if (only === undefined) return { failure: notShared(`the database ${title}`) };
  if (others.length > 0) return { failure: ambiguous(what, title, [only, ...others]) };
  const within = await ask({ what, schema: dataSourceSchema, call: (client) => client.dataSources.retrieve({ data_source_id: only.id }) });
  return within.ok ? { source: toSource(within.value) } : { failure: within.failure };
}

function ambiguous(what: string, title: string, all: readonly { id: string; name: string }[]): Failure {
  return {
    what,
    error: `expected the id of a data source, got that of the database ${title}, which has ${all.length} of them`,
    hint: `Name the one that is meant: ${listOf(all.map(({ id, name }) => `${plainLine(name) || "one without a name"} is ${id}`))}.`,
  };
}

function toSource({ id, title, url, properties }: WireDataSource): Source {
  return { id, title: titleOf(title), url, columns: properties };
}

function titleOf(title: WireDataSource["title"]): string {
  return shorten(plainLine(plainOf(title)) || "A data source without a name", LONGEST_TITLE);
}

/** What a list brought; `isCut` where there is more than was wanted. */
export interface Listed {
  pages: WirePage[];
  failures: Failure[];
  isCut: boolean;
  /** Whether there is any page at all, wanted or not. */
  hasAny: boolean;
}

/** The rows of a data source, from the first to the last page, or up to `max`. A row that moves to a later page meanwhile counts once. */
export async function queryRows(
  ask: Ask,
  { id, title }: Source,
  query: { filter?: unknown; sorts: unknown },
  max: number,
): Promise<Listed> {
  const path = `data_sources/${id}/query`;
  const body = { ...query, page_size: LARGEST_PAGE, result_type: "page" };
  // The client's own form of a filter would take each type of column apart once more.
  return collect(
    pagesOf(ask, {
      what: title,
      schema: pageListSchema,
      call: (client, at) => client.request({ path, method: "post", body: { ...body, ...at } }),
    }),
    { what: title, max, isWanted: () => true },
  );
}

/** Pages that are shared and were edited since an instant, the newest first: https://developers.notion.com/reference/post-search */
export async function searchPages(ask: Ask, since: string, max: number): Promise<Listed> {
  const what = "the pages that are shared";
  const search = { filter: { property: "object", value: "page" }, sort: NEWEST_FIRST, page_size: LARGEST_PAGE } as const;
  const pages = pagesOf(ask, { what, schema: pageListSchema, call: (client, at) => client.search({ ...search, ...at }) });
  return collect(pages, { what, max, isWanted: (page) => page.last_edited_time >= since });
}

const NEWEST_FIRST = { timestamp: "last_edited_time", direction: "descending" } as const;

/** The data sources that are shared; of more than a few hundred the newest. */
export async function searchSources(ask: Ask): Promise<{ sources: WireDataSource[]; failures: Failure[] }> {
  const what = "the data sources that are shared";
  const search = { filter: { property: "object", value: "data_source" }, sort: NEWEST_FIRST, page_size: LARGEST_PAGE } as const;
  const sources: WireDataSource[] = [];
  for await (const page of pagesOf(ask, {
    what,
    schema: dataSourceListSchema,
    call: (client, at) => client.search({ ...search, ...at }),
  })) {
    if (!page.ok) return { sources, failures: [page.failure] };
    sources.push(...page.value.results.entries);
    if (sources.length >= MOST_SOURCES) break;
  }
  return { sources, failures: [] };
}

const MOST_SOURCES = 300;

interface Wish {
  what: string;
  max: number;
  /** Once a page is not, none that follows is. */
  isWanted(page: WirePage): boolean;
}

type Answers = AsyncGenerator<Answer<z.infer<typeof pageListSchema>>>;

async function collect(answers: Answers, { what, max, isWanted }: Wish): Promise<Listed> {
  const pages = new Map<string, WirePage>();
  const failures: Failure[] = [];
  let broken = 0;
  let hasAny = false;
  for await (const answer of answers) {
    if (!answer.ok) failures.push(answer.failure);
    if (!answer.ok) break;
    const { results, request_status: status } = answer.value;
    broken += results.broken;
    hasAny ||= results.entries.length > 0;
    if (status?.type === "incomplete") failures.push(incomplete(what));
    const wanted = results.entries.filter(isWanted);
    for (const page of wanted) if (!page.in_trash) pages.set(page.id, page);
    if (wanted.length < results.entries.length || pages.size > max) break;
  }
  if (broken > 0) failures.push(unsound(what, broken));
  return { pages: [...pages.values()].slice(0, max), failures, isCut: pages.size > max, hasAny };
}

/** https://developers.notion.com/reference/query-a-data-source */
function incomplete(what: string): Failure {
  return { what, error: "Notion hands over no more than the first 10,000 rows", hint: "Narrow it with filter." };
}

function unsound(what: string, broken: number): Failure {
  const error = `expected every entry to have an id and a time, got ${broken} without`;
  return { what, error, hint: "The rest was read. Check in Notion that they are shared; the next run asks for them again." };
}
