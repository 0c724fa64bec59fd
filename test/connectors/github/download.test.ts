import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { after, before, beforeEach, it } from "node:test";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { openAsk, type Answer } from "../../../src/connectors/github/ask.ts";
import { createDownloads, type Downloads } from "../../../src/connectors/github/download.ts";
import { accountsOf } from "../../../src/core/connection.ts";
import { createFakeClock } from "../../support/clock.ts";
import { connectionsTo, startGitHub, type GitHubFault, type GitHubServer } from "../../support/github-server.ts";

const MEGABYTE = 1024 * 1024;
let github: GitHubServer;
const asked: IncomingMessage[] = [];
let say: (response: ServerResponse) => void;
/** Where GitHub keeps logs: with somebody else. */
const keeper = createServer((request, response) => {
  asked.push(request);
  say(response);
});

before(async () => {
  github = await startGitHub();
  keeper.listen(0, "127.0.0.1");
  await once(keeper, "listening");
});
after(async () => {
  keeper.close();
  keeper.closeAllConnections();
  await github.close();
});
beforeEach(() => {
  const { port } = z.object({ port: z.number() }).parse(keeper.address());
  asked.length = 0;
  answerWith({ status: 302, headers: { location: `http://127.0.0.1:${port}/signed?for=this` }, body: "" });
});

function answerWith(fault: GitHubFault): void {
  github.faultOf = ({ path }) => (path.endsWith("/logs") ? fault : undefined);
}

const log = { what: "log of test / unit", path: "/repos/dana/shop/actions/jobs/20/logs", maxBytes: MEGABYTE };

async function open(signal = new AbortController().signal, clock = createFakeClock()): Promise<Downloads> {
  const ask = await openAsk(accountsOf("github", connectionsTo(github)), undefined, { signal, clock, timezone: "UTC" });
  return createDownloads(ask, signal, clock);
}

type Read = Answer<{ value: Buffer; isCut: boolean } | null>;

async function read(maxBytes = MEGABYTE, signal?: AbortSignal): Promise<Read> {
  const downloads = await open(signal);
  return downloads.read({ ...log, maxBytes }, buffer);
}

function errorIn(answer: Read): string {
  return answer.ok ? "" : answer.failure.error;
}

it("a log is fetched where it lies, and the token stays behind", async () => {
  say = (response) => void response.end("1 failed\n");
  assert.deepEqual(await read(), { ok: true, value: { value: Buffer.from("1 failed\n"), isCut: false } });
  assert.equal(github.calls.at(-1)?.path, log.path);
  assert.deepEqual(
    asked.map(({ url, headers }) => [url, headers.authorization]),
    [["/signed?for=this", undefined]],
  );
});

it("what unfolds to more than is wanted is left at the cap", async () => {
  const bomb = gzipSync(Buffer.alloc(50 * MEGABYTE));
  say = (response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  const answer = await read(1_000);
  assert.deepEqual(answer.ok && [answer.value?.value.length, answer.value?.isCut], [1_000, true]);
});

it("what is as long as may be is whole", async () => {
  say = (response) => void response.end("1 failed\n");
  const answer = await read("1 failed\n".length);
  assert.deepEqual(answer.ok && answer.value?.isCut, false);
});

for (const status of [404, 410]) {
  it(`a log that GitHub has no more is none: ${status}`, async () => {
    answerWith({ status });
    assert.deepEqual(await read(), { ok: true, value: null });
  });
}

it("a permission that is missing is told", async () => {
  answerWith({ status: 403, headers: { "x-accepted-github-permissions": "actions=read" } });
  assert.match(errorIn(await read()), /lacks the permission actions=read/);
});

it("a revoked token has to be connected again", async () => {
  answerWith({ status: 401 });
  await assert.rejects(read(), { code: "reauth-needed" });
});

it("an address that is none of the web is not gone to", async () => {
  answerWith({ status: 302, headers: { location: "file:///etc/passwd" }, body: "" });
  assert.match(errorIn(await read()), /could not be understood/);
});

for (const status of [403, 500]) {
  it(`where it lies, ${status} is told and may pass`, async () => {
    say = (response) => void response.writeHead(status).end();
    assert.match(errorIn(await read()), /did not hand it over/);
  });
}

it("a log that breaks off is not taken for a whole one", async () => {
  say = (response) => void response.writeHead(200, { "content-length": "100" }).write("1 failed", () => response.destroy());
  assert.match(errorIn(await read()), /did not hand it over/);
});

it("one that comes too slowly is left, and the others are not waited for either once there is no time", async () => {
  const clock = createFakeClock();
  const downloads = await open(undefined, clock);
  say = () => void clock.advance(60_000);
  assert.match(errorIn(await downloads.read(log, buffer)), /did not hand it over/);
  assert.ok(downloads.hasRoom(1));
  await clock.advance(60_000);
  assert.ok(!downloads.hasRoom(1));
});

it("after three that did not come, no others are asked for", async () => {
  answerWith({ status: 403 });
  const downloads = await open();
  for (const time of [1, 2, 3]) {
    assert.ok(downloads.hasRoom(1), `before ${time}`);
    await downloads.read(log, buffer);
  }
  assert.ok(!downloads.hasRoom(1));
});

it("stops when it is told to while nothing comes", async () => {
  const stop = new AbortController();
  say = () => stop.abort(new Error("told to stop"));
  await assert.rejects(read(MEGABYTE, stop.signal), /told to stop/);
});
