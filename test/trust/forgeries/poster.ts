import { Agent, request, type OutgoingHttpHeaders } from "node:http";
import { answerOf } from "../../web/hook-world.ts";
import type { Closing } from "./forgery.ts";

/** Posts to a local server; resolves with the status. Both end with whoever opened them. */
export function openPoster(context: Closing, port: number, close: () => unknown) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  context.after(() => {
    agent.destroy();
    return close();
  });
  return async (path: string, headers: OutgoingHttpHeaders, body: string | Buffer): Promise<number> => {
    const sent = { host: "127.0.0.1", port, path, method: "POST", agent };
    const all = { "content-length": Buffer.byteLength(body), ...headers };
    return (await answerOf(request({ ...sent, headers: all }), body)).status;
  };
}
