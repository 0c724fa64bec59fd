import { createEmulator } from "emulate";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import { createAddresses } from "../../src/config/addresses.ts";
import type { Connections, SlackConnection } from "../../src/core/connection.ts";
import type { Clock } from "../../src/core/ports/ambient.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { createGate, type Gate } from "./gate.ts";

/**
 * How Slack can fail a call: `busy` and `broken` answer 429 and 500 and have done nothing, `broken-after` answers 500 and has; the
 * others leave the caller without an answer. Else it says Slack's own name for a refusal, or any answer, or any text.
 */
export type SlackFault =
  | "busy"
  | "broken"
  | "broken-after"
  | "drops-before"
  | "drops-after"
  | "stores-late"
  | "hangs-before"
  | "hangs-after"
  | { error: string; needed?: string }
  | { answer: unknown }
  | { text: string; status?: number };

/** One call that came in. */
export interface SlackCall {
  /** `chat.postMessage`; `upload` for the bytes of a file. */
  method: string;
  args: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
}

export interface SlackPlan {
  /** What becomes of a call; `tries` counts those before it with the same method and the same mark. */
  faultOf(call: SlackCall, tries: number): SlackFault | undefined;
  clock: Clock;
  /** How long after its connection is gone a late message is stored. */
  lateMs: number;
  /** What `busy` asks for, in seconds. */
  retryAfterS: number;
  /** How long a sound call takes until it is done, whatever becomes of its caller. */
  latencyMs: number;
}

const messageSchema = z.looseObject({
  ts: z.string(),
  text: z.string(),
  thread_ts: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  metadata: z.looseObject({ event_type: z.string(), event_payload: z.looseObject({ key: z.string(), part: z.string() }) }).optional(),
  files: z.array(z.looseObject({ name: z.string(), title: z.string() })).optional(),
});
export type SlackStored = z.infer<typeof messageSchema>;

/** A Slack on a local port: somebody else's emulator of it, behind a door of ours that fails as planned and keeps a journal. */
export interface SlackServer {
  /** Address of the Web API. */
  readonly api: string;
  readonly token: string;
  /** A channel that the app is in, one that it is not in, and a person. */
  readonly channel: string;
  readonly foreignChannel: string;
  readonly user: string;
  /** Every call, with what became of it, oldest first. */
  readonly calls: (SlackCall & { fault: SlackFault | undefined })[];
  /** The same, where it is one of these methods. */
  callsTo(...methods: string[]): SlackCall[];
  plan: SlackPlan;
  /** What stands in a channel, oldest first, each followed by its thread. */
  stored(channel: string): Promise<SlackStored[][]>;
  /** Makes another channel that the app is in; resolves with its id. */
  addChannel(name: string): Promise<string>;
  /** A call by somebody with another hand in this Slack, which always works; by the app itself unless `by` names another of its users. */
  call(method: string, args: Record<string, string>, by?: SlackUser): Promise<unknown>;
  /** Resolves once a caller is left hanging, at once where one is. */
  hanging(): Promise<void>;
  close(): Promise<void>;
}

const TOKEN = "xoxb-a-token-of-the-tests";
/** Whoever is in this Slack. */
export type SlackUser = keyof typeof TOKENS;
const TOKENS = { chief: TOKEN, sam: "xoxp-a-token-of-sam", dana: "xoxp-a-token-of-dana" };
const SOUND: SlackPlan = { faultOf: () => undefined, clock: systemClock, lateMs: 20_000, retryAfterS: 2, latencyMs: 0 };

export async function startSlack(changes: Partial<SlackPlan> = {}): Promise<SlackServer> {
  const calls: SlackServer["calls"] = [];
  const gate = createGate();
  const door: Door = { plan: { ...SOUND, ...changes }, calls, gate, tries: new Map(), backend: "" };
  const server = createServer((request, response) => void pass(request, response, door).catch(() => response.destroy()));
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const port = await freePort();
  const emulator = await createEmulator({ service: "slack", port, baseUrl: origin, seed: SEED });
  door.backend = `http://127.0.0.1:${port}`;
  const call: CallBackend = (method, args, by = "chief") => callBackend(door.backend, method, args, TOKENS[by]);
  return {
    ...{ api: `${origin}/api/`, token: TOKEN, calls, call, hanging: () => gate.opened() },
    ...{ channel: await idOf(call, "risk"), foreignChannel: "C000000001", user: await userOf(call) },
    callsTo: (...methods) => calls.filter(({ method }) => methods.includes(method)),
    get plan() {
      return door.plan;
    },
    set plan(plan) {
      door.plan = plan;
    },
    addChannel: (name) => addChannel(call, name),
    stored: (channel) => storedIn(call, channel),
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all([once(server, "close"), emulator.close()]);
    },
  };
}

/** A configuration with this Slack as its only connection. */
export function connectionsTo({ api, token }: Pick<SlackServer, "api" | "token">): Connections {
  const acme: SlackConnection = { kind: "slack", token: "${env:SLACK_BOT_TOKEN}", api }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { acme } };
  return createAddresses(() => book, { SLACK_BOT_TOKEN: token }).connections;
}

/** Fails calls to one method, as often as told, then works. */
export function failing(method: string, fault: SlackFault, times = 1): SlackPlan["faultOf"] {
  let left = times;
  return (call) => {
    if (call.method !== method || left === 0) return undefined;
    left -= 1;
    return fault;
  };
}

/** The app's own user, and two people. */
const SEED = {
  tokens: Object.fromEntries(Object.entries(TOKENS).map(([login, token]) => [token, { login, scopes: [] }])),
  slack: {
    users: [
      { name: "chief" },
      { name: "sam", real_name: "Sam Rivera", email: "sam@example.com" },
      { name: "dana", real_name: "Dana Reyes", email: "dana@example.com" },
    ],
    channels: [{ name: "risk" }],
  },
};

interface Door {
  plan: SlackPlan;
  calls: SlackServer["calls"];
  gate: Gate;
  /** How often a call was tried, by its mark. */
  tries: Map<string, number>;
  backend: string;
}

async function pass(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const { plan, calls, gate } = door;
  const path = request.url ?? "/";
  const body = await buffer(request);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const call = { method: /^\/api\/(.+)$/.exec(path)?.[1] ?? "upload", args: argsOf(headers, body), headers };
  const fault = plan.faultOf(call, countTry(door.tries, markOfCall(call)));
  calls.push({ ...call, fault });
  if (fault === "drops-before") return void response.destroy();
  if (fault === "hangs-before") return hang(response, gate);
  if (fault === "broken") return answer(response, 500, "{}");
  if (fault === "busy") return answer(response, 429, "{}", { "retry-after": String(plan.retryAfterS) });
  if (typeof fault === "object") return answer(response, "status" in fault ? fault.status : 200, saidBy(fault));
  const work = (): Promise<Response> => fetch(`${door.backend}${path}`, { method: "POST", headers: sent(headers), body });
  if (fault === "stores-late") {
    plan.clock.after(plan.lateMs, () => void work());
    return void response.destroy();
  }
  if (plan.latencyMs > 0) await new Promise<void>((resolve) => void plan.clock.after(plan.latencyMs, resolve));
  const done = await work();
  const said = await done.text();
  if (fault === "drops-after") return void response.destroy();
  if (fault === "hangs-after") return hang(response, gate);
  if (fault === "broken-after") return answer(response, 500, "{}");
  answer(response, done.status, said);
}

function saidBy(fault: Extract<SlackFault, object>): string {
  if ("text" in fault) return fault.text;
  return JSON.stringify("answer" in fault ? fault.answer : { ok: false, ...fault });
}

function sent({ authorization, "content-type": type }: Record<string, string>): Record<string, string> {
  return { ...(authorization !== undefined && { authorization }), ...(type !== undefined && { "content-type": type }) };
}

/** A file's bytes are nothing to take apart. */
function argsOf(headers: Record<string, string>, body: Buffer): Record<string, string> {
  if (headers["content-type"] !== "application/x-www-form-urlencoded") return {};
  return Object.fromEntries(new URLSearchParams(body.toString()));
}

/** How often it was tried before. */
function countTry(tries: Map<string, number>, mark: string): number {
  const before = tries.get(mark) ?? 0;
  tries.set(mark, before + 1);
  return before;
}

function markOfCall({ method, args }: SlackCall): string {
  return `${method} ${args["metadata"] ?? args["ts"] ?? ""}`;
}

function hang(response: ServerResponse, gate: Gate): void {
  gate.enter();
  response.once("close", () => gate.leave());
}

function answer(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}

type CallBackend = SlackServer["call"];

async function callBackend(backend: string, method: string, args: Record<string, string>, token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/x-www-form-urlencoded" };
  const response = await fetch(`${backend}/api/${method}`, { method: "POST", headers, body: new URLSearchParams(args).toString() });
  return response.json();
}

async function idOf(call: CallBackend, name: string): Promise<string> {
  const { channels } = z.object({ channels: z.array(named) }).parse(await call("conversations.list", {}));
  return getNamed(channels, name);
}

async function userOf(call: CallBackend): Promise<string> {
  const { members } = z.object({ members: z.array(named) }).parse(await call("users.list", {}));
  return getNamed(members, "sam");
}

const named = z.object({ id: z.string(), name: z.string() });

function getNamed(all: readonly z.infer<typeof named>[], name: string): string {
  const found = all.find((each) => each.name === name);
  if (!found) throw new Error(`expected ${name} to be there, got ${all.map((each) => each.name).join(", ")}`);
  return found.id;
}

async function addChannel(call: CallBackend, name: string): Promise<string> {
  return z.object({ channel: named }).parse(await call("conversations.create", { name })).channel.id;
}

async function storedIn(call: CallBackend, channel: string): Promise<SlackStored[][]> {
  const parents: SlackStored[] = [];
  let cursor = "";
  do {
    const page = pageSchema.parse(await call("conversations.history", { channel, cursor, limit: "1000" }));
    parents.unshift(...page.messages.toReversed());
    cursor = page.response_metadata?.next_cursor ?? "";
  } while (cursor !== "");
  return Promise.all(parents.map(async ({ ts }) => pageSchema.parse(await call("conversations.replies", { channel, ts })).messages));
}

const pageSchema = z.object({
  messages: z.array(messageSchema),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Starts a server at a port of this machine, and tells which. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected the server to listen on a port, got none");
  return address.port;
}

/** A port of this machine at which nobody listens. The emulator does not say which one it was given, so it is told one. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  return port;
}
