import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { test, type TestContext } from "node:test";
import { ConfigError } from "../../../src/core/errors.ts";
import type { Logger } from "../../../src/core/ports/ambient.ts";
import type { Run } from "../../../src/core/run.ts";
import { createPings, type Pings } from "../../../src/engine/alerts/pings.ts";
import { createFakeClock, settle, until, type FakeClock } from "../../support/clock.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { AT, runInput } from "../../store/samples.ts";

const SECRET = "3f2a-nobody-may-know";
const fixed = {
  id: `sched:morning:${AT}`,
  automation: "morning",
  content: "unknown",
  delivery: "none",
  codeVersion: "",
  queuedAt: AT,
} as const;
const RUN: Run = { ...fixed, status: "running", reason: "", input: runInput(), epoch: 1, recoveries: 0, claims: 1 };

interface Watch {
  pings: Pings;
  clock: FakeClock;
  received: { method: string; url: string; body: string }[];
  logged: string[];
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function watch(
  t: TestContext,
  answer: Answer = (_request, response) => void response.end("OK"),
  path = `/${SECRET}`,
): Promise<Watch> {
  const received: Watch["received"] = [];
  const logged: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      received.push({ method: request.method ?? "", url: request.url ?? "", body });
      answer(request, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => (server.closeAllConnections(), server.close()));
  const address = server.address();
  assert.ok(typeof address === "object" && address);
  const clock = createFakeClock(AT);
  const warn: Logger["warn"] = (fields, message) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const addressOf = () => `http://127.0.0.1:${address.port}${path}`;
  const pings = createPings({ findAutomation: () => ({ ping: "nightly" }), addressOf, clock, logger: { ...silentLogger, warn } });
  return { pings, clock, received, logged };
}

test("start, success and failure arrive in their order, joined by one rid, with the reason as the body", async (t) => {
  const { pings, received, logged } = await watch(t);
  await Promise.all([pings.started(RUN), pings.ended({ ...RUN, status: "partial", reason: "git could not\nbe read" })]);
  await pings.ended({ ...RUN, status: "failed", reason: "x".repeat(50_000) });
  await pings.ended({ ...RUN, status: "dead", reason: "gone" });
  const paths = received.map(({ method, url }) => `${method} ${url.replace(/\?.*/, "").replace(SECRET, "")}`);
  assert.deepEqual(paths, ["POST //start", "POST /", "POST //fail", "POST //fail"]);
  assert.equal(new Set(received.map(({ url }) => new URL(url, "http://x").searchParams.get("rid"))).size, 1);
  assert.match(received[0]?.url ?? "", /rid=[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(received[1]?.body, "partial: git could not be read");
  assert.ok((received[2]?.body.length ?? 0) <= 10_000);
  assert.deepEqual(logged, []);
});

test("an end waits for its start, which could overtake it otherwise", async (t) => {
  let release = (): void => {};
  const { pings, received } = await watch(t, (request, response) => {
    if (request.url?.includes("/start")) release = () => response.end();
    else response.end();
  });
  const both = Promise.all([pings.started(RUN), pings.ended({ ...RUN, status: "succeeded" })]);
  await until(() => received.length === 1, "the start to arrive");
  await settle();
  assert.equal(received.length, 1);
  release();
  await both;
  assert.equal(received.length, 2);
});

test("a dry run, a cancelled one and an automation without a ping say nothing", async (t) => {
  const { pings, received, clock } = await watch(t);
  const dry = { ...RUN, input: { ...RUN.input, dryRun: true } };
  await pings.started(dry);
  await pings.ended({ ...dry, status: "succeeded" });
  await pings.ended({ ...RUN, status: "cancelled" });
  const mute = createPings({ findAutomation: () => undefined, addressOf: () => assert.fail("asked"), clock, logger: silentLogger });
  await mute.started(RUN);
  assert.deepEqual(received, []);
});

test("a watch that refuses or redirects is logged once an hour, and its address never", async (t) => {
  const { pings, clock, logged, received } = await watch(t, (request, response) => {
    if (request.url?.includes("/fail")) response.writeHead(302, { location: "/elsewhere" }).end();
    else response.writeHead(404).end();
  });
  await pings.ended({ ...RUN, status: "succeeded" });
  await pings.ended({ ...RUN, status: "failed" });
  assert.deepEqual([logged.length, received.length], [1, 2]);
  await clock.advance(3_600_000);
  await pings.ended({ ...RUN, status: "failed" });
  assert.equal(logged.length, 2);
  assert.match(logged[0] ?? "", /morning.*nightly.*status 404/);
  assert.doesNotMatch(logged.join(), new RegExp(SECRET));
});

test("a watch that does not answer is left after ten seconds", async (t) => {
  const { pings, clock, received, logged } = await watch(t, () => {});
  const sent = pings.started(RUN);
  await until(() => received.length === 1, "the ping to arrive");
  await clock.advance(10_000);
  await sent;
  assert.match(logged[0] ?? "", /no answer in time/);
  assert.equal(clock.waiting, 0);
});

test("an address that is none, or can't be read, is logged without being shown", async (t) => {
  const { clock } = await watch(t);
  const logged: string[] = [];
  const logger: Logger = { ...silentLogger, warn: (fields) => void logged.push(JSON.stringify(fields)) };
  const missing = () => {
    throw new ConfigError("secret-missing", "expected it to be set, got nothing");
  };
  for (const addressOf of [() => `ftp://${SECRET}`, () => SECRET, missing]) {
    await createPings({ findAutomation: () => ({ ping: "nightly" }), addressOf, clock, logger }).started(RUN);
  }
  assert.equal(logged.length, 3);
  assert.doesNotMatch(logged.join(), new RegExp(SECRET));
});
