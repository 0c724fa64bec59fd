import { createHmac } from "node:crypto";
import { Agent, request as openRequest, type ClientRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import type { TestContext } from "node:test";
import type { Logger } from "../../src/core/ports/ambient.ts";
import type { Event } from "../../src/core/event.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Hook } from "../../src/core/workspace.ts";
import { Dispatcher } from "../../src/engine/events/dispatcher.ts";
import type { Database } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { createHealthApp } from "../../src/web/health.ts";
import { createHookListener, type HookParts } from "../../src/web/hooks.ts";
import { listen } from "../../src/web/listen.ts";
import { automationWith } from "../support/automation.ts";
import { createFakeClock, type FakeClock } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { memoryDatabase } from "../support/store.ts";

/** Of both forms: as it stands for the header of GitHub, decoded for Standard Webhooks. */
export const SECRET = "whsec_dGhlLXNlY3JldC1vZi10aGUtdGVzdHM=";
const STANDARD_KEY = Buffer.from("the-secret-of-the-tests");
export const JSON_TYPE = { "content-type": "application/json" };

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A server with hooks before a real dispatcher and store; runs are queued and not begun. */
export interface HookWorld {
  clock: FakeClock;
  store: Store;
  database: Database;
  port: number;
  /** Opens a request, whose body is then written by hand. */
  open(path: string, headers: OutgoingHttpHeaders, method?: string): ClientRequest;
  post(path: string, headers: OutgoingHttpHeaders, body: string | Buffer): Promise<Answer>;
  /** Ids of the events that are kept, in order. */
  kept(): Promise<string[]>;
}

/** Serves the hooks `deploys` and those given; an automation waits for each but `lonely`. */
export async function openHookWorld(
  test: Pick<TestContext, "after">,
  hooks: Record<string, Partial<Hook>> = {},
  { logger = silentLogger, receive }: { logger?: Logger; receive?: HookParts["receive"] } = {},
): Promise<HookWorld> {
  const names = ["deploys", ...Object.keys(hooks)];
  const waiting = names.filter((name) => name !== "lonely");
  const {
    clock,
    database,
    store,
    receive: keep,
  } = await openKeeper(
    test,
    waiting.map((id) => ({ id, source: "webhook", topic: `webhook:${id}` })),
  );
  const hook = { secret: "file:secret", perSecond: 1_000_000, maxBytes: 256 * 1024 };
  const take = createHookListener({
    hooks: Object.fromEntries(names.map((name) => [name, { ...hook, ...hooks[name] }])),
    readSecret: (reference) => (reference === hook.secret ? SECRET : reference),
    closesUnsound: true,
    receive: receive ?? keep,
    clock,
    logger,
  });
  const health = createHealthApp(() => Promise.resolve({ ready: true }));
  const { port, close } = await listen(health, { host: "127.0.0.1", port: 0 }, take);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  test.after(() => {
    agent.destroy();
    return close();
  });
  const open: HookWorld["open"] = (path, headers, method = "POST") =>
    openRequest({ host: "127.0.0.1", port, path, method, agent, headers: { ...headers } });
  return {
    clock,
    store,
    database,
    port,
    open,
    post: (path, headers, body) => answerOf(open(path, { "content-length": Buffer.byteLength(body), ...headers }), body),
    kept: async () => (await store.occurrences.list({})).flatMap(({ event }) => event?.id ?? []).toReversed(),
  };
}

/** A real dispatcher and store in memory, with automations that wait for these topics; runs are queued and not begun. */
export async function openKeeper(test: Pick<TestContext, "after">, waiting: readonly { id: string; source: string; topic: string }[]) {
  const clock = createFakeClock();
  const database = memoryDatabase(test);
  const store = createStore(database, "test");
  const dispatcher = new Dispatcher({
    occurrences: store.occurrences,
    engine: { loadOf: () => ({ running: 0, queued: 0 }), activeRuns: () => [], cancel: () => Promise.resolve(false), take: () => {} },
    scheduler: { poke: () => {} },
    clock,
    logger: silentLogger,
    crashPoint: () => {},
  });
  await dispatcher.update(
    waiting.map(({ id, source, topic }) =>
      automationWith({ id, triggers: [{ kind: "event", source, audience: [], options: {}, topic, where: [] }] }),
    ),
  );
  return { clock, database, store, receive: (event: Event) => dispatcher.receive(event) };
}

/** Sends the rest of a request and waits for the answer. */
export function answerOf(request: ClientRequest, body?: string | Buffer): Promise<Answer> {
  const answer = answerTo(request);
  request.end(body);
  return answer;
}

/** The answer to a request that is being written. */
export function answerTo(request: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
  });
}

/** The headers of Standard Webhooks. `at` is an instant. */
export function standard(id: string, at: string, body: string | Buffer, key: string | Buffer = STANDARD_KEY): Record<string, string> {
  const seconds = String(Math.floor(Date.parse(at) / 1_000));
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.`).update(body).digest("base64");
  return { ...JSON_TYPE, "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": `v1,${signature}` };
}

/** The header that GitHub sends. */
export function hub(body: string | Buffer, key: string | Buffer = SECRET): Record<string, string> {
  return { ...JSON_TYPE, "x-hub-signature-256": `sha256=${createHmac("sha256", key).update(body).digest("hex")}` };
}
