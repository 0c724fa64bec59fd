import OpenAI, { APIError } from "openai";
import { z } from "zod";
import { ServiceFailure, retryAfterIn, type FailureFacts } from "./service-failure.ts";

export type ResponsesBody = OpenAI.Responses.ResponseCreateParamsStreaming;
export type ResponsesItem = OpenAI.Responses.ResponseInputItem;
export type ChatBody = OpenAI.Chat.ChatCompletionCreateParamsStreaming;
export type ChatMessage = OpenAI.Chat.ChatCompletionMessageParam;

/** OpenAI's two ways to be asked, as streams of what its reference calls events and chunks, of whatever shape they come. These throw ServiceFailure, and the signal's reason. */
export interface ModelClient {
  respond(body: ResponsesBody, signal: AbortSignal): AsyncIterable<unknown>;
  chat(body: ChatBody, signal: AbortSignal): AsyncIterable<unknown>;
}

/** The flex tier may take as long: https://platform.openai.com/docs/guides/flex-processing#api-request-timeouts. */
const TIMEOUT_MS = 15 * 60_000;

/**
 * The one place that has OpenAI's own client. It tries once, follows nobody elsewhere, and goes where it is told, whatever the environment
 * says. `key` is absent for a server that asks for none; `now` is in milliseconds since 1970.
 */
export function createClient(url: string, key: string | undefined, now: () => number): ModelClient {
  const client = new OpenAI({
    ...{ baseURL: url, apiKey: key ?? "none", adminAPIKey: null, organization: null, project: null, webhookSecret: null },
    ...{ maxRetries: 0, timeout: TIMEOUT_MS, logLevel: "off", fetchOptions: { redirect: "error" } },
  });
  return {
    respond: (body, signal) => streamed(() => client.responses.create(body, { signal }), signal, now),
    chat: (body, signal) => streamed(() => client.chat.completions.create(body, { signal }), signal, now),
  };
}

/** A stream whose caller has gone ends like any other, so that has to be looked at. */
async function* streamed(
  open: () => Promise<AsyncIterable<unknown>>,
  signal: AbortSignal,
  now: () => number,
): AsyncGenerator<unknown, void, undefined> {
  let isOpen = false;
  try {
    const events = await open();
    isOpen = true;
    yield* events;
  } catch (error) {
    signal.throwIfAborted();
    throw new ServiceFailure(factsOf(error, isOpen, now()));
  }
  signal.throwIfAborted();
}

const errorSchema = z.object({
  status: z.number().optional(),
  code: z.unknown(),
  message: z.string(),
  headers: z.instanceof(Headers).optional(),
});

function factsOf(error: unknown, isOpen: boolean, now: number): FailureFacts {
  const said = error instanceof APIError ? errorSchema.safeParse(error).data : undefined;
  if (!said) return { kind: isOpen ? "broken" : "unreachable" };
  const { status, code, message, headers } = said;
  const known = { ...(typeof code === "string" && { code }), words: message };
  if (status === undefined) return { kind: isOpen ? "broken" : "unreachable", ...known };
  const retryAfterMs = retryAfterIn(headers, now);
  return { kind: "refused", status, ...known, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
