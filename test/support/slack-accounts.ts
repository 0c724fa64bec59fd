import { createServer, type IncomingMessage } from "node:http";
import type { TestContext } from "node:test";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** What a small Slack says about one token, by the documentation of auth.test and apps.connections.open. */
export interface SlackToken {
  /** Its scopes, told in the header of every answer. */
  scopes?: readonly string[];
  /** Slack's word for why it is not taken. */
  error?: string;
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Seconds until it ends. */
  expiresIn?: number;
}

/** A Slack that knows these tokens. */
export interface SlackAccounts {
  /** With the slash at its end. */
  api: string;
  /** The methods that were called. */
  calls: string[];
}

/** Starts a Slack on loopback that knows who has which token; it ends with the test. */
export async function startSlackAccounts(test: TestContext, tokens: Readonly<Record<string, SlackToken>>): Promise<SlackAccounts> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, tokens).then(({ status, headers, body }) => {
      calls.push(request.url ?? "");
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => void server.close());
  const address = server.address();
  return { api: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/api/`, calls };
}

interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

async function answer(request: IncomingMessage, tokens: Readonly<Record<string, SlackToken>>): Promise<Answer> {
  await text(request);
  const token = tokens[request.headers.authorization?.replace("Bearer ", "") ?? ""] ?? { error: "invalid_auth" };
  const headers = { ...(token.scopes && { "x-oauth-scopes": token.scopes.join(",") }), ...token.headers };
  const status = token.status ?? 200;
  if (token.error !== undefined) return { status, headers, body: { ok: false, error: token.error } };
  return { status, headers, body: bodyOf(request.url ?? "", token) };
}

function bodyOf(url: string, { expiresIn }: SlackToken): unknown {
  if (url.endsWith("/apps.connections.open")) return { ok: true, url: "wss://127.0.0.1/link/?ticket=one-time" };
  if (!url.endsWith("/auth.test")) return { ok: false, error: "unknown_method" };
  const who = { url: "https://acme.slack.com/", team: "Acme", user: "chief", team_id: "T1", user_id: "U1", bot_id: "B1" };
  return { ok: true, ...who, ...(expiresIn !== undefined && { expires_in: expiresIn }) };
}
