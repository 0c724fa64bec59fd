import { z } from "zod";
import type { ModelInput } from "../../core/ports/model.ts";
import type { ChatBody, ChatMessage } from "./client.ts";
import { checkShape, parseJson } from "./read-answer.ts";
import { strictSchema } from "./schema.ts";
import { ServiceFailure } from "./service-failure.ts";
import { FILTERED, MOST_CALLS, instructionsOf, toolsOf, type Said, type Speech, type Wish } from "./speech.ts";
import { countOrNone, soundUsage } from "./usage.ts";

/** By Chat Completions, which every service that speaks alike has: https://platform.openai.com/docs/api-reference/chat/create. */
export const askByChat: Speech = async (client, wish, signal) => {
  const heard: Heard = { text: "", refusal: "", calls: new Map(), end: undefined, usage: undefined, model: wish.model };
  for await (const chunk of client.chat(bodyOf(wish), signal)) hear(heard, checkShape(chunkSchema, chunk));
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

/** What servers that only speak alike leave out, or say null in the place of, is as if it were empty. */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.int().nonnegative().nullish(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.unknown().optional(),
  model: z.string().nullish(),
});

type Chunk = z.infer<typeof chunkSchema>;
type Delta = NonNullable<NonNullable<Chunk["choices"]>[number]["delta"]>;
type CallPart = NonNullable<Delta["tool_calls"]>[number];

interface Call {
  id: string;
  name: string;
  arguments: string;
}

interface Heard {
  text: string;
  refusal: string;
  /** By their index, or by their id where they have none. */
  calls: Map<number | string, Call>;
  /** Why it ended; undefined until it has. */
  end: string | undefined;
  usage: unknown;
  model: string;
}

function hear(heard: Heard, { choices, usage, model }: Chunk): void {
  heard.usage = usage ?? heard.usage;
  heard.model = model || heard.model;
  const choice = choices?.[0];
  if (!choice) return;
  heard.text += choice.delta?.content ?? "";
  heard.refusal += choice.delta?.refusal ?? "";
  heard.end = choice.finish_reason ?? heard.end;
  for (const part of choice.delta?.tool_calls ?? []) hearCall(heard.calls, part);
}

function hearCall(calls: Heard["calls"], { index, id, function: part }: CallPart): void {
  // Without either it goes on with what came last.
  const key = index ?? (id || ([...calls.keys()].at(-1) ?? 0));
  const call = calls.get(key) ?? { id: `call_${key}`, name: "", arguments: "" };
  if (id) call.id = id;
  call.name += part?.name ?? "";
  call.arguments += part?.arguments ?? "";
  calls.set(key, call);
  if (calls.size > MOST_CALLS) throw new ServiceFailure({ kind: "unreadable" });
}

function saidIn({ text, refusal, end, usage, model, ...heard }: Heard): Said {
  const calls = [...heard.calls.values()];
  const refused = end === "content_filter" ? FILTERED : refusal;
  return {
    text,
    ...(refused !== "" && { refusal: refused }),
    calls: calls.map(({ id, name, arguments: written }) => ({ id, name, arguments: parseJson(written) })),
    carried: { api: "chat", message: carriedMessage(text, calls) },
    ...{ usage: soundUsage(checkShape(usageSchema, usage)), model, short: end === "length" },
  };
}

function carriedMessage(text: string, calls: readonly Call[]): ChatMessage {
  const tool_calls = calls.map(({ id, ...part }) => ({ id, type: "function" as const, function: part }));
  return { role: "assistant", content: text, ...(tool_calls.length > 0 && { tool_calls }) };
}

/** Services that only speak alike leave out what they don't count. */
const usageSchema = z
  .object({
    prompt_tokens: countOrNone,
    completion_tokens: countOrNone,
    prompt_tokens_details: z.object({ cached_tokens: countOrNone }).nullish().catch(undefined),
    completion_tokens_details: z.object({ reasoning_tokens: countOrNone }).nullish().catch(undefined),
  })
  .transform((usage) => ({
    ...{ input: usage.prompt_tokens, cached: usage.prompt_tokens_details?.cached_tokens },
    ...{ output: usage.completion_tokens, reasoning: usage.completion_tokens_details?.reasoning_tokens },
  }))
  .catch({ input: undefined, cached: undefined, output: undefined, reasoning: undefined });
