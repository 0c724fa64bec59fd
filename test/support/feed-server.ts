import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Connections } from "../../src/core/connection.ts";
import { PermanentError } from "../../src/core/errors.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on this machine that gives what a test says, and remembers what it was asked. */
export interface FeedServer {
  url: string;
  host: string;
  /** By path. */
  files: Map<string, string | Buffer | Handler>;
  asked: { path: string; headers: IncomingMessage["headers"] }[];
  close(): Promise<void>;
}

export async function startFeeds(files: Readonly<Record<string, string | Buffer | Handler>> = {}): Promise<FeedServer> {
  const all = new Map(Object.entries(files));
  const asked: FeedServer["asked"] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? "", headers: request.headers });
    const file = all.get(request.url ?? "");
    if (typeof file === "function") file(request, response);
    else if (file === undefined) response.writeHead(404).end("gone");
    else response.writeHead(200).end(file);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port, got none");
  return {
    url: `http://127.0.0.1:${address.port}`,
    host: `127.0.0.1:${address.port}`,
    files: all,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

/** The accounts of a configuration in which these feeds are connected; a reference is the secret itself. */
export function feedAccounts(addresses: Readonly<Record<string, string>> = {}) {
  const connections: Pick<Connections, "readSecret"> = { readSecret: (reference) => reference };
  return {
    ...connections,
    get(name = "") {
      const address = addresses[name];
      if (address === undefined) throw new PermanentError("connection-missing", `expected a connection ${name}`, { hint: "Make one." });
      return { kind: "feed" as const, name, address };
    },
  };
}

/** An RSS of entries, each with what stands in it. */
export function rss(entries: readonly string[], title = "News of Acme"): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>${entries.map((entry) => `<item>${entry}</item>`).join("")}</channel></rss>`;
}
