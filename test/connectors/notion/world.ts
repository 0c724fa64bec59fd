import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNotionConnector } from "../../../src/connectors/notion/index.ts";
import type { Accounts } from "../../../src/core/connection.ts";
import { PermanentError } from "../../../src/core/errors.ts";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import type { Connector, FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import {
  NOTION_TOKEN,
  startNotion,
  type NotionPage,
  type NotionServer,
  type NotionSource,
  type NotionUser,
} from "../../support/notion-server.ts";
import { contextFor, type Prepared } from "../contract.ts";

export const WINDOW = { from: "2026-11-13T08:00:00.000Z", to: "2026-11-20T08:00:00.000Z" };

/** An id that ends with a number. */
export function idOf(number: number, kind = "a"): string {
  return `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

export const TASKS = idOf(1, "d");
export const ANA: NotionUser = {
  object: "user",
  id: idOf(1, "c"),
  name: "Ana Kovač",
  type: "person",
  person: { email: "ana@example.com" },
};
export const DANA: NotionUser = {
  object: "user",
  id: idOf(2, "c"),
  name: "Dana Reyes",
  type: "person",
  person: { email: "dana@example.com" },
};

const STATUS = {
  options: ["Idea", "Doing", "Stuck", "Shipped", "Won't do"].map((name) => ({ id: name, name, color: "gray" })),
  groups: [
    { id: "g1", name: "To-do", option_ids: ["Idea", "Stuck"] },
    { id: "g2", name: "In progress", option_ids: ["Doing"] },
    { id: "g3", name: "Complete", option_ids: ["Shipped", "Won't do"] },
  ],
};

/** A data source with a column of each type. */
export function taskSource(changes: Partial<NotionSource> = {}): NotionSource {
  const types = ["title", "people", "date", "number", "checkbox", "select", "multi_select", "rich_text", "url", "email", "phone_number"];
  const more = ["relation", "formula", "rollup", "unique_id", "created_time", "last_edited_time", "created_by", "last_edited_by", "files"];
  const names: Readonly<Record<string, string>> = {
    title: "Name",
    people: "Assignee",
    date: "Due",
    unique_id: "Id",
    relation: "Blocked by",
  };
  return {
    ...{ object: "data_source", id: TASKS, title: [{ plain_text: "Launch tasks" }], url: "https://www.notion.so/tasks" },
    ...{ created_time: "2026-01-01T09:00:00.000Z", last_edited_time: "2026-11-19T09:00:00.000Z" },
    properties: {
      ...Object.fromEntries([...types, ...more].map((type) => [names[type] ?? type, { id: type, type, [type]: {} }])),
      Status: { id: "status", type: "status", status: STATUS },
    },
    ...changes,
  };
}

type Written = Readonly<Record<string, unknown>>;
const words = (said: string): { plain_text: string }[] => [{ plain_text: said }];
const named = (name: unknown): { name: unknown } | null => (name === undefined ? null : { name });

/** A row of the tasks; columns as people would say what stands in them. */
export function task(number: number, written: Written = {}, changes: Partial<NotionPage> = {}): NotionPage {
  const { name = `Task ${number}`, status, due, assignee = [], blockers = [] } = written;
  const people = Array.isArray(assignee) ? assignee : [assignee];
  const at = { created_time: "2026-11-02T09:00:00.000Z", last_edited_time: "2026-11-18T09:00:00.000Z", ...changes };
  const typed = (type: string, value: unknown): { id: string; type: string } => ({ id: type, type, [type]: value });
  return {
    ...{ object: "page", id: idOf(number), in_trash: false, url: `https://www.notion.so/${number}`, ...at },
    ...{ parent: { type: "data_source_id", data_source_id: TASKS }, last_edited_by: { object: "user", id: DANA.id } },
    properties: {
      Name: typed("title", words(String(name))),
      Status: typed("status", named(status)),
      Assignee: typed("people", people),
      Due: typed("date", typeof due === "string" ? { start: due, end: null, time_zone: null } : (due ?? null)),
      Id: typed("unique_id", { prefix: "T", number }),
      "Blocked by": typed("relation", Array.isArray(blockers) ? blockers : []),
      number: typed("number", written["number"] ?? null),
      checkbox: typed("checkbox", written["checkbox"] === true),
      select: typed("select", named(written["select"])),
      multi_select: typed("multi_select", [written["tags"] ?? []].flat().map(named)),
      rich_text: typed("rich_text", words(typeof written["text"] === "string" ? written["text"] : "")),
      url: typed("url", written["url"] ?? null),
      email: typed("email", written["email"] ?? null),
      phone_number: typed("phone_number", null),
      formula: typed("formula", written["formula"] ?? { type: "string", string: "" }),
      rollup: typed("rollup", written["rollup"] ?? { type: "array", array: [], function: "show_original" }),
      created_time: typed("created_time", at.created_time),
      last_edited_time: typed("last_edited_time", at.last_edited_time),
      created_by: typed("created_by", { object: "user", id: ANA.id }),
      last_edited_by: typed("last_edited_by", { object: "user", id: DANA.id }),
      files: typed("files", [written["files"] ?? []].flat().map(named)),
    },
    ...changes,
  };
}

/** A page of its own. */
export function page(number: number, title: string, changes: Partial<NotionPage> = {}): NotionPage {
  const { properties: _columns, ...rest } = task(number);
  return { ...rest, parent: { type: "workspace" }, properties: { title: { id: "title", type: "title", title: words(title) } }, ...changes };
}

export interface NotionWorld {
  notion: NotionServer;
  connector: Connector;
  accounts: Accounts<"notion">;
  /** As the configuration says it. */
  user: string | undefined;
  root: string;
  prepared(options?: unknown): Prepared;
  fetch(options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
  /** Once more, an hour later, with what the fetch before left. */
  fetchAgain(before: Fetched, options?: unknown): Promise<Fetched>;
  close(): Promise<void>;
}

/** A Notion with nothing in it but Ana, for whom it is read, and Dana. */
export async function startWorld(clock?: Clock): Promise<NotionWorld> {
  const notion = await startNotion();
  notion.users = [ANA, DANA];
  const root = await mkdtemp(join(tmpdir(), "chief-notion-"));
  const world: Pick<NotionWorld, "user"> = { user: "ana@example.com" };
  const accounts: Accounts<"notion"> = {
    get(name = "wiki") {
      if (name === "gone") throw new PermanentError("connection-missing", "expected an account, got none", { hint: "Connect one." });
      return { ...notion.connection, name, ...(world.user !== undefined && { user: world.user }) };
    },
    readSecret: () => NOTION_TOKEN,
  };
  const connector: Connector = createNotionConnector(accounts, clock);
  const prepared = (options: unknown = { dataSource: TASKS }): Prepared => ({ root, options, window: WINDOW });
  const fetch: NotionWorld["fetch"] = (options, changes = {}) => connector.fetch(contextFor(connector, prepared(options), changes));
  const later = { from: WINDOW.to, to: "2026-11-20T09:00:00.000Z" };
  return Object.assign(world, {
    ...{ notion, connector, accounts, root, prepared, fetch },
    fetchAgain: ({ cursor, items }: Fetched, options?: unknown) =>
      fetch(options, { cursor: structuredClone(cursor), picture: items, window: later }),
    close: async () => {
      await notion.close();
      await rm(root, { recursive: true });
    },
  });
}

/** Calls whose paths match. */
export function callsTo({ calls }: NotionServer, path: RegExp): NotionServer["calls"] {
  return calls.filter((call) => path.test(call.path));
}
