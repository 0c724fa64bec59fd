import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { refused } from "./failure.ts";

/** Where a browser is sent back to on this machine. */
export interface Redirect {
  /** `http://127.0.0.1:PORT`, at a port that was free. */
  address: string;
  port: number;
  close(): Promise<void>;
}

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  "referrer-policy": "no-referrer",
  connection: "close",
};

/**
 * Waits on loopback for a browser to come back from a service, which no other machine can reach
 * (https://developers.google.com/identity/protocols/oauth2/native-app). `take` is shown each query and says whether it was the awaited
 * one. Throws PermanentError `connection-refused` where this machine lets nobody listen.
 */
export async function openRedirect(take: (query: URLSearchParams) => boolean): Promise<Redirect> {
  const asked = new Set<Socket>();
  const server = createServer((request, response) => {
    asked.add(request.socket);
    // Anybody on this machine can send what is no address at all.
    const { pathname, searchParams } = URL.parse(request.url ?? "/", "http://127.0.0.1") ?? {};
    if (request.method !== "GET" || pathname !== "/" || !searchParams) return answer(response, 404, "There is nothing here.");
    const isAwaited = take(searchParams);
    if (isAwaited) answer(response, 200, "Thank you. Close this window and go back to the terminal.");
    else answer(response, 400, "This is not the sign-in that Chief waits for. Open the address that the terminal shows.");
  });
  server.listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    throw refused("expected to wait for the browser at a port of 127.0.0.1, got none", "Sign in on a machine that has one.");
  }
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    async close() {
      server.close();
      // A browser opens more connections than it uses, and would keep them; what it was answered has to reach it first. Each answer ends
      // its connection, also where it has nobody to reach any more, and where more was asked than is answered.
      await Promise.allSettled([...asked].filter(({ closed }) => !closed).map((socket) => once(socket, "close")));
      server.closeAllConnections();
    },
  };
}

function answer(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, HEADERS).end(`<!doctype html><html lang="en"><title>Chief</title><p>${words}</p></html>`);
}
