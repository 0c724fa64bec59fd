import type { DraftItem } from "../../core/item.ts";
import type { LaunchFields } from "../../core/kinds/launch.ts";
import type { FetchContext } from "../../core/ports/outside.ts";
import type { RowForm } from "../../core/row.ts";
import { draftOfRow } from "../../lib/rows/draft.ts";
import { countOf } from "../../lib/text.ts";
import type { Ask } from "./ask.ts";
import type { Failure } from "./failure.ts";
import { compileFilter, compileSort, findColumn, type Terms } from "./filter.ts";
import type { People } from "./people.ts";
import type { NotionOptions } from "./schema.ts";
import { findSource, queryRows, type Source } from "./sources.ts";
import { titleOf } from "./to-page.ts";
import { commonFields, toRow, valuesOf } from "./to-row.ts";
import type { Texts, Wanted } from "./texts.ts";
import type { Known } from "./values.ts";
import type { WirePage } from "./wire.ts";

/** Remarks on rows of one data source; the rest is counted. */
const MOST_REMARKS = 5;
/** Of these, what stands on the page tells more than its columns. */
const WITH_TEXT: ReadonlySet<string> = new Set(["pages", "incidents", "feedback"]);

/** The rows of one data source, and what each is. */
export interface Table {
  source: Source;
  form: "pages" | RowForm;
  pages: WirePage[];
  isCut: boolean;
}

/** What a grant's data sources hold, and why others can't be read. */
export interface Tables {
  tables: Table[];
  failures: Failure[];
  notes: string[];
}

/** Asks for the rows of each data source that a grant names. */
export async function readTables(ask: Ask, ids: readonly string[], people: People, context: FetchContext<NotionOptions>): Promise<Tables> {
  const { options, cursor, progress } = context;
  const found: Tables = { tables: [], failures: [], notes: [] };
  const personId = await personIdsIn(options.filter, people);
  for (const id of ids) {
    const resolved = await findSource(ask, id);
    const terms: Terms | undefined =
      "source" in resolved ? { what: resolved.source.title, columns: resolved.source.columns, personId } : undefined;
    const query = terms && queryOf(options, terms);
    if (!("source" in resolved) || !query || "failure" in query) {
      found.failures.push(...("failure" in resolved ? [resolved.failure] : []), ...(query && "failure" in query ? [query.failure] : []));
      continue;
    }
    const { source } = resolved;
    const { pages, failures, isCut } = await queryRows(ask, source, query, options.max);
    const form = options.as ?? formOf(source);
    found.tables.push({ source, form, pages, isCut });
    found.failures.push(...failures);
    found.notes.push(
      ...(options.as === undefined && form === "tasks" && cursor === undefined ? [inferredNote(source)] : []),
      ...(isCut ? [`Read only ${countOf(options.max, "row")} of ${source.title} in Notion: raise max, or narrow it with filter.`] : []),
      ...(pages.length === 0 && failures.length === 0
        ? [`${source.title} in Notion has no row${options.filter ? " that its filter lets through" : ""}.`]
        : []),
    );
    progress(`read ${countOf(pages.length, "row")} of ${source.title}`);
  }
  return found;
}

function queryOf({ filter, sort, columns = {} }: NotionOptions, terms: Terms): { filter?: unknown; sorts: unknown } | { failure: Failure } {
  for (const column of Object.values(columns)) {
    const named = findColumn(column, "columns", terms);
    if ("failure" in named) return named;
  }
  const compiled = compileFilter(filter, terms);
  if (!compiled.ok) return compiled;
  const sorted = compileSort(sort, terms);
  if (!sorted.ok) return sorted;
  return { ...(compiled.filter && { filter: compiled.filter }), sorts: sorted.sorts };
}

/** Tasks have somebody who does them, a day, and a state. */
function formOf({ columns }: Source): "tasks" | "pages" {
  const types = new Set(Object.values(columns).map(({ type }) => type));
  return (types.has("status") || types.has("checkbox")) && types.has("people") && types.has("date") ? "tasks" : "pages";
}

function inferredNote({ title }: Source): string {
  return `Reads ${title} in Notion as tasks, since it has columns for how they stand, for people and for dates; as: pages reads its pages.`;
}

const ADDRESS = /^[^\s@]+@[^\s@]+$/;
const ID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** Whom the words of a filter mean: addresses are looked up once, here. */
async function personIdsIn(filter: NotionOptions["filter"], { me, findAddress }: People): Promise<Terms["personId"]> {
  const known = new Map<string, string>(me ? [["me", me.id]] : []);
  for (const word of wordsIn(filter).filter((each) => ADDRESS.test(each))) {
    const id = await findAddress(word);
    if (id !== undefined) known.set(word, id);
  }
  return (word) => known.get(word) ?? (ID.test(word) ? word : undefined);
}

function wordsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}

/** What the ids of a data source's Items begin with. */
export function prefixOf({ id }: Source): string {
  return `notion:${id}/`;
}

/** The rows of which the text is read as well. */
export function wantedIn(tables: readonly Table[]): Wanted[] {
  return tables.flatMap(({ source, form, pages }) =>
    WITH_TEXT.has(form) ? pages.map((page) => ({ id: `${prefixOf(source)}${page.id}`, page, title: titleOf(page) })) : [],
  );
}

/** The Items of a table's rows, and remarks on what could not be understood. */
export function draftsOfRows(
  { source, form, pages }: Table & { form: RowForm },
  { known, texts, context: { options, timezone } }: { known: Known; texts: Texts["texts"]; context: FetchContext<NotionOptions> },
): { drafts: DraftItem[]; notes: string[] } {
  const { columns, title: name } = source;
  const place = { source: "notion", prefix: prefixOf(source), name, timezone, columns: { ...hintsOf(source, form), ...options.columns } };
  const drafts: DraftItem[] = [];
  const remarks: string[] = [];
  for (const page of pages) {
    const values = valuesOf(page, known);
    const read = draftOfRow(form, toRow(page, columns, form, values, texts.get(`${place.prefix}${page.id}`)), place);
    const editor = page.last_edited_by && known.person(page.last_edited_by);
    const common = { ...commonFields(page, values), ...(editor && { editedBy: editor.name }) };
    if (read.item) drafts.push({ ...read.item, fields: { ...read.item.fields, ...common } });
    remarks.push(...read.remarks);
  }
  const more = remarks.length - MOST_REMARKS;
  return {
    drafts: [...launchOf({ source, pages }, options), ...drafts],
    notes: [...remarks.slice(0, MOST_REMARKS), ...(more > 0 ? [`${name}: ${countOf(more, "more remark")} of this kind.`] : [])],
  };
}

/** What a plan leads to, where the definition says when. */
function launchOf({ source, pages }: Pick<Table, "source" | "pages">, { launch }: NotionOptions): DraftItem[] {
  const updatedAt = pages
    .map(({ last_edited_time: at }) => at)
    .toSorted()
    .at(-1);
  if (launch === undefined || updatedAt === undefined) return [];
  const fields: LaunchFields = { plan: source.title, date: launch, cadence: null };
  return [
    {
      ...{ id: `${prefixOf(source)}launch`, source: "notion", kind: "launch", title: source.title, body: "", actors: [] },
      ...(source.url.startsWith("https://") && { url: source.url }),
      ...{ ts: updatedAt, updatedAt, fields: { ...fields } },
    },
  ];
}

/** What Notion's types say, whatever the columns are called: the title, and how a row stands. */
function hintsOf({ columns }: Source, form: RowForm): Record<string, string> {
  const nameOf = (type: string): string | undefined => Object.keys(columns).find((name) => columns[name]?.type === type);
  const title = nameOf("title");
  const state = nameOf("status");
  const field = form === "tasks" || form === "plan" ? "status" : "state";
  return { ...(title !== undefined && { title }), ...(state !== undefined && form !== "feedback" && { [field]: state }) };
}
