import { once } from "node:events";
import { createServer } from "node:http";
import type { TestContext } from "node:test";
import type { ModelApi } from "./model-stream.ts";

/** A server that only speaks alike: it sends these events, whatever they are, to whoever asks. */
export async function startOddServer(t: TestContext, events: readonly unknown[]): Promise<{ url: string; key: string }> {
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end([...events.map((event) => JSON.stringify(event)), "[DONE]"].map((data) => `data: ${data}\n\n`).join(""));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port, got none");
  return { url: `http://127.0.0.1:${address.port}/v1/`, key: "a-key" };
}

/** A chunk of Chat Completions with what a choice says, and anything else. */
export function chunkOf(choice: object | undefined, more: object = {}): object {
  const head = { id: "x", object: "chat.completion.chunk", created: 1, model: "local" };
  return { ...head, choices: choice ? [{ index: 0, finish_reason: null, ...choice }] : [], ...more };
}

/** All that is sent for an answer of this text, with these counts of tokens. */
export function eventsOf(api: ModelApi, text: string, usage: unknown): object[] {
  const content = [{ type: "output_text", text, annotations: [] }];
  const response = { id: "r", model: "local", output: [{ type: "message", role: "assistant", content }], usage };
  if (api === "responses") return [{ type: "response.completed", response }];
  return [chunkOf({ delta: { content: text } }), chunkOf({ delta: {}, finish_reason: "stop" }), chunkOf(undefined, { usage })];
}
