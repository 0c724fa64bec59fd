import type { Client } from "@notionhq/client";
import type { z } from "zod";
import type { Connections } from "../../core/connection.ts";
import type { PlanUpdate } from "../../core/briefing.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { SendContext } from "../../core/ports/outside.ts";
import { openNotion } from "../../lib/notion-client.ts";
import { notionIdOf } from "../../lib/notion-id.ts";
import { plainLine } from "../../lib/plain-text.ts";
import { elsewhere, gone, moved } from "./failure.ts";
import { notionCell, type NotionWire, type Sheet } from "./notion-cell.ts";
import { notionFailure, strangeNotion, type NotionCall } from "./notion-failure.ts";
import { pageSchema, sourceSchema, userListSchema, userSchema, type Page } from "./notion-wire.ts";
import type { NotionPlace } from "./options.ts";
import { nameOf, settle, type Settled } from "./settle.ts";
import { findPageId } from "./place.ts";

export interface NotionParts {
  clock: Clock;
  connections: Connections;
}

/** One look at a row, and the means to write it. */
export interface NotionRow {
  settled: Settled<NotionWire>;
  /** Writes what is settled, in one request. */
  write(): Promise<void>;
}

type Context = Pick<SendContext<unknown>, "signal"> & { timezone: string };
type Asker = <Answer>(call: NotionCall, schema: z.ZodType<Answer>, ask: (client: Client) => Promise<unknown>) => Promise<Answer>;

/** More people than any workspace lists. */
const MOST_PAGES = 100;

/**
 * Reads the row of an update's task as it is now. Throws PermanentError `plan-elsewhere`, `plan-gone`, `plan-moved`, `plan-no-word`,
 * `plan-no-column` or `plan-refused`, TransientError where it may pass; `write` also `delivery-unsure`.
 */
export async function openNotionRow(
  update: PlanUpdate,
  place: NotionPlace,
  { timezone, signal }: Context,
  parts: NotionParts,
): Promise<NotionRow> {
  const id = pageIdOf(update, place);
  const ask = await openAsker(place, signal, parts);
  const page = await ask({ what: nameOf(update), writes: false }, pageSchema, (client) => client.pages.retrieve({ page_id: id }));
  if (page.in_trash || page.parent.data_source_id !== notionIdOf(place.dataSource)) throw gone(nameOf(update), "the data source");
  const { properties: columns } = await ask({ what: "the data source", writes: false }, sourceSchema, (client) =>
    client.dataSources.retrieve({ data_source_id: notionIdOf(place.dataSource) }),
  );
  const sheet: Sheet = { page, columns, values: place.values, timezone, findUser: await userFinder(update, place, page, ask) };
  const settled = settle(update, (field) => {
    const column = place.fields[field];
    return column === undefined ? { why: `the definition does not let the ${field} be written` } : notionCell(column, field, sheet);
  });
  if (settled.writes.length > 0) await expectUnedited(update, page, ask);
  const properties = Object.fromEntries(settled.writes.map(({ column, wire }) => [column, wire]));
  const write = async (): Promise<void> => {
    await ask({ what: nameOf(update), writes: true }, pageSchema, (client) => client.pages.update({ page_id: id, properties }));
  };
  return { settled, write };
}

/** The page is asked by its id, and the data source is held against the definition. */
function pageIdOf(update: PlanUpdate, place: NotionPlace): string {
  const page = findPageId(update, place);
  if (page !== undefined) return page;
  throw elsewhere(nameOf(update), `the data source ${notionIdOf(place.dataSource)} in Notion`);
}

async function openAsker({ connection: name }: NotionPlace, signal: AbortSignal, { clock, connections }: NotionParts): Promise<Asker> {
  signal.throwIfAborted();
  const connection = connections.get("notion", name);
  const client = await openNotion(connection, { readSecret: (reference) => connections.readSecret(reference), signal });
  return async (call, schema, ask) => {
    let answer: unknown;
    try {
      answer = await ask(client);
    } catch (error) {
      signal.throwIfAborted();
      throw notionFailure(error, call, connection.name, clock.now());
    }
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw strangeNotion(call);
    return parsed.data;
  };
}

/** Notion tells who edited a page last, and not what: whoever did so after the answer was given may have known better. */
async function expectUnedited(update: PlanUpdate, { last_edited_time: at, last_edited_by: editor }: Page, ask: Asker): Promise<void> {
  if (at <= update.at) return;
  const self = await ask({ what: "the connection", writes: false }, userSchema, (client) => client.users.me({}));
  if (editor?.id !== self.id) throw moved(nameOf(update), ["an edit of its page that is newer than what was told"]);
}

/** Looked up only where a column of people has to be written. */
async function userFinder({ changes }: PlanUpdate, { fields }: NotionPlace, { properties }: Page, ask: Asker): Promise<Sheet["findUser"]> {
  const wanted = changes.find(({ field }) => field === "blocker")?.to ?? null;
  if (wanted === null || properties[fields.blocker ?? ""]?.type !== "people") return () => undefined;
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const at = cursor === undefined ? {} : { start_cursor: cursor };
    const list = await ask({ what: "the people of the workspace", writes: false }, userListSchema, (client) =>
      client.users.list({ page_size: 100, ...at }),
    );
    found.push(...list.results.filter(({ name }) => plainLine(name ?? "").toLowerCase() === wanted.toLowerCase()).map(({ id }) => id));
    cursor = list.next_cursor ?? undefined;
    if (cursor === undefined) break;
  }
  return () => (found.length === 1 ? found[0] : undefined);
}
