import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono/tiny";
import { refuseForeign } from "./guard.ts";

/** A server that answers. */
export interface Listening {
  /** The port that it got, 0 for a socket. */
  port: number;
  /** Ends it at once, open connections included. */
  close(): Promise<void>;
}

/** Answers a request, or returns false and leaves it alone. */
export type Taker = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What one sender, or many, can take of us without having been let in: times in milliseconds, sizes in bytes. */
const LIMITS = {
  headersTimeout: 10_000,
  // Longer than bodies are waited for, so that whoever is slow is told so.
  requestTimeout: 30_000,
  connectionsCheckingInterval: 10_000,
  maxHeaderSize: 16_384,
};
const MOST_HEADERS = 100;
const MOST_CONNECTIONS = 1_024;

/** Nobody but its owner may open a socket. */
const OWNER_ONLY = 0o177;

/**
 * Serves `app` to this machine, on a TCP address or on a local socket that its owner alone can open; rejects with the system's error
 * where it can't. `take` is asked first, for whoever comes from wherever, and checks itself whom it lets in.
 */
export async function listen(
  app: Hono,
  where: { host: string; port: number } | { socket: string },
  take: Taker = () => false,
): Promise<Listening> {
  const answer = getRequestListener(app.fetch);
  const server = createServer(LIMITS, (request, response) => {
    if (!take(request, response) && !refuseForeign(request, response)) void answer(request, response);
  });
  server.maxHeadersCount = MOST_HEADERS;
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    if ("socket" in where) listenPrivately(server, where.socket, resolve);
    else server.listen(where.port, where.host, resolve);
  });
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : 0, close: () => close(server) };
}

/** The socket is made during this call: made first and closed to others later, it would be open in between. */
function listenPrivately(server: Server, socket: string, done: () => void): void {
  const before = process.umask(OWNER_ONLY);
  try {
    server.listen(socket, done);
  } finally {
    process.umask(before);
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
