import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { ConfigError } from "../../src/core/errors.ts";
import type { Logger } from "../../src/core/ports/ambient.ts";
import { createHookListener } from "../../src/web/hooks.ts";
import { createFakeClock } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { answerOf, hub, openHookWorld, SECRET, standard } from "./hook-world.ts";

const NOW = "2026-11-20T08:00:00.000Z";

test("a signed event is kept as what it is, and only then acknowledged", async (t) => {
  const world = await openHookWorld(t);
  const body = JSON.stringify({ message: "Deployed\n  shop\u202e", build: { number: 17, ok: true }, __proto__: 1, topic: "webhook:other" });
  const answer = await world.post("/hooks/deploys", standard("msg_1", "2026-11-20T07:58:00.000Z", body), body);
  assert.deepEqual([answer.status, answer.text], [202, '{"status":"accepted","id":"msg_1"}']);
  const [occurrence] = await world.store.occurrences.list({});
  assert.deepEqual(
    [occurrence?.id, occurrence?.event],
    [
      "event:deploys:webhook/deploys:msg_1",
      {
        source: "webhook/deploys",
        id: "msg_1",
        topic: "webhook:deploys",
        at: "2026-11-20T07:58:00.000Z",
        title: "Deployed shop",
        fields: { message: "Deployed\n  shop\u202e", "build.number": 17, "build.ok": true, topic: "webhook:other" },
      },
    ],
  );
});

test("an event is named by what is signed: the sender's id, else the hook's field, else the body itself", async (t) => {
  const world = await openHookWorld(t, { builds: { id: "build.number" } });
  const first = JSON.stringify({ build: { number: 17 }, try: 1 });
  const second = JSON.stringify({ build: { number: 17 }, try: 2 });
  const nameless = JSON.stringify({ build: { constructor: 1 } });
  assert.equal((await world.post("/hooks/builds", hub(first), first)).text, '{"status":"accepted","id":"17"}');
  assert.equal((await world.post("/hooks/builds", hub(second), second)).text, '{"status":"known"}');
  assert.match((await world.post("/hooks/builds", hub(nameless), nameless)).text, /"id":"[0-9a-f]{64}"/);
  assert.equal((await world.post("/hooks/builds", standard("msg_1", NOW, first), first)).text, '{"status":"accepted","id":"msg_1"}');
});

test("one of several signatures is enough, and a secret may be written as whsec_", async (t) => {
  const key = Buffer.from("0123456789abcdef");
  const world = await openHookWorld(t, { encoded: { secret: `whsec_${key.toString("base64")}` } });
  const headers = standard("msg_1", NOW, "{}", key);
  const several = `v1,bm90IGl0 ${headers["webhook-signature"]} v1a,other`;
  assert.equal((await world.post("/hooks/encoded", { ...headers, "webhook-signature": several }, "{}")).status, 202);
  assert.equal((await world.post("/hooks/encoded", standard("msg_2", NOW, "{}"), "{}")).status, 401);
});

test("times up to five minutes off are taken", async (t) => {
  const world = await openHookWorld(t);
  for (const [id, at] of Object.entries({ early: "2026-11-20T07:55:00.000Z", late: "2026-11-20T08:05:00.000Z" })) {
    assert.equal((await world.post("/hooks/deploys", standard(id, at, "{}"), "{}")).status, 202);
  }
});

test("bodies are JSON objects or plain text", async (t) => {
  const world = await openHookWorld(t);
  const post = async (type: string, body: string) =>
    (await world.post("/hooks/deploys", { ...hub(body), "content-type": type }, body)).status;
  assert.equal(await post("application/json; charset=utf-8", '{"a":1}'), 202);
  assert.equal(await post("application/cloudevents+json", '{"a":2}'), 202);
  assert.equal(await post("text/plain", "The backup is done"), 202);
  for (const body of ["", "{", "[]", "17", "null", '"text"']) assert.equal(await post("application/json", body), 400, body);
  const foreign = ["", "application/x-www-form-urlencoded", "application/xml", "text/html"];
  for (const type of foreign) assert.equal(await post(type, "{}"), 415, type);
  const [plain, , object] = await world.store.occurrences.list({});
  assert.deepEqual([plain?.event?.title, plain?.event?.fields], ["The backup is done", { text: "The backup is done" }]);
  assert.equal(object?.event?.title, "deploys called");
});

test("other methods and names are refused without a word on which names there are, and health is answered beside", async (t) => {
  const world = await openHookWorld(t);
  const unknown = await Promise.all(
    ["/hooks/other", "/hooks/", "/hooks/deploys/", "/hooks/__proto__"].map((path) => world.post(path, hub("{}"), "{}")),
  );
  assert.deepEqual(
    [...new Set(unknown.map(({ status, text }) => `${status} ${text}`))],
    ['404 {"status":"refused","reason":"There is nothing at this address."}'],
  );
  for (const path of ["/hooks/deploys", "/hooks/other"]) {
    const { status, headers } = await answerOf(world.open(path, {}, "GET"));
    assert.deepEqual([status, headers.allow], [405, "POST"]);
  }
  assert.equal((await answerOf(world.open("/healthz", {}, "GET"))).status, 200);
});

test("an event that nobody waits for is said to be unheard, and not kept", async (t) => {
  const world = await openHookWorld(t, { lonely: {} });
  const { status, text } = await world.post("/hooks/lonely", hub("{}"), "{}");
  assert.deepEqual([status, text, await world.kept()], [200, '{"status":"unheard"}', []]);
});

test("a body that comes byte by byte is taken as it was signed", async (t) => {
  const world = await openHookWorld(t);
  const body = JSON.stringify({ title: "Grüße — 你好" });
  const request = world.open("/hooks/deploys", { ...hub(body), "transfer-encoding": "chunked" });
  request.setNoDelay(true);
  for (const byte of Buffer.from(body)) request.write(Buffer.of(byte));
  assert.equal((await answerOf(request)).status, 202);
  assert.equal((await world.store.occurrences.list({}))[0]?.event?.title, "Grüße — 你好");
});

test("what is no HTTP ends its own connection and nothing else", async (t) => {
  const world = await openHookWorld(t);
  const length = "POST /hooks/deploys HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}";
  const both = "POST /hooks/deploys HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
  for (const text of ["\0\0\0\0\r\n\r\n", length, both]) assert.match(await sayRaw(world.port, text), /^HTTP\/1\.1 400 /);
  assert.equal((await world.post("/hooks/deploys", hub("{}"), "{}")).status, 202);
});

test("where the disk is full nothing is acknowledged, and the sender's next try is taken", async (t) => {
  const world = await openHookWorld(t);
  const pages = Number(world.database.pragma("page_count", { simple: true }));
  world.database.pragma(`max_page_count = ${pages}`);
  const bodies = Array.from({ length: 40 }, (_, index) => JSON.stringify({ index, text: "x".repeat(900) }));
  const answers = await Promise.all(bodies.map((body) => world.post("/hooks/deploys", hub(body), body)));
  const refused = answers.filter(({ status }) => status === 503);
  assert.ok(refused.length > 0);
  assert.equal(refused[0]?.headers["retry-after"], "5");
  assert.equal((await world.kept()).length, answers.filter(({ status }) => status === 202).length);
  world.database.pragma("max_page_count = 100000");
  const again = await Promise.all(bodies.map((body) => world.post("/hooks/deploys", hub(body), body)));
  assert.equal(again.filter(({ status }) => status === 202).length, refused.length);
  assert.equal((await world.kept()).length, 40);
});

test("a hook without a sound secret is not served, and the secret is never shown", () => {
  const refusal = (secret: string): ConfigError => {
    const parts = { receive: () => Promise.reject(new Error("unused")), clock: createFakeClock(), logger: silentLogger };
    const hooks = { deploys: { secret: "file:secret", perSecond: 1, maxBytes: 1 } };
    try {
      createHookListener({ ...parts, hooks, readSecret: () => secret });
    } catch (error) {
      if (error instanceof ConfigError) return error;
    }
    throw new Error(`expected ${secret} to be refused`);
  };
  for (const secret of ["", "fifteen letters", "whsec_c2hvcnQ=", "whsec_%%%% no base64 at all %%%%"]) {
    const error = refusal(secret);
    assert.equal(error.code, "secret-weak");
    assert.match(error.message, /^expected the secret of the hook deploys to have at least 16 characters, got /);
    assert.ok(secret === "" || !error.message.includes(secret));
    assert.match(error.hint ?? "", /openssl rand/);
  }
  assert.ok(SECRET.length >= 16);
});

function sayRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    const socket = connect(port, "127.0.0.1", () => void socket.write(text));
    socket.setEncoding("utf8").on("data", (chunk: string) => (said += chunk));
    socket.on("error", () => {}).on("close", () => resolve(said));
  });
}

test("what was signed for one form of signature is worth nothing for the other", async (t) => {
  const world = await openHookWorld(t, { plain: { secret: "a-secret-without-a-prefix" } });
  const body = JSON.stringify({ title: "Deployed" });
  const at = new Date(world.clock.now()).toISOString();
  const headers = standard("evt_1", at, body);
  const [, signature = ""] = (headers["webhook-signature"] ?? "").split(",");
  const forged = `sha256=${Buffer.from(signature, "base64").toString("hex")}`;
  const captured = `evt_1.${headers["webhook-timestamp"]}.${body}`;
  const replayed = { "content-type": "text/plain", "x-hub-signature-256": forged };
  assert.equal((await world.post("/hooks/deploys", headers, body)).status, 202);
  assert.equal((await world.post("/hooks/deploys", replayed, captured)).status, 401);
  // The plain secret signs by one form only, so that nobody has such a signature to capture.
  assert.equal((await world.post("/hooks/plain", standard("evt_2", at, body, "a-secret-without-a-prefix"), body)).status, 401);
});

test("a request that comes again as another type is the same event", async (t) => {
  const world = await openHookWorld(t, { runs: { id: "run.id" } });
  const body = JSON.stringify({ run: { id: "r1" } });
  assert.equal((await world.post("/hooks/runs", hub(body), body)).status, 202);
  for (const type of ["text/plain", "application/vnd.x+json", "text/plain; charset=utf-8"]) {
    assert.equal((await world.post("/hooks/runs", { ...hub(body), "content-type": type }, body)).text, '{"status":"known"}');
  }
  assert.deepEqual(await world.kept(), ["r1"]);
});

test("numbers too large to be exact are told apart by their digits", async (t) => {
  const world = await openHookWorld(t, { runs: { id: "run.id" } });
  for (const id of ["9007199254740992", "9007199254740993", "77"]) {
    const body = `{"other":9007199254740995,"run":{"id":${id}}}`;
    assert.equal((await world.post("/hooks/runs", hub(body), body)).status, 202);
  }
  assert.deepEqual(await world.kept(), ["9007199254740992", "9007199254740993", "77"]);
});

test("a hook whose secret became unsound is closed, and the others go on", async (t) => {
  const told: unknown[] = [];
  const logger: Logger = { ...silentLogger, error: (...[fields]) => void told.push(fields) };
  const world = await openHookWorld(t, { broken: { secret: "short" } }, { logger });
  const { status, headers } = await world.post("/hooks/broken", hub("{}", "short"), "{}");
  assert.deepEqual([status, headers["retry-after"]], [503, "60"]);
  assert.equal((await world.post("/hooks/deploys", hub("{}"), "{}")).status, 202);
  assert.deepEqual(
    told.map((fields) => JSON.stringify(fields).includes('"broken"')),
    [true],
  );
});
