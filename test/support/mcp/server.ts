import { createServer } from "node:http";
import { once } from "node:events";
import { parseOwnJson } from "../../../src/lib/json.ts";
import { answerTo, type Asked, type House } from "./answers.ts";

/** A server of Streamable HTTP on loopback, and what it was asked. https://modelcontextprotocol.io/specification/2026-07-28/basic/transports#streamable-http */
export interface McpServer {
  url: string;
  house: House;
  /** What has come, with its authorization. */
  asked: (Asked & { authorization: string | undefined })[];
  close(): Promise<void>;
}

/** Starts one; with a `token` it answers only to that. */
export async function startMcp(house: House, token?: string): Promise<McpServer> {
  const server = createServer((request, response) => {
    if (request.url !== "/mcp") return void response.writeHead(307, { location: "http://127.0.0.1:1/mcp" }).end();
    if (request.method !== "POST") return void response.writeHead(405).end();
    const { authorization } = request.headers;
    if (token !== undefined && authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const asked = parseOwnJson<Asked>(body);
      self.asked.push({ ...asked, authorization });
      const answer = answerTo(asked, self.house);
      if (!answer) return void response.writeHead(202).end();
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const self: McpServer = {
    ...{ url: `http://127.0.0.1:${port}/mcp`, house, asked: [] },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return self;
}
