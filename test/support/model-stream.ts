import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Usage } from "../../src/core/model.ts";

/** OpenAI's two ways to be asked: https://platform.openai.com/docs/api-reference/responses and .../chat. */
export type ModelApi = "responses" | "chat";

const eventSchema = z.record(z.string(), z.unknown());
type Event = z.infer<typeof eventSchema>;

/** The events of a stream as texts, with these tokens in its last words; `short` where it broke off at its greatest length. */
export function editEvents(stream: string, usage: Usage, short: boolean): string[] {
  return eventsIn(stream).map((text) => edited(text, (event) => broken(counted(event, usage), short)));
}

/** The same words, said as a refusal. */
export function refusedEvents(events: readonly string[]): string[] {
  return events.map((text) => edited(text.replaceAll("output_text", "refusal"), refused));
}

/** Sends them all. */
export function writeEvents(response: ServerResponse, events: readonly string[]): void {
  open(response).end(events.join(""));
}

/** Sends so much of them as the fault leaves. */
export function cutEvents(
  response: ServerResponse,
  api: ModelApi,
  events: readonly string[],
  fault: "cut" | "silent" | "unfinished" | "failed",
): void {
  const last = api === "responses" ? events.length - 1 : events.findIndex((text) => text.includes('"finish_reason":"'));
  if (fault === "silent") return void open(response).end();
  if (fault === "unfinished") return void open(response).end(events.slice(0, last).join(""));
  if (fault === "failed") return void open(response).end([...events.slice(0, 2), FAILED[api]].join(""));
  open(response).write(events.slice(0, Math.ceil(last / 2)).join(""), () => response.destroy());
}

const ERROR = { code: "server_error", message: "The model had an error." };
const FAILED = {
  responses: `event: response.failed\ndata: ${JSON.stringify({ type: "response.failed", response: { id: "resp_1", object: "response", status: "failed", error: ERROR, output: [] } })}\n\n`,
  chat: `data: ${JSON.stringify({ error: ERROR })}\n\n`,
};

function open(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { "content-type": "text/event-stream" });
}

function eventsIn(stream: string): string[] {
  return stream
    .split("\n\n")
    .filter((text) => text.trim() !== "")
    .map((text) => `${text.trim()}\n\n`);
}

function edited(text: string, edit: (event: Event) => Event): string {
  return text.replace(/^data: (\{.*\})$/m, (_, json: string) => `data: ${JSON.stringify(edit(eventSchema.parse(JSON.parse(json))))}`);
}

function counted(event: Event, { input, cached, output, reasoning }: Usage): Event {
  const response = eventSchema.safeParse(event["response"]).data;
  const total_tokens = input + output;
  if (response?.["usage"] !== undefined) {
    const usage = {
      ...{ input_tokens: input, output_tokens: output, total_tokens },
      ...{ input_tokens_details: { cached_tokens: cached }, output_tokens_details: { reasoning_tokens: reasoning } },
    };
    return { ...event, response: { ...response, usage } };
  }
  if (typeof event["usage"] !== "object" || event["usage"] === null) return event;
  const usage = {
    ...{ prompt_tokens: input, completion_tokens: output, total_tokens },
    ...{ prompt_tokens_details: { cached_tokens: cached }, completion_tokens_details: { reasoning_tokens: reasoning } },
  };
  return { ...event, usage };
}

function broken(event: Event, short: boolean): Event {
  const response = eventSchema.safeParse(event["response"]).data;
  if (!short || !response || event["type"] !== "response.completed") return event;
  const incomplete = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };
  return { ...event, type: "response.incomplete", response: { ...response, ...incomplete } };
}

/** A part of a message has its words under another name then: https://platform.openai.com/docs/guides/structured-outputs#refusals. */
function refused(event: Event): Event {
  const renamed = JSON.stringify(event)
    .replaceAll('"type":"refusal","text":', '"type":"refusal","refusal":')
    .replaceAll(/"(delta)":\{"content":"/g, '"$1":{"refusal":"');
  return eventSchema.parse(JSON.parse(renamed));
}
