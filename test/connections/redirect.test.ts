import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { openRedirect, type Redirect } from "../../src/connections/redirect.ts";

/** One that lets a test wait for what was taken. */
async function open(take: (query: URLSearchParams) => void = () => {}): Promise<Redirect> {
  return openRedirect((query) => {
    take(query);
    return query.get("state") === "awaited";
  });
}

async function send({ port }: Redirect, ...requests: string[]): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(requests.map((request) => `${request} HTTP/1.1\r\nhost: here\r\n\r\n`).join(""));
  return socket;
}

const comesBack = async ({ address }: Redirect): Promise<number> => (await fetch(`${address}/?state=awaited`)).status;

for (const target of ["//", "http://[/", "*", "//evil:port/"]) {
  test(`a request for ${target} is answered like any that leads nowhere, and the browser may still come back`, async () => {
    const redirect = await open();
    const socket = await send(redirect, `GET ${target}`);
    assert.match(await text(socket), /^HTTP\/1\.1 40[04] /);
    assert.equal(await comesBack(redirect), 200);
    await redirect.close();
  });
}

test("requests that were sent at once, of which only the first is answered, keep nobody waiting", async () => {
  const redirect = await open();
  const socket = await send(redirect, ...Array.from({ length: 20 }, () => "GET /?a=1"));
  await once(socket.resume(), "close");
  assert.equal(await comesBack(redirect), 200);
  await redirect.close();
});

test("a browser that is gone before it was answered keeps nobody waiting", async () => {
  const taken = Promise.withResolvers<void>();
  const redirect = await open(() => {
    socket.resetAndDestroy();
    taken.resolve();
  });
  const socket = await send(redirect, "GET /?state=awaited");
  await taken.promise;
  await redirect.close();
});

test("a request that never ends keeps nobody waiting", async () => {
  const redirect = await open();
  const socket = await send(redirect);
  socket.write("POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 100\r\n\r\nhalf");
  const silent = await send(redirect);
  silent.write("GET / HT");
  assert.equal(await comesBack(redirect), 200);
  await redirect.close();
});
