import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";
import { acceptWebSocket, type ServerSocket } from "./web-socket.ts";

const Acknowledged = z.object({ envelope_id: z.string() });

/** One call of the Web API. */
export interface SlackCall {
  method: string;
  fields: Readonly<Record<string, unknown>>;
  /** Of whoever calls. */
  token: string;
}

/** What is answered to a call; nothing where the caller is cut off. */
export type Respond = (call: SlackCall) => Readonly<Record<string, unknown>> | "cut";

/**
 * The part of Slack that tells apps what happens, from https://docs.slack.dev/apis/events-api/using-socket-mode: `apps.connections.open`,
 * the socket, envelopes and their acknowledgements. Calls of the Web API are written down and answered as `answers` says.
 */
export interface ListenedSlack {
  /** Of the Web API. */
  api: string;
  calls: readonly SlackCall[];
  answers: Map<string, Readonly<Record<string, unknown>>>;
  /** Resolves once an app is connected, after `hangUp` once one is again. */
  connected(): Promise<void>;
  /** Sends one envelope; resolves once the app has acknowledged it. */
  tell(type: "events_api" | "interactive", payload: unknown): Promise<void>;
  /** Sends a text as it stands. */
  say(text: string): void;
  /** Ends all sockets. */
  hangUp(): void;
  /** To be called once nobody listens any more. */
  close(): void;
}

/** BOT is the app's own member. */
export const BOT = "U0CHIEF00";

/** `respond` answers whatever `answers` does not. */
export async function openListenedSlack(respond: Respond = () => ({})): Promise<ListenedSlack> {
  const calls: SlackCall[] = [];
  const sockets = new Set<ServerSocket>();
  const waiting = new Map<string, () => void>();
  let greeted = Promise.withResolvers<void>();
  const answers = new Map<string, Readonly<Record<string, unknown>>>([
    ["auth.test", { user_id: BOT, bot_id: "B0CHIEF00", team_id: "T0TEAM000", user: "chief", team: "Team" }],
  ]);
  const server = createServer((request, response) => {
    void readForm(request).then((fields) => {
      const method = request.url?.replace("/api/", "") ?? "";
      const call = { method, fields, token: request.headers.authorization?.replace("Bearer ", "") ?? "" };
      calls.push(call);
      const link = { url: `ws://127.0.0.1:${portOf(server.address())}/link` };
      const said = respond(call);
      if (said === "cut") return void response.destroy();
      const answer = method === "apps.connections.open" ? link : {};
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ ok: true, ...answer, ...said, ...answers.get(method) }));
    });
  });
  server.on("upgrade", (request, stream) => {
    const socket = acceptWebSocket(request, stream);
    sockets.add(socket);
    socket.onText((text) => waiting.get(Acknowledged.parse(JSON.parse(text)).envelope_id)?.());
    socket.send(JSON.stringify({ type: "hello", num_connections: 1, connection_info: { app_id: "A0" } }));
    greeted.resolve();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  let told = 0;
  return {
    api: `http://127.0.0.1:${portOf(server.address())}/api/`,
    calls,
    answers,
    connected: () => greeted.promise,
    async tell(type, payload) {
      told += 1;
      const id = `envelope-${told}`;
      const acknowledged = new Promise<void>((resolve) => void waiting.set(id, resolve));
      const envelope = { envelope_id: id, type, payload, accepts_response_payload: type === "interactive" };
      [...sockets].at(-1)?.send(JSON.stringify(envelope));
      await acknowledged;
    },
    say: (text) => [...sockets].at(-1)?.send(text),
    hangUp() {
      sockets.forEach((socket) => socket.close());
      sockets.clear();
      greeted = Promise.withResolvers<void>();
    },
    close() {
      sockets.forEach((socket) => socket.close());
      server.closeAllConnections();
      server.close();
    },
  };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>["address"]>): number {
  return typeof address === "object" && address ? address.port : 0;
}

/** Slack's client sends forms, whose lists and objects are JSON. */
async function readForm(request: IncomingMessage): Promise<Record<string, unknown>> {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += String(piece);
  return Object.fromEntries([...new URLSearchParams(body)].map(([key, text]) => [key, valueOf(text)] as const));
}

function valueOf(text: string): unknown {
  try {
    return /^[[{]/.test(text) ? JSON.parse(text) : text;
  } catch {
    // Text that only begins like a list.
    return text;
  }
}
