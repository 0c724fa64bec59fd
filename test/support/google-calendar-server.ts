import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { createBook, type CalendarBook } from "./google-calendar-book.ts";
import { createGate } from "./gate.ts";

/** How Google can fail a call: a refusal with its word, an answer that is none, or no answer. */
export type GoogleFault =
  | { status: number; reason: string; retryAfterS?: number }
  | { oauth: string }
  | { text: string; type: string; status?: number }
  | "drops"
  | "hangs";

/** One call that came in. */
export interface GoogleCall {
  method: string;
  /** Without the address and the query, such as `/calendar/v3/calendars/primary/events`. */
  path: string;
  query: Readonly<Record<string, string>>;
}

/**
 * A Google with calendars on a local port, from Google's documentation: pages, tokens that tell what has changed since, series told date by
 * date, free and busy times (https://developers.google.com/workspace/calendar/api/v3/reference). It fails as planned and keeps a journal.
 */
export interface GoogleCalendarServer {
  /** The address that every API is called at. */
  readonly api: string;
  readonly tokenUrl: string;
  /** The account's own calendar. */
  readonly primary: CalendarBook;
  addCalendar(id: string, summary: string, isShown?: boolean): CalendarBook;
  /** Who is busy when, by address. */
  readonly busy: Map<string, { start: string; end: string }[]>;
  /** Forgets what every token of before means. */
  forget(): void;
  /** Every call for calendars, oldest first. */
  readonly calls: GoogleCall[];
  /** What becomes of a call; sound unless it says otherwise. */
  faultOf: (call: GoogleCall) => GoogleFault | undefined;
  /** Resolves once a caller is left hanging, at once where one is. */
  hanging(): Promise<void>;
  close(): Promise<void>;
}

/** What every sign-in leads to. */
export const ACCESS_TOKEN = "a-token-of-the-tests";
const MOST_AT_ONCE = 2_500;
const USUAL_AT_ONCE = 250;

interface Entry {
  book: CalendarBook;
  isShown: boolean;
}

interface World {
  calendars: Map<string, Entry>;
  busy: GoogleCalendarServer["busy"];
  /** Counted up whenever tokens are forgotten. */
  age: number;
}

export async function startGoogleCalendar(): Promise<GoogleCalendarServer> {
  const world: World = { calendars: new Map(), busy: new Map(), age: 0 };
  const calls: GoogleCall[] = [];
  const gate = createGate();
  const plan: Pick<GoogleCalendarServer, "faultOf"> = { faultOf: () => undefined };
  const server = createServer((request, response) => void pass(request, response).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected the server to listen on a port, got none");
  const origin = `http://127.0.0.1:${address.port}`;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    const call = { method: request.method ?? "", path: decodeURIComponent(url.pathname), query: Object.fromEntries(url.searchParams) };
    if (url.pathname !== "/token") calls.push(call);
    const fault = plan.faultOf(call);
    if (fault === "drops") return void response.destroy();
    if (fault === "hangs") {
      gate.enter();
      return void response.once("close", () => gate.leave());
    }
    if (fault && "text" in fault) return void response.writeHead(fault.status ?? 200, { "content-type": fault.type }).end(fault.text);
    if (fault && "oauth" in fault) return answer(response, 400, { error: fault.oauth });
    if (fault) return refuse(response, fault.status, fault.reason, fault.retryAfterS);
    if (url.pathname === "/token") return answer(response, 200, { access_token: ACCESS_TOKEN, expires_in: 3_599, token_type: "Bearer" });
    const body: unknown = request.method === "POST" ? await json(request) : undefined;
    const told = tell(call, body, world);
    if ("reason" in told) refuse(response, told.status, told.reason);
    else answer(response, 200, told.data);
  }

  const addCalendar: GoogleCalendarServer["addCalendar"] = (id, summary, isShown = true) => {
    const book = createBook(summary, "Europe/Berlin");
    world.calendars.set(id, { book, isShown });
    return book;
  };
  const primary = addCalendar("primary", "Sam Rivera");
  return {
    ...{ api: `${origin}/`, tokenUrl: `${origin}/token`, primary, addCalendar, busy: world.busy, calls },
    forget: () => void (world.age += 1),
    get faultOf() {
      return plan.faultOf;
    },
    set faultOf(faultOf) {
      plan.faultOf = faultOf;
    },
    hanging: () => gate.opened(),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

type Told = { data: unknown } | { status: number; reason: string };

function tell(call: GoogleCall, body: unknown, world: World): Told {
  const [, id] = /^\/calendar\/v3\/calendars\/(.+)\/events$/.exec(call.path) ?? [];
  if (call.method === "GET" && id !== undefined) return tellEvents(call, world.calendars.get(id)?.book, world);
  if (call.method === "GET" && call.path === "/calendar/v3/users/me/calendarList") return { data: { items: listOf(world) } };
  if (call.method === "POST" && call.path === "/calendar/v3/freeBusy") return { data: { calendars: busyOf(body, world) } };
  return { status: 404, reason: "notFound" };
}

function listOf({ calendars }: World): unknown[] {
  return [...calendars].map(([id, { book, isShown }]) => ({
    id: id === "primary" ? "sam@example.com" : id,
    summary: book.summary,
    selected: isShown,
    ...(id === "primary" && { primary: true }),
  }));
}

const tokenSchema = z.object({ age: z.number(), change: z.number(), timeMin: z.string(), timeMax: z.string() });

/** With a token nothing may be said of when: https://developers.google.com/workspace/calendar/api/v3/reference/events/list#syncToken */
function tellEvents({ query }: GoogleCall, book: CalendarBook | undefined, { age }: World): Told {
  if (!book) return { status: 404, reason: "notFound" };
  const { syncToken, timeMin = "0001-01-01T00:00:00Z", timeMax = "9999-01-01T00:00:00Z" } = query;
  if (query["singleEvents"] !== "true") return { status: 400, reason: "invalid" };
  const isRestricted = (query["timeMin"] ?? query["timeMax"]) !== undefined;
  if (syncToken !== undefined && isRestricted) return { status: 400, reason: "syncTokenWithRequestRestrictions" };
  const since = syncToken === undefined ? undefined : tokenSchema.parse(JSON.parse(Buffer.from(syncToken, "base64url").toString()));
  if (since !== undefined && since.age !== age) return { status: 410, reason: "fullSyncRequired" };
  const span = since ?? { timeMin, timeMax };
  const all = since ? book.changedSince(since.change, span) : book.list(span);
  const start = Number(query["pageToken"] ?? 0);
  const end = start + Math.min(Number(query["maxResults"] ?? USUAL_AT_ONCE), MOST_AT_ONCE);
  const token = { age, change: book.changes, timeMin: span.timeMin, timeMax: span.timeMax };
  const next =
    end < all.length ? { nextPageToken: String(end) } : { nextSyncToken: Buffer.from(JSON.stringify(token)).toString("base64url") };
  return { data: { kind: "calendar#events", summary: book.summary, timeZone: "Europe/Berlin", items: all.slice(start, end), ...next } };
}

const busySchema = z.object({ timeMin: z.string(), timeMax: z.string(), items: z.array(z.object({ id: z.string() })) });

function busyOf(body: unknown, { busy }: World): Record<string, unknown> {
  const { items } = busySchema.parse(body);
  const unknown = { errors: [{ domain: "global", reason: "notFound" }], busy: [] };
  return Object.fromEntries(items.map(({ id }) => [id, busy.has(id) ? { busy: busy.get(id) } : unknown]));
}

/** https://developers.google.com/workspace/calendar/api/guides/errors */
function refuse(response: ServerResponse, code: number, reason: string, retryAfterS?: number): void {
  const headers = retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) };
  answer(
    response,
    code,
    { error: { code, message: "It is refused.", errors: [{ domain: "calendar", reason, message: reason }] } },
    headers,
  );
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8", ...headers }).end(JSON.stringify(body));
}
