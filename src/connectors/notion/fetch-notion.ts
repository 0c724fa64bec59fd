import type { Accounts } from "../../core/connection.ts";
import type { Coverage, DraftItem, Window } from "../../core/item.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { sealItem } from "../../lib/hash.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { plainLine } from "../../lib/plain-text.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { openAsk, type Ask } from "./ask.ts";
import { readMentions } from "./comments.ts";
import { SHARE, type Failure } from "./failure.ts";
import { draftsOfRows, prefixOf, readTables, wantedIn, type Table } from "./fetch-rows.ts";
import { recall, toCursor } from "./memory.ts";
import { openPeople, type People } from "./people.ts";
import { idsIn, type NotionOptions } from "./schema.ts";
import { searchPages, searchSources } from "./sources.ts";
import { readTexts, type Wanted } from "./texts.ts";
import { documentDraft, sourceDraft, titleOf, usersIn } from "./to-page.ts";
import { valuesOf } from "./to-row.ts";
import type { Known } from "./values.ts";
import { plainOf, type WireDataSource, type WirePage } from "./wire.ts";

/** Pages that were edited so long ago are of yesterday. */
const LOOK_BACK_MS = 14 * 24 * 60 * 60 * 1000;
/** Data sources that one note names. */
const MOST_NAMED = 10;
/** Items between two turns of the loop. */
const SEALED_AT_ONCE = 200;

/** What was found before its texts are read. */
interface Found {
  tables: Table[];
  pages: WirePage[];
  sources: WireDataSource[];
  failures: Failure[];
  notes: string[];
  covers?: Coverage;
}

/** Reads rows and pages by the connection that a grant means. */
export async function fetchNotion(context: FetchContext<NotionOptions>, accounts: Accounts<"notion">, clock: Clock): Promise<Fetched> {
  const { options, signal, window, timezone } = context;
  signal.throwIfAborted();
  const ask = await openAsk(accounts, options.connection, { signal, clock, timezone });
  const memory = recall(context);
  const { user } = accounts.get(options.connection);
  const people = await openPeople(ask, { user, before: memory.people, now: window.to });
  const found = options.dataSource === undefined ? await search(ask, context) : await readRows(ask, people, context);
  const all = [...found.pages, ...found.tables.flatMap(({ pages }) => pages)];
  await people.learn(all.flatMap(usersIn));
  const titles = new Map(all.map((page) => [page.id, titleOf(page)]));
  const known: Known = { title: (id) => titles.get(id), person: people.person };
  const wanted: Wanted[] = [
    ...found.pages.map((page) => ({ id: `notion:${page.id}`, page, title: titleOf(page) })),
    ...wantedIn(found.tables),
  ];
  const texts = await readTexts(ask, wanted, memory);
  const rows = found.tables.flatMap(({ form, ...table }) =>
    form === "pages" ? [] : [draftsOfRows({ ...table, form }, { known, texts: texts.texts, context })],
  );
  const documents = documentsIn(wanted, found.tables);
  const mentions = await readMentions(ask, documents, people);
  const drafts = [
    ...documents.map(({ id, page }) => documentDraft(id, page, valuesOf(page, known), known, texts.texts.get(id) ?? "")),
    ...found.sources.map(sourceDraft),
    ...rows.flatMap((each) => each.drafts),
    ...mentions.drafts.filter(({ ts }) => options.dataSource !== undefined || ts >= spanOf(window).from),
  ];
  return {
    items: await sealAll(drafts),
    failures: [...people.failures, ...found.failures, ...texts.failures, ...mentions.failures],
    ...(found.covers && { covers: found.covers }),
    me: people.identities,
    notes: [...found.notes, ...rows.flatMap((each) => each.notes), ...texts.notes],
    cursor: toCursor(context, texts.unread, people.kept()),
  };
}

/** Rows that are read for what is in their columns are no documents. */
function documentsIn(wanted: readonly Wanted[], tables: readonly Table[]): Wanted[] {
  const others = tables.flatMap(({ source, form }) => (form === "pages" ? [] : [prefixOf(source)]));
  return wanted.filter(({ id }) => !others.some((prefix) => id.startsWith(prefix)));
}

async function readRows(ask: Ask, people: People, context: FetchContext<NotionOptions>): Promise<Found> {
  const { tables, failures, notes } = await readTables(ask, idsIn(context.options), people, context);
  const whole = tables.filter(({ isCut }) => !isCut).map(({ source }) => prefixOf(source));
  const span = { from: new Date(0).toISOString(), to: "9999-12-31T23:59:59.999Z" };
  // Of a table that was cut nobody knows what is gone.
  return { tables, failures, notes, pages: [], sources: [], ...(whole.length < tables.length && { covers: { ...span, within: whole } }) };
}

async function search(ask: Ask, { options, window, cursor }: FetchContext<NotionOptions>): Promise<Found> {
  const span = spanOf(window);
  const listed = await searchPages(ask, span.from, options.max);
  const { sources, failures } = await searchSources(ask);
  const inSpan = listed.pages.filter((page) => page.last_edited_time <= span.to);
  const all = [...listed.failures, ...failures];
  const isBare = all.length === 0 && sources.length === 0 && !listed.hasAny;
  const oldest = listed.isCut ? inSpan.at(-1)?.last_edited_time : undefined;
  return {
    tables: [],
    pages: inSpan,
    sources: sources.filter(({ last_edited_time: at }) => at >= span.from && at <= span.to),
    failures: [...all, ...(isBare ? [NOTHING_SHARED] : [])],
    notes: [
      ...(listed.isCut ? [`Read only the newest ${countOf(options.max, "page")} in Notion.`] : []),
      ...(cursor === undefined && sources.length > 0 ? [sourcesNote(sources)] : []),
    ],
    covers: { from: oldest ?? span.from, to: span.to },
  };
}

/** Two weeks, or since the last success where that is longer ago. */
function spanOf({ from, to }: Window): Window {
  const back = new Date(Date.parse(to) - LOOK_BACK_MS).toISOString();
  return { from: from < back ? from : back, to };
}

const NOTHING_SHARED: Failure = {
  what: "pages",
  error: "Notion shows the connection not a single page: none is shared with it",
  hint: SHARE,
};

/** Once, so that people can name what they want. */
function sourcesNote(sources: readonly WireDataSource[]): string {
  const named = sources.slice(0, MOST_NAMED).map(({ id, title }) => `${plainLine(plainOf(title)) || "one without a name"} (${id})`);
  const rest = sources.length - named.length;
  return `Data sources that can be named under dataSource: ${listOf(rest > 0 ? [...named, countOf(rest, "other")] : named)}.`;
}

async function sealAll(drafts: readonly DraftItem[]) {
  const items = [];
  for (const [index, draft] of drafts.entries()) {
    if (index % SEALED_AT_ONCE === 0) await nextTurn();
    items.push(sealItem(draft));
  }
  return items.toSorted((a, b) => (a.ts === b.ts ? (a.id < b.id ? -1 : 1) : a.ts < b.ts ? -1 : 1));
}
