import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { NotionConnection } from "../../src/core/connection.ts";
import { createGate, type Gate } from "./gate.ts";
import { changePage } from "./notion-change.ts";
import { BadFilter, passes, type Columns, type Times, type Values } from "./notion-filter.ts";

export const NOTION_TOKEN = "ntn_a-token-of-the-tests";

/** How Notion can fail a call: without an answer, or with any. */
export type NotionFault =
  | "drops"
  | "hangs"
  /** Does what it is asked, and does not answer. */
  | "drops-after"
  | { status: number; code?: string; headers?: Readonly<Record<string, string>>; text?: string; answer?: unknown };

/** One call that came in; `path` is without its query. */
export interface NotionCall {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  version: string;
}

export interface NotionUser {
  object: "user";
  id: string;
  name: string;
  type: "person" | "bot";
  person?: { email?: string };
}

/** A page as Notion hands it over, with what stands on it. */
export interface NotionPage extends Times {
  object: "page";
  id: string;
  in_trash: boolean;
  url: string;
  parent: { type: string; data_source_id?: string };
  last_edited_by: { object: "user"; id: string };
  properties: Record<string, Record<string, unknown> & { type: string }>;
}

export interface NotionSource {
  object: "data_source";
  id: string;
  title: { plain_text: string }[];
  url: string;
  created_time: string;
  last_edited_time: string;
  properties: Record<string, { type: string } & Record<string, unknown>>;
}

/**
 * A Notion on a local port, written from https://developers.notion.com/reference for the version 2026-03-11: what is not shared is a 404,
 * what the connection may not is a 403, lists come in pages, and every call is in a journal.
 */
export interface NotionServer {
  readonly connection: NotionConnection;
  readonly calls: (NotionCall & { status: number })[];
  sources: NotionSource[];
  databases: { id: string; title: string; sources: readonly string[] }[];
  pages: NotionPage[];
  /** By page; what is absent is an empty page. */
  texts: Map<string, { markdown: string; truncated?: boolean }>;
  comments: Map<string, unknown[]>;
  users: NotionUser[];
  /** Ids that are not shared with the connection. */
  hidden: Set<string>;
  /** What the connection may not: `content`, `update`, `comments`, `users`, `emails`. */
  lacks: Set<string>;
  /** Whose the token is; nobody's where it is an internal connection's. */
  owner: NotionUser | undefined;
  token: string;
  /** When the connection itself edits. */
  now(): number;
  faultOf(call: NotionCall): NotionFault | undefined;
  hanging(): Promise<void>;
  close(): Promise<void>;
}

interface Door extends NotionServer {
  gate: Gate;
}

export async function startNotion(): Promise<NotionServer> {
  const gate = createGate();
  const server = createServer((request, response) => void pass(request, response, door).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const door: Door = {
    connection: { kind: "notion", token: "token", api: `http://127.0.0.1:${port}` },
    ...{ calls: [], sources: [], databases: [], pages: [], users: [], gate, token: NOTION_TOKEN, owner: undefined },
    ...{ texts: new Map(), comments: new Map(), hidden: new Set(), lacks: new Set() },
    faultOf: () => undefined,
    now: () => Date.parse("2026-11-20T08:30:00.000Z"),
    hanging: () => gate.opened(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return door;
}

async function pass(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://notion.invalid");
  const body = z
    .record(z.string(), z.unknown())
    .catch({})
    .parse(JSON.parse((await text(request)) || "{}"));
  const { headers, method = "GET" } = request;
  const call = { method, path: pathname.replace("/v1/", ""), query, body, version: String(headers["notion-version"]) };
  const kept = { ...call, status: 0 };
  door.calls.push(kept);
  const fault = door.faultOf(call);
  if (fault === "drops") return void response.destroy();
  if (fault === "hangs") {
    door.gate.enter();
    return void response.once("close", () => door.gate.leave());
  }
  const isKnown = headers.authorization === `Bearer ${door.token}`;
  const said =
    fault && fault !== "drops-after"
      ? sayFault(fault)
      : isKnown
        ? say(call, door)
        : refuse(401, "unauthorized", `API token ${headers.authorization} is invalid.`);
  kept.status = said.status;
  if (fault === "drops-after") return void response.destroy();
  response.writeHead(said.status, { "content-type": "application/json", ...said.headers }).end(said.text);
}

interface Said {
  status: number;
  headers?: Readonly<Record<string, string>>;
  text: string;
}

function sayFault({ status, code, headers, text: words, answer }: Exclude<NotionFault, string>): Said {
  if (code !== undefined) return { ...refuse(status, code, "refused"), ...(headers && { headers }) };
  return { status, ...(headers && { headers }), text: words ?? JSON.stringify(answer) };
}

/** https://developers.notion.com/reference/status-codes */
function refuse(status: number, code: string, message: string): Said {
  return { status, text: JSON.stringify({ object: "error", status, code, message, request_id: "r" }) };
}

function tell(answer: unknown): Said {
  return { status: 200, text: JSON.stringify(answer) };
}

const notFound = (what: string): Said =>
  refuse(404, "object_not_found", `Could not find ${what}. Make sure it is shared with your connection.`);
const notAllowed = (): Said => refuse(403, "restricted_resource", "Insufficient permissions for this endpoint.");

function say(call: NotionCall, door: Door): Said {
  if (call.version !== "2026-03-11") return refuse(400, "missing_version", "expected the version that is pinned");
  const [first = "", id = "", last = ""] = call.path.split("/");
  if (first === "users") return sayUsers(call, id, door);
  if (first === "comments") return sayComments(call, door);
  if (door.lacks.has("content")) return notAllowed();
  if (first === "search") return saySearch(call, door);
  if (door.hidden.has(id)) return notFound(id);
  if (first === "databases") return sayDatabase(id, door);
  if (first === "data_sources") return saySource(call, id, last, door);
  const page = door.pages.find((each) => each.id === id);
  if (!page) return notFound(id);
  if (call.method === "PATCH") return sayChange(call, page, door);
  return last === "markdown"
    ? tell({ object: "page_markdown", id, truncated: false, unknown_block_ids: [], markdown: "", ...door.texts.get(id) })
    : tell(page);
}

function sayUsers(call: NotionCall, id: string, { users, owner, lacks }: Door): Said {
  const shown = (user: NotionUser): NotionUser => (lacks.has("emails") && user.person ? { ...user, person: {} } : user);
  if (id === "me") {
    const own = owner ? { type: "user", user: owner } : { type: "workspace", workspace: true };
    return tell({ object: "user", id: "bot-1", type: "bot", name: "Chief", avatar_url: null, bot: { owner: own, workspace_name: "Acme" } });
  }
  if (lacks.has("users")) return notAllowed();
  if (id === "") return list(call, users.map(shown));
  const found = users.find((user) => user.id === id);
  return found ? tell(shown(found)) : notFound(id);
}

/** https://developers.notion.com/reference/patch-page */
function sayChange({ body }: NotionCall, page: NotionPage, { lacks, sources, users, now }: Door): Said {
  if (lacks.has("update")) return notAllowed();
  const columns = sources.find(({ id }) => id === page.parent.data_source_id)?.properties ?? {};
  const wrong = changePage(page, body, { columns, users, now });
  return wrong === undefined ? tell(page) : refuse(400, "validation_error", wrong);
}

function sayComments(call: NotionCall, { lacks, comments }: Door): Said {
  return lacks.has("comments") ? notAllowed() : list(call, comments.get(call.query.get("block_id") ?? "") ?? []);
}

function sayDatabase(id: string, { databases, sources }: Door): Said {
  const found = databases.find((each) => each.id === id);
  if (!found) return notFound(id);
  const within = found.sources.map((each) => ({
    id: each,
    name: sources.find((source) => source.id === each)?.title[0]?.plain_text ?? "",
  }));
  return tell({ object: "database", id, title: [{ plain_text: found.title }], data_sources: within });
}

function saySource(call: NotionCall, id: string, last: string, door: Door): Said {
  const source = door.sources.find((each) => each.id === id);
  if (!source) return notFound(id);
  if (last !== "query") return tell(source);
  const rows = door.pages.filter((page) => page.parent.data_source_id === id && !page.in_trash && !door.hidden.has(page.id));
  try {
    const { filter, sorts } = call.body;
    const found = rows.filter((row) => filter === undefined || passes(filter, columnsOf(source), row));
    return list(call, sorted(found, sorts, columnsOf(source)), call.body);
  } catch (error) {
    if (error instanceof BadFilter) return refuse(400, "validation_error", error.message);
    throw error;
  }
}

function columnsOf({ properties }: NotionSource): Columns {
  return properties;
}

const sortSchema = z.array(
  z.looseObject({
    property: z.string().optional(),
    timestamp: z.enum(["created_time", "last_edited_time"]).optional(),
    direction: z.string(),
  }),
);

/** https://developers.notion.com/reference/sort-data-source-entries */
function sorted(rows: readonly NotionPage[], sorts: unknown, columns: Columns): NotionPage[] {
  const [by] = sortSchema.parse(sorts ?? []);
  if (!by) return [...rows];
  const { property } = by;
  if (property !== undefined && !columns[property]) throw new BadFilter(`Could not find sort property: ${property}`);
  const keyOf = (row: NotionPage & { properties: Values }): string =>
    JSON.stringify(by.timestamp ? row[by.timestamp] : row.properties[by.property ?? ""]);
  const ascending = rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return by.direction === "descending" ? ascending.toReversed() : ascending;
}

/** https://developers.notion.com/reference/post-search */
function saySearch(call: NotionCall, { pages, sources, hidden }: Door): Said {
  const { value } = z.looseObject({ value: z.string() }).catch({ value: "" }).parse(call.body["filter"]);
  if (value === "database") return refuse(400, "validation_error", "body.filter.value should be page or data_source");
  const all: (NotionPage | NotionSource)[] = [...pages.filter((page) => !page.in_trash), ...sources];
  const found = all.filter((each) => !hidden.has(each.id) && (value === "" || each.object === value));
  return list(
    call,
    found.toSorted((a, b) => (a.last_edited_time > b.last_edited_time ? -1 : 1)),
    call.body,
  );
}

/** https://developers.notion.com/reference/intro#pagination */
function list(call: NotionCall, all: readonly unknown[], asked: Record<string, unknown> = Object.fromEntries(call.query)): Said {
  const { start_cursor: cursor = "0", page_size: size = 100 } = asked;
  const from = Number(String(cursor).replace("cursor-", ""));
  if (Number(size) > 100) return refuse(400, "validation_error", "page_size should be at most 100");
  const to = from + Number(size);
  const hasMore = to < all.length;
  return tell({ object: "list", results: all.slice(from, to), has_more: hasMore, next_cursor: hasMore ? `cursor-${to}` : null });
}
