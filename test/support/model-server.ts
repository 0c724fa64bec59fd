import { LLMock } from "@copilotkit/aimock";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import type { Usage } from "../../src/core/model.ts";
import { createGate, type Gate } from "./gate.ts";
import { cutEvents, editEvents, refusedEvents, writeEvents, type ModelApi } from "./model-stream.ts";

/**
 * How a call can fail: an error status (`busy` is 429 with Retry-After, `unpaid` 429 without credit, `no-flex` 429 where the flex tier is
 * full, `broken` 500, `locked` 401, `forbidden` 403, `unknown-model` 404, `too-long` 400), no answer at all (`drops`, `hangs`), or a
 * stream that ends within (`cut` as a broken connection, `silent` without any event, `unfinished` without the last one, `failed` with an
 * event that says so).
 */
export type ModelFault = keyof typeof STATUSES | "drops" | "hangs" | "cut" | "silent" | "unfinished" | "failed";

/** What the model does at one turn. `text` is written as it stands; `answer` as JSON. */
export type ScriptedTurn = { usage?: Partial<Usage>; model?: string } & (
  | { answer: unknown }
  | { text: string; /** Breaks off there, since it was too long. */ short?: boolean }
  | { calls: readonly { name: string; arguments: unknown; id?: string }[] }
  | { refusal: string }
  | { fault: ModelFault; retryAfterS?: number }
);

/** One request of a turn that came in. */
export interface ModelAsked {
  api: ModelApi;
  /** As it was sent. */
  body: Readonly<Record<string, unknown>>;
  headers: Readonly<Record<string, string>>;
  /** The model that was named. */
  model: string;
  /** The body as text, to look for words in. */
  text: string;
  /** The names of the tools that it may ask for. */
  tools: readonly string[];
  /** The name of the answer's form; undefined where no schema was sent. */
  answer: string | undefined;
}

/** Turns in their order, or what finds one; `index` counts the requests before it. After the last of a list every turn is 500. */
export type ModelScript = readonly ScriptedTurn[] | ((asked: ModelAsked, index: number) => ScriptedTurn | Promise<ScriptedTurn>);

/** What the server is like; as OpenAI's own where nothing is said. */
export interface ModelHouse {
  /** What it has: both where absent. */
  apis?: readonly ModelApi[];
  /** What it refuses with 400. */
  lacks?: readonly ("json_schema" | "tools")[];
  /** What `GET /v1/models` lists. */
  models?: readonly { id: string; shutdown_date?: string }[];
  /** Asks for no key, as a server on one's own machine does. */
  isOpen?: boolean;
}

/**
 * OpenAI's API on a local port: somebody else's emulator of it (aimock), behind a door of ours that keeps a journal and fails as told.
 *
 *     const server = await startModel([{ answer: { claims: [] } }, { fault: "busy" }, { calls: [{ name: "look", arguments: { handle: "M1" } }] }]);
 *     t.after(() => server.close());
 *     ... ask at `server.url` with `server.key` ...
 *     server.asked.length; server.asked[0]?.text; server.script = () => ({ answer: ... });
 */
export interface ModelServer {
  /** Base URL, which ends with `/v1/`. */
  readonly url: string;
  readonly key: string;
  /** Where the emulator behind it listens, which is asked from this process as well. */
  readonly emulator: string;
  /** Every request of a turn, oldest first. */
  readonly asked: readonly ModelAsked[];
  /** How often anything was asked, also with another key. */
  readonly knocks: number;
  script: ModelScript;
  house: ModelHouse;
  /** Resolves once a caller is left hanging, at once where one is. */
  hanging(): Promise<void>;
  close(): Promise<void>;
}

/** What a turn takes where the script says nothing else. */
export const USUAL_USAGE: Usage = { input: 1_000, cached: 0, output: 100, reasoning: 0 };

const KEY = "sk-a-key-of-the-tests";
const MODELS = ["gpt-6-luna", "gpt-6.1-terra", "gpt-6-sol"].map((id) => ({ id }));

export async function startModel(script: ModelScript = [], house: ModelHouse = {}): Promise<ModelServer> {
  const door: Door = { script, house, asked: [], knocks: 0, turns: [], gate: createGate(), backend: "" };
  // In pieces of a size that a long answer does not become more of them than the emulator hands out.
  const emulator = new LLMock({ host: "127.0.0.1", port: 0, chunkSize: 200 });
  emulator.on({}, ({ model }) => emulated(door.turns[Number(model.split("#")[1])], model.split("#")[0] ?? ""));
  door.backend = await emulator.start();
  const server = createServer((request, response) => void pass(request, response, door).catch(() => response.destroy()));
  return {
    ...{
      url: `http://127.0.0.1:${await listen(server)}/v1/`,
      key: KEY,
      emulator: door.backend,
      asked: door.asked,
      hanging: () => door.gate.opened(),
    },
    get knocks() {
      return door.knocks;
    },
    get script() {
      return door.script;
    },
    set script(next) {
      door.script = next;
    },
    get house() {
      return door.house;
    },
    set house(next) {
      door.house = next;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await Promise.all([once(server, "close"), emulator.stop()]);
    },
  };
}

interface Door {
  script: ModelScript;
  house: ModelHouse;
  asked: ModelAsked[];
  knocks: number;
  /** By the index of what was asked. */
  turns: ScriptedTurn[];
  gate: Gate;
  backend: string;
}

const APIS: Readonly<Record<string, ModelApi>> = { "/v1/responses": "responses", "/v1/chat/completions": "chat" };

async function pass(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const { apis = ["responses", "chat"], lacks = [], models = MODELS, isOpen = false } = door.house;
  door.knocks += 1;
  const sent = await buffer(request);
  if (!isOpen && request.headers.authorization !== `Bearer ${KEY}`) return fail(response, "locked");
  if (request.url === "/v1/models") return answer(response, 200, { object: "list", data: models });
  const api = APIS[request.url ?? ""];
  if (!api || !apis.includes(api)) return answer(response, 404, { error: { message: "Not Found", type: "not_found_error" } });
  const asked = askedOf(api, request, sent.toString());
  if (lacks.includes("json_schema") && asked.answer !== undefined) return lack(response, "response_format type json_schema");
  if (lacks.includes("tools") && asked.tools.length > 0) return lack(response, "tools");
  const index = door.asked.push(asked) - 1;
  const turn = await turnAt(door.script, asked, index);
  door.turns[index] = turn;
  await play(response, { door, asked, index, turn });
}

async function turnAt(script: ModelScript, asked: ModelAsked, index: number): Promise<ScriptedTurn> {
  return typeof script === "function" ? script(asked, index) : (script[index] ?? { fault: "broken" });
}

interface Playing {
  door: Door;
  asked: ModelAsked;
  index: number;
  turn: ScriptedTurn;
}

async function play(response: ServerResponse, playing: Playing): Promise<void> {
  const { door, turn } = playing;
  if (!("fault" in turn)) return writeEvents(response, await eventsOf(playing));
  const { fault } = turn;
  if (fault === "drops") return void response.destroy();
  if (fault === "hangs") return hang(response, door.gate);
  if (isStatus(fault)) return fail(response, fault, turn.retryAfterS);
  cutEvents(response, playing.asked.api, await eventsOf(playing), fault);
}

/** What the emulator streams for a turn, with what it has no words for. */
async function eventsOf({ door, asked, index, turn }: Playing): Promise<string[]> {
  const path = asked.api === "responses" ? "responses" : "chat/completions";
  const body = JSON.stringify({ ...asked.body, model: `${asked.model}#${index}`, stream: true });
  const sent = await fetch(`${door.backend}/v1/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const events = editEvents(await sent.text(), { ...USUAL_USAGE, ...turn.usage }, ("short" in turn && turn.short) ?? false);
  return "refusal" in turn ? refusedEvents(events) : events;
}

/** A turn in the emulator's words. */
function emulated(turn: ScriptedTurn | undefined, asked: string) {
  const said = { model: turn?.model ?? asked, usage: { input_tokens: 1, output_tokens: 1, prompt_tokens: 1, completion_tokens: 1 } };
  if (!turn) return { ...said, content: "" };
  if ("calls" in turn) {
    const toolCalls = turn.calls.map(({ name, id, arguments: given }, index) => ({
      name,
      id: id ?? `call_${index + 1}`,
      arguments: typeof given === "string" ? given : JSON.stringify(given),
    }));
    return { ...said, toolCalls };
  }
  if ("answer" in turn) return { ...said, content: JSON.stringify(turn.answer) };
  if ("text" in turn) return { ...said, content: turn.text, ...(turn.short && { finishReason: "length" }) };
  return { ...said, content: "refusal" in turn ? turn.refusal : "This is where it ends." };
}

const askedSchema = z.looseObject({
  model: z.string(),
  tools: z.array(z.looseObject({ name: z.string().optional(), function: z.looseObject({ name: z.string() }).optional() })).default([]),
  text: z.looseObject({ format: z.looseObject({ name: z.string().optional() }).optional() }).optional(),
  response_format: z.looseObject({ json_schema: z.looseObject({ name: z.string() }).optional() }).optional(),
});

function askedOf(api: ModelApi, { headers }: IncomingMessage, text: string): ModelAsked {
  const body = askedSchema.parse(JSON.parse(text));
  return {
    ...{ api, body, text, model: body.model },
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    tools: body.tools.flatMap((tool) => tool.name ?? tool.function?.name ?? []),
    answer: body.text?.format?.name ?? body.response_format?.json_schema?.name,
  };
}

/** By https://platform.openai.com/docs/guides/error-codes and the flex guide beside it. */
const STATUSES = {
  locked: { status: 401, code: "invalid_api_key", message: `Incorrect API key provided: ${KEY}.` },
  forbidden: { status: 403, code: "unsupported_country_region_territory", message: "Not here." },
  busy: { status: 429, code: "rate_limit_exceeded", message: "Rate limit reached." },
  unpaid: { status: 429, code: "insufficient_quota", message: "You exceeded your current quota." },
  "no-flex": { status: 429, code: "resource_unavailable", message: "Resource unavailable." },
  broken: { status: 500, code: "server_error", message: "The server had an error." },
  "unknown-model": { status: 404, code: "model_not_found", message: "The model does not exist." },
  "too-long": { status: 400, code: "context_length_exceeded", message: "Your input exceeds the context window of this model." },
} as const;

function isStatus(fault: ModelFault): fault is keyof typeof STATUSES {
  return Object.hasOwn(STATUSES, fault);
}

function fail(response: ServerResponse, fault: keyof typeof STATUSES, retryAfterS?: number): void {
  const { status, ...error } = STATUSES[fault];
  answer(response, status, { error }, fault === "busy" ? { "retry-after": String(retryAfterS ?? 2) } : {});
}

function lack(response: ServerResponse, what: string): void {
  answer(response, 400, { error: { message: `${what} is not supported`, type: "invalid_request_error" } });
}

function hang(response: ServerResponse, gate: Gate): void {
  gate.enter();
  response.once("close", () => gate.leave());
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port, got none");
  return address.port;
}
