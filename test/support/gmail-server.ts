import { createEmulator } from "emulate";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import { createAddresses } from "../../src/config/addresses.ts";
import type { Connections, GoogleConnection } from "../../src/core/connection.ts";
import { createGate, type Gate } from "./gate.ts";
import { freePort, listen } from "./slack-server.ts";

/**
 * How Gmail can fail a call: a status with Google's word for why, any answer, any text whatever its type, a connection that drops, or no answer
 * at all.
 */
export type GmailFault =
  | { status: number; reason: string; retryAfterS?: number }
  | { answer: unknown }
  | { text: string; type?: string; status?: number }
  | "drops"
  | "hangs";

/** One call that came in. */
export interface GmailCall {
  verb: string;
  /** Without what stands before the user: `messages`, `messages/18f`, `history`; `token` for the one that fetches tokens. */
  path: string;
  query: URLSearchParams;
}

/** A Gmail on a local port: somebody else's emulator of it, behind a door of ours that fails as planned and keeps a journal. */
export interface GmailServer {
  readonly connection: GoogleConnection;
  /** Every call, oldest first. */
  readonly calls: GmailCall[];
  /** The paths that were called since this was last asked, but for tokens. */
  newCalls(): string[];
  /** What becomes of calls from now on; undefined for what is really there. */
  plant(say: (call: GmailCall) => GmailFault | undefined): void;
  /** Puts a letter into the mailbox, as its text is; resolves with its id. */
  deliver(letter: string, labels?: readonly string[], changes?: { threadId?: string }): Promise<string>;
  /** Changes a letter's labels by another hand. */
  label(id: string, changes: { add?: readonly string[]; remove?: readonly string[] }): Promise<void>;
  /** Deletes a letter for good by another hand. */
  remove(id: string): Promise<void>;
  /** Resolves once a caller is left hanging, at once where one is. */
  hanging(): Promise<void>;
  close(): Promise<void>;
}

const USER = "sam@home.example";
const TOKEN = "ya29.a-token-of-the-tests";
export const REFRESH_TOKEN = "1//a-refresh-token-of-the-tests";

export async function startGmail(): Promise<GmailServer> {
  const door: Door = { say: () => undefined, calls: [], gate: createGate(), backend: "" };
  const server = createServer((request, response) => void pass(request, response, door).catch(() => response.destroy()));
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const port = await freePort();
  const emulator = await createEmulator({ service: "google", port, baseUrl: origin, seed: SEED });
  door.backend = `http://127.0.0.1:${port}`;
  let seen = 0;
  return {
    connection: connectionTo(origin),
    calls: door.calls,
    newCalls() {
      const paths = door.calls.slice(seen).map(({ path }) => path);
      seen = door.calls.length;
      return paths.filter((path) => path !== "token");
    },
    plant: (say) => void (door.say = say),
    async deliver(letter, labels = ["INBOX", "UNREAD"], { threadId } = {}) {
      const raw = Buffer.from(letter).toString("base64url");
      return idSchema.parse(
        await call(door.backend, "POST", "messages", { raw, labelIds: labels, ...(threadId !== undefined && { threadId }) }),
      ).id;
    },
    async label(id, { add = [], remove = [] }) {
      await call(door.backend, "POST", `messages/${id}/modify`, { addLabelIds: add, removeLabelIds: remove });
    },
    async remove(id) {
      await call(door.backend, "DELETE", `messages/${id}`);
    },
    hanging: () => door.gate.opened(),
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all([once(server, "close"), emulator.close()]);
    },
  };
}

/** A configuration with this Google as its connection `home`, and another at an address where nobody is. */
export async function connectionsToGmail({ connection }: Pick<GmailServer, "connection">): Promise<Connections> {
  const gone = { ...connection, api: `http://127.0.0.1:${await freePort()}/` };
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { home: connection, gone } };
  return createAddresses(() => book, { GOOGLE_CLIENT_SECRET: "a-secret-of-the-tests", GOOGLE_REFRESH_TOKEN: REFRESH_TOKEN }).connections;
}

const SEED = {
  tokens: { [TOKEN]: { login: USER, scopes: [] } },
  google: { users: [{ email: USER, name: "Sam Tan" }], messages: [], labels: [{ user_email: USER, id: "Label_1", name: "Clients/Acme" }] },
};

const idSchema = z.looseObject({ id: z.string() });

/* oxlint-disable no-template-curly-in-string -- as people write it */
function connectionTo(origin: string): GoogleConnection {
  return {
    kind: "google",
    clientId: "a-client-of-the-tests",
    clientSecret: "${env:GOOGLE_CLIENT_SECRET}",
    refreshToken: "${env:GOOGLE_REFRESH_TOKEN}",
    api: `${origin}/`,
    oauth: { authorizeUrl: `${origin}/auth`, tokenUrl: `${origin}/token`, revokeUrl: `${origin}/revoke` },
  };
}
/* oxlint-enable no-template-curly-in-string */

interface Door {
  say(call: GmailCall): GmailFault | undefined;
  calls: GmailCall[];
  gate: Gate;
  backend: string;
}

async function pass(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const url = new URL(request.url ?? "/", door.backend);
  const path = /^\/gmail\/v1\/users\/me\/(.+)$/.exec(url.pathname)?.[1] ?? url.pathname.slice(1);
  const seen = { verb: request.method ?? "", path, query: url.searchParams };
  await buffer(request);
  door.calls.push(seen);
  const fault = door.say(seen);
  if (fault === "drops") return void response.destroy();
  if (fault === "hangs") return hang(response, door.gate);
  if (fault !== undefined) return fail(response, fault);
  if (path === "token") return answer(response, 200, JSON.stringify({ access_token: TOKEN, expires_in: 3_600, token_type: "Bearer" }));
  if (path === "profile") return answer(response, 200, JSON.stringify(await profile(door.backend)));
  if (url.searchParams.has("q")) url.searchParams.set("q", toEmulator(url.searchParams.get("q") ?? ""));
  const done = await fetch(url, { method: seen.verb, headers: HEADERS });
  answer(response, done.status, await done.text());
}

const HEADERS = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };

/** The emulator knows no profile, yet where its history stands. */
async function profile(backend: string): Promise<unknown> {
  const { historyId } = z.looseObject({ historyId: z.string() }).parse(await call(backend, "GET", "history?startHistoryId=1"));
  return { emailAddress: USER, historyId };
}

/** Nor does it know what `-in:` means. */
function toEmulator(query: string): string {
  return query.replace("-in:drafts", "-label:draft").replace("-in:chats", "-label:chat");
}

async function call(backend: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const sent = { method, headers: HEADERS, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await fetch(`${backend}/gmail/v1/users/me/${path}`, sent);
  const said = await response.text();
  if (!response.ok) throw new Error(`expected the emulator to do ${method} ${path}, got ${said}`);
  return said === "" ? undefined : JSON.parse(said);
}

/** https://developers.google.com/workspace/gmail/api/guides/handle-errors; the tokens' own errors are of another form. */
function fail(response: ServerResponse, fault: Extract<GmailFault, object>): void {
  if ("answer" in fault) return answer(response, 200, JSON.stringify(fault.answer));
  if ("text" in fault) return answer(response, fault.status ?? 200, fault.text, { "content-type": fault.type ?? "text/html" });
  const { status, reason, retryAfterS } = fault;
  const error = reason.startsWith("invalid_")
    ? reason
    : { code: status, message: reason, errors: [{ domain: "global", reason, message: reason }] };
  answer(response, status, JSON.stringify({ error }), retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) });
}

function hang(response: ServerResponse, gate: Gate): void {
  gate.enter();
  response.once("close", () => gate.leave());
}

function answer(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}
