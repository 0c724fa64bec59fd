import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono/tiny";

/** A server that answers. */
export interface Listening {
  /** The port that it got, 0 for a socket. */
  port: number;
  /** Ends it at once, open connections included. */
  close(): Promise<void>;
}

/** Answers a request, or returns false and leaves it alone. */
export type Taker = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves `app` on a TCP address or on a local socket, `take` being asked first; rejects with the system's error where it can't.
 */
export async function listen(
  app: Hono,
  where: { host: string; port: number } | { socket: string },
  take: Taker = () => false,
): Promise<Listening> {
  const answer = getRequestListener(app.fetch);
  const server = createServer((request, response) => void (take(request, response) || answer(request, response)));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    if ("socket" in where) server.listen(where.socket, resolve);
    else server.listen(where.port, where.host, resolve);
  });
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : 0, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
