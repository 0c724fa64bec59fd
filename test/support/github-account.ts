import { once } from "node:events";
import { createServer } from "node:http";
import type { TestContext } from "node:test";

/** What a small GitHub says to whoever asks whose account it is, by the documentation of its REST API. */
export interface GitHubAnswer {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** JSON, or a text that is sent as it is. */
  body?: unknown;
}

export interface GitHubAccount {
  /** Address of the REST API. */
  api: string;
  /** Method and path of each call. */
  calls: string[];
}

/** Starts a GitHub on loopback that answers each call like this; it ends with the test. */
export async function startGitHubAccount(
  test: TestContext,
  { status = 200, headers = {}, body = {} }: GitHubAnswer,
): Promise<GitHubAccount> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    const text = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(status, { "content-type": typeof body === "string" ? "text/html" : "application/json", ...headers }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return { api: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`, calls };
}
