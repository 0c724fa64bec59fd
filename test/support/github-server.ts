import { createEmulator } from "emulate";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { createAddresses } from "../../src/config/addresses.ts";
import type { Connections, GitHubConnection } from "../../src/core/connection.ts";
import { createGate, type Gate } from "./gate.ts";
import { answerGraph, type GraphWorld } from "./github-graph.ts";
import { freePort } from "./slack-server.ts";

/** How GitHub can fail a call: without an answer, after it has done what it was asked or before, or with any. A `body` that is neither text nor bytes is told as JSON. */
export type GitHubFault =
  | "drops"
  | "hangs"
  | "drops-after"
  | { status: number; headers?: Readonly<Record<string, string>>; body?: unknown };

/** One call that came in. */
export interface GitHubCall {
  method: string;
  /** With its query. */
  path: string;
  /** The query of a call to the GraphQL API; else empty. */
  query: string;
  headers: Readonly<Record<string, string>>;
}

/**
 * A GitHub on a local port: somebody else's emulator of its REST API, behind a door of ours that knows the GraphQL API as far as Chief asks
 * it, marks each answer with an ETag, fails as planned and keeps a journal.
 */
export interface GitHubServer {
  /** Address of the REST API. */
  readonly api: string;
  readonly token: string;
  /** Every call with its status, oldest first; 0 where it was left without an answer. */
  readonly calls: (GitHubCall & { status: number })[];
  /** What the GraphQL API tells. */
  readonly graph: GraphWorld;
  /** What becomes of a call. */
  faultOf: (call: GitHubCall) => GitHubFault | undefined;
  /** Somebody changes something there by the REST API, which always works. */
  change(path: string, body: Readonly<Record<string, unknown>>, method?: string): Promise<unknown>;
  /** Resolves once a caller is left hanging. */
  hanging(): Promise<void>;
  close(): Promise<void>;
}

const TOKEN = "github_pat_a-token-of-the-tests";
const SEED = {
  tokens: { [TOKEN]: { login: "dana", scopes: ["repo", "user"] } },
  github: {
    users: [{ login: "dana" }, { login: "sam" }],
    repos: [
      { owner: "dana", name: "shop" },
      { owner: "dana", name: "site" },
    ],
  },
};

export async function startGitHub(): Promise<GitHubServer> {
  const gate = createGate();
  const server = createServer((request, response) => void pass(request, response, door).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = z.object({ port: z.number() }).parse(server.address());
  const api = `http://127.0.0.1:${address.port}`;
  const port = await freePort();
  const emulator = await createEmulator({ service: "github", port, baseUrl: api, seed: SEED });
  const backend = `http://127.0.0.1:${port}`;
  const door: Door = {
    ...{ api, token: TOKEN, calls: [], graph: { pulls: [], deployments: {} }, faultOf: () => undefined, gate, backend },
    hanging: () => gate.opened(),
    change: async (path, body, method = "POST") => {
      const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
      const response = await fetch(`${backend}${path}`, { method, headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`expected ${path} to be changed, got ${response.status}: ${await response.text()}`);
      return response.json();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await Promise.all([once(server, "close"), emulator.close()]);
    },
  };
  return door;
}

interface Door extends GitHubServer {
  gate: Gate;
  backend: string;
}

async function pass(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const { method = "GET", url: path = "/" } = request;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const body = await text(request);
  const query = path === "/graphql" ? z.object({ query: z.string() }).parse(JSON.parse(body)).query : "";
  const call = { method, path, query, headers };
  const kept = { ...call, status: 0 };
  door.calls.push(kept);
  const fault = door.faultOf(call);
  if (fault === "drops") return void response.destroy();
  if (fault === "hangs") {
    door.gate.enter();
    return void response.once("close", () => door.gate.leave());
  }
  const said = fault && fault !== "drops-after" ? sayFault(fault) : await say(call, body, door);
  if (fault === "drops-after") return void response.destroy();
  const etag = `W/"${createHash("sha256").update(said.body).digest("hex")}"`;
  // https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
  const isSame = said.status === 200 && headers["if-none-match"] === etag;
  kept.status = isSame ? 304 : said.status;
  response.writeHead(kept.status, { "content-type": "application/json", etag, ...said.headers }).end(isSame ? undefined : said.body);
}

interface Said {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
}

function sayFault({ status, headers = {}, body = { message: "refused" } }: Exclude<GitHubFault, string>): Said {
  return { status, headers, body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body) };
}

async function say({ method, path, query, headers }: GitHubCall, body: string, { graph, backend }: Door): Promise<Said> {
  if (headers["authorization"] !== `token ${TOKEN}` && headers["authorization"] !== `bearer ${TOKEN}`) return sayFault({ status: 401 });
  if (path === "/graphql") return sayFault({ status: 200, body: answerGraph(query, graph) });
  // The emulator has no list of issues across repositories.
  if (path.startsWith("/issues?")) return sayFault({ status: 200, body: [] });
  const ofRepository = /^(\/repos\/[^/]+\/[^/]+\/issues)\/comments\?/.exec(path)?.[1];
  if (ofRepository !== undefined) return sayFault({ status: 200, body: await allComments(`${backend}${ofRepository}`) });
  const sent = { authorization: `Bearer ${TOKEN}`, ...(body !== "" && { "content-type": "application/json" }) };
  const answer = await fetch(`${backend}${path}`, { method, headers: sent, ...(body !== "" && { body }) });
  const link = answer.headers.get("link");
  return { status: answer.status, headers: link === null ? {} : { link }, body: await answer.text() };
}

const numberedSchema = z.array(z.looseObject({ number: z.number() }));

/** The emulator takes the word in this address for the number of an issue. */
async function allComments(issues: string): Promise<unknown[]> {
  const get = async (address: string): Promise<unknown> => (await fetch(address, { headers: { authorization: `Bearer ${TOKEN}` } })).json();
  const numbers = numberedSchema.parse(await get(`${issues}?state=all&per_page=100`));
  const lists = await Promise.all(numbers.map(({ number }) => get(`${issues}/${number}/comments`)));
  return z.array(z.array(z.unknown())).parse(lists).flat();
}

/** A configuration with this GitHub as its only connection. */
export function connectionsTo({ api, token }: Pick<GitHubServer, "api" | "token">): Connections {
  const hub: GitHubConnection = { kind: "github", token: "${env:GITHUB_TOKEN}", api }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { hub } };
  return createAddresses(() => book, { GITHUB_TOKEN: token }).connections;
}
