import { z } from "zod";
import type { Usage } from "../../core/model.ts";
import type { ModelInput } from "../../core/ports/model.ts";
import type { ChatBody, ChatChunk, ChatMessage } from "./client.ts";
import { parseJson } from "./read-answer.ts";
import { strictSchema } from "./schema.ts";
import { FILTERED, instructionsOf, toolsOf, type Said, type Speech, type Wish } from "./speech.ts";

/** By Chat Completions, which every service that speaks alike has: https://platform.openai.com/docs/api-reference/chat/create. */
export const askByChat: Speech = async (client, wish, signal) => {
  const heard: Heard = { text: "", refusal: "", calls: [], end: undefined, usage: undefined, model: wish.model };
  for await (const chunk of client.chat(bodyOf(wish), signal)) hear(heard, chunk);
  return heard.end === undefined ? undefined : saidIn(heard);
};

function bodyOf(wish: Wish): ChatBody {
  const { model, answer, input, lacks, isOpenAi, maxOutputTokens } = wish;
  const tools = toolsOf(wish).map((tool) => ({ type: "function" as const, function: tool }));
  return {
    ...{ model, stream: true, stream_options: { include_usage: true } },
    // Servers that only speak alike mostly know the older name.
    ...{ [isOpenAi ? "max_completion_tokens" : "max_tokens"]: maxOutputTokens },
    ...(isOpenAi && { prompt_cache_key: wish.cacheKey, store: false }),
    ...(wish.flex && { service_tier: "flex" }),
    ...(tools.length > 0 && { tools }),
    response_format: lacks.has("json_schema") ? { type: "json_object" } : formOf(answer),
    messages: [{ role: "system", content: instructionsOf(wish) }, ...input.map(messageOf)],
  };
}

function formOf({ name, schema }: Wish["answer"]) {
  return { type: "json_schema" as const, json_schema: { name, strict: true, schema: { ...strictSchema(schema) } } };
}

const carriedSchema = z.object({
  api: z.literal("chat"),
  message: z.custom<ChatMessage>((message) => typeof message === "object"),
});

function messageOf(input: ModelInput): ChatMessage {
  if (input.kind === "text") return { role: "user", content: input.text };
  if (input.kind === "result") return { role: "tool", tool_call_id: input.call, content: input.output };
  return carriedSchema.parse(input.carried).message;
}

interface Heard {
  text: string;
  refusal: string;
  /** By their index. */
  calls: { id: string; name: string; arguments: string }[];
  /** Why it ended; undefined until it has. */
  end: string | undefined;
  usage: unknown;
  model: string;
}

function hear(heard: Heard, { choices, usage, model }: ChatChunk): void {
  heard.usage = usage ?? heard.usage;
  heard.model = model;
  const [choice] = choices;
  if (!choice) return;
  const { content, refusal, tool_calls } = choice.delta;
  heard.text += content ?? "";
  heard.refusal += refusal ?? "";
  heard.end = choice.finish_reason ?? heard.end;
  for (const { index, id, function: part } of tool_calls ?? []) {
    const call = (heard.calls[index] ??= { id: `call_${index}`, name: "", arguments: "" });
    if (id !== undefined && id !== "") call.id = id;
    call.name += part?.name ?? "";
    call.arguments += part?.arguments ?? "";
  }
}

function saidIn({ text, refusal, calls, end, usage, model }: Heard): Said {
  const refused = end === "content_filter" ? FILTERED : refusal;
  return {
    text,
    ...(refused !== "" && { refusal: refused }),
    calls: calls.map(({ id, name, arguments: written }) => ({ id, name, arguments: parseJson(written) })),
    carried: { api: "chat", message: carriedMessage(text, calls) },
    ...{ usage: usageOf(usage), model, short: end === "length" },
  };
}

function carriedMessage(text: string, calls: Heard["calls"]): ChatMessage {
  const tool_calls = calls.map(({ id, ...part }) => ({ id, type: "function" as const, function: part }));
  return { role: "assistant", content: text, ...(tool_calls.length > 0 && { tool_calls }) };
}

const usageSchema = z.object({
  prompt_tokens: z.number().default(0),
  completion_tokens: z.number().default(0),
  prompt_tokens_details: z.object({ cached_tokens: z.number().default(0) }).nullish(),
  completion_tokens_details: z.object({ reasoning_tokens: z.number().default(0) }).nullish(),
});

/** Services that only speak alike leave out what they don't count. */
function usageOf(counted: unknown): Usage {
  const usage = usageSchema.parse(counted ?? {});
  return {
    ...{ input: usage.prompt_tokens, cached: usage.prompt_tokens_details?.cached_tokens ?? 0 },
    ...{ output: usage.completion_tokens, reasoning: usage.completion_tokens_details?.reasoning_tokens ?? 0 },
  };
}
