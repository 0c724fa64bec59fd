import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { after, before, beforeEach, it } from "node:test";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { readArtifact, readJobLog } from "../../../src/connectors/github/download.ts";
import { accountsOf } from "../../../src/core/connection.ts";
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
  github.faultOf = ({ path }) => (path.endsWith("/logs") || path.endsWith("/zip") ? fault : undefined);
}

async function read(reader: typeof readJobLog, maxBytes = MEGABYTE, signal = new AbortController().signal): Promise<Buffer> {
  const accounts = accountsOf("github", connectionsTo(github));
  const chunks: Uint8Array[] = [];
  for await (const chunk of reader(accounts, { repository: "dana/shop", id: "20", maxBytes, signal })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

it("a log is fetched where it lies, and the token stays behind", async () => {
  say = (response) => void response.end("1 failed\n");
  assert.equal((await read(readJobLog)).toString(), "1 failed\n");
  assert.equal(github.calls.at(-1)?.path, "/repos/dana/shop/actions/jobs/20/logs");
  assert.deepEqual(
    asked.map(({ url, headers }) => [url, headers.authorization]),
    [["/signed?for=this", undefined]],
  );
});

it("an artifact comes byte by byte", async () => {
  say = (response) => void response.end(Buffer.from([0x50, 0x4b, 0x05, 0x06, 0xff]));
  assert.deepEqual([...(await read(readArtifact))], [0x50, 0x4b, 0x05, 0x06, 0xff]);
  assert.equal(github.calls.at(-1)?.path, "/repos/dana/shop/actions/artifacts/20/zip");
});

it("what unfolds to more than is wanted is left at the cap", async () => {
  const bomb = gzipSync(Buffer.alloc(50 * MEGABYTE));
  say = (response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  assert.equal((await read(readJobLog, 1_000)).length, 1_000);
});

it("a log that GitHub has no more is gone for good", async () => {
  answerWith({ status: 410 });
  await assert.rejects(read(readJobLog), { name: "PermanentError", code: "github-gone" });
});

it("a revoked token has to be connected again", async () => {
  answerWith({ status: 401 });
  await assert.rejects(read(readJobLog), { code: "reauth-needed" });
});

it("an address that is none of the web is not gone to", async () => {
  answerWith({ status: 302, headers: { location: "file:///etc/passwd" }, body: "" });
  await assert.rejects(read(readJobLog), { code: "github-address" });
});

for (const status of [403, 500]) {
  it(`where it lies, ${status} is told and may pass`, async () => {
    say = (response) => void response.writeHead(status).end();
    await assert.rejects(read(readJobLog), { name: "TransientError", code: "github-unreachable" });
  });
}

it("a log that breaks off is not taken for a whole one", async () => {
  say = (response) => void response.writeHead(200, { "content-length": "100" }).write("1 failed", () => response.destroy());
  await assert.rejects(read(readJobLog), { name: "TransientError", code: "github-unreachable" });
});

it("stops when it is told to while nothing comes", async () => {
  const stop = new AbortController();
  say = () => stop.abort(new Error("told to stop"));
  await assert.rejects(read(readJobLog, MEGABYTE, stop.signal), /told to stop/);
});
