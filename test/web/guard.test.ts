import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { request, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createHealthApp } from "../../src/web/health.ts";
import { listen, type Taker } from "../../src/web/listen.ts";
import { temporaryDirectory } from "../support/store.ts";
import { answerOf } from "./hook-world.ts";

const takeHooks: Taker = ({ url }, response) => {
  if (url?.startsWith("/hooks/") !== true) return false;
  response.writeHead(202).end();
  return true;
};

async function serve(context: TestContext, host = "127.0.0.1"): Promise<number> {
  const { port, close } = await listen(
    createHealthApp(() => Promise.resolve({ ready: true })),
    { host, port: 0 },
    takeHooks,
  );
  context.after(close);
  return port;
}

function get(port: number, headers: OutgoingHttpHeaders, { path = "/healthz", host = "127.0.0.1" } = {}) {
  return answerOf(request({ host, port, path, headers, setHost: false }));
}

test("only names of this machine are answered to, so that no other name can be made to lead here", async (context) => {
  const port = await serve(context);
  const names = ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "127.0.0.2"];
  for (const name of names) assert.equal((await get(port, { host: `${name}:${port}` })).status, 200, name);
  assert.equal((await get(port, { host: "localhost" })).status, 200);
  const foreign = [
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.example:80",
    "0.0.0.0",
    "[::]",
    "169.254.169.254",
  ];
  const tricks = [
    "127.0.0.1@evil.example",
    "evil.example#localhost",
    "localhost,evil.example",
    "localhost evil.example",
    "127.1",
    "2130706433",
    "",
    ":80",
  ];
  for (const name of [...foreign, ...tricks]) assert.equal((await get(port, { host: name })).status, 403, name);
});

test("what a browser was sent to do by another site is refused", async (context) => {
  const port = await serve(context);
  const host = `127.0.0.1:${port}`;
  const own = [{}, { origin: `http://${host}` }, { "sec-fetch-site": "same-origin" }, { "sec-fetch-site": "none" }];
  for (const headers of own) assert.equal((await get(port, { host, ...headers })).status, 200);
  const origins = [
    "https://evil.example",
    "null",
    "",
    `https://${host}`,
    "http://127.0.0.1:1",
    `http://${host}.evil.example`,
    "http://localhost",
  ];
  const others = [
    ...origins.map((origin) => ({ origin })),
    ...["cross-site", "same-site", "x"].map((site) => ({ "sec-fetch-site": site })),
  ];
  for (const headers of others) assert.equal((await get(port, { host, ...headers })).status, 403, JSON.stringify(headers));
});

test("hooks, which check signatures, are reached by whatever name a proxy passes on", async (context) => {
  const port = await serve(context);
  assert.equal((await get(port, { host: "chief.example.com", origin: "null" }, { path: "/hooks/deploys" })).status, 202);
  assert.equal((await get(port, { host: "chief.example.com" })).status, 403);
});

test("where all addresses are open, other machines reach the hooks and nothing else", async (context) => {
  const outer = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal);
  for (const all of ["0.0.0.0", "::"]) {
    const port = await serve(context, all);
    assert.equal((await get(port, { host: "127.0.0.1" })).status, 200);
    // A machine without any address of its own has nobody to be reached by.
    if (!outer) continue;
    const { address: host } = outer;
    assert.equal((await get(port, { host: "127.0.0.1" }, { host })).status, 403);
    assert.equal((await get(port, { host: "127.0.0.1" }, { host, path: "/hooks/deploys" })).status, 202);
  }
});

test("answers tell browsers to do nothing with them, and nobody what answers", async (context) => {
  const port = await serve(context);
  for (const host of ["localhost", "evil.example"]) {
    const { headers } = await get(port, { host });
    assert.match(String(headers["content-security-policy"]), /default-src 'none'/);
    assert.deepEqual(
      [headers["x-content-type-options"], headers["x-frame-options"], headers["cache-control"]],
      ["nosniff", "DENY", "no-store"],
    );
    assert.deepEqual(
      [headers["server"], headers["x-powered-by"], headers["access-control-allow-origin"]],
      [undefined, undefined, undefined],
    );
    assert.doesNotMatch(JSON.stringify(headers), /node|hono|chief|\d+\.\d+\.\d+/i);
  }
});

/** The first line of the answer to bytes that are sent as they are. */
function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    socket.on("end", () => resolve(answer.split("\r\n")[0] ?? "")).on("error", reject);
  });
}

test("requests that are malformed, nameless, too large or smuggle another are refused and cut off", async (context) => {
  const port = await serve(context);
  const head = "GET /healthz HTTP/1.1\r\nconnection: close\r\n";
  assert.match(await sendRaw(port, `${head}host: localhost\r\n\r\n`), / 200 /);
  assert.match(await sendRaw(port, `${head}\r\n`), / 400 /);
  assert.match(await sendRaw(port, `${head}host: localhost\r\nhost: evil.example\r\n\r\n`), / 4\d\d /);
  assert.match(await sendRaw(port, `${head}host: localhost\r\nx: ${"x".repeat(20_000)}\r\n\r\n`), / 431 /);
  assert.match(await sendRaw(port, `GET http://evil.example/healthz HTTP/1.1\r\nconnection: close\r\nhost: localhost\r\n\r\n`), / 403 /);
  const both =
    "POST /healthz HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n";
  assert.match(await sendRaw(port, both), / 400 /);
  assert.match(await sendRaw(port, `${head}host: localhost\r\n folded: x\r\n\r\n`), / 400 /);
});

test("the socket for commands can be opened by its owner alone from the moment that it is there", async (context) => {
  const socket = join(temporaryDirectory(context), "daemon.sock");
  const listening = listen(
    createHealthApp(() => Promise.resolve({ ready: true })),
    { socket },
  );
  assert.equal(statSync(socket).mode & 0o777, 0o600);
  const { close } = await listening;
  context.after(close);
  writeFileSync(`${socket}.after`, "");
  assert.notEqual(statSync(`${socket}.after`).mode & 0o777, 0o600, "files made later are not the socket's concern");
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ socketPath: socket, path: "/healthz" }, resolve).on("error", reject).end();
  });
  answer.resume();
  assert.equal(answer.statusCode, 200);
});
