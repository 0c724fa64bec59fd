import { z } from "zod";
import type { Usage } from "../../core/model.ts";
import type { ModelInput, ModelToolCall } from "../../core/ports/model.ts";
import type { ResponsesBody, ResponsesEnd, ResponsesItem } from "./client.ts";
import { parseJson } from "./read-answer.ts";
import { strictSchema } from "./schema.ts";
import { ServiceFailure } from "./service-failure.ts";
import { FILTERED, instructionsOf, toolsOf, type Said, type Speech, type Wish } from "./speech.ts";

/** By the Responses API, where nothing is kept: https://platform.openai.com/docs/api-reference/responses/create. */
export const askByResponses: Speech = async (client, wish, signal) => {
  for await (const event of client.respond(bodyOf(wish), signal)) {
    if (event.type === "response.failed") throw broken(event.response.error?.code);
    if (event.type === "response.completed" || event.type === "response.incomplete") return saidIn(event.response);
  }
  return undefined;
};

function broken(code: string | undefined): ServiceFailure {
  return new ServiceFailure({ kind: "broken", ...(code !== undefined && { code }) });
}

function bodyOf(wish: Wish): ResponsesBody {
  const { model, answer, input, lacks } = wish;
  const tools = toolsOf(wish).map((tool) => ({ type: "function" as const, ...tool }));
  return {
    ...{ model, instructions: instructionsOf(wish), stream: true, store: false, max_output_tokens: wish.maxOutputTokens },
    ...(!lacks.has("encrypted_content") && { include: ["reasoning.encrypted_content"] }),
    prompt_cache_key: wish.cacheKey,
    ...(wish.flex && { service_tier: "flex" }),
    ...(tools.length > 0 && { tools }),
    text: { format: lacks.has("json_schema") ? { type: "json_object" } : formOf(answer) },
    input: input.flatMap(itemsOf),
  };
}

function formOf({ name, schema }: Wish["answer"]) {
  return { type: "json_schema" as const, name, strict: true, schema: { ...strictSchema(schema) } };
}

const carriedSchema = z.object({
  api: z.literal("responses"),
  items: z.array(z.custom<ResponsesItem>((item) => typeof item === "object")),
});

function itemsOf(input: ModelInput): ResponsesItem[] {
  if (input.kind === "text") return [{ role: "user", content: input.text }];
  if (input.kind === "result") return [{ type: "function_call_output", call_id: input.call, output: input.output }];
  return carriedSchema.parse(input.carried).items;
}

function saidIn({ output, usage, model, incomplete_details }: ResponsesEnd): Said {
  const parts = output.flatMap((item) => (item.type === "message" ? item.content : []));
  const refusals = parts.flatMap((part) => (part.type === "refusal" ? [part.refusal] : []));
  const reason = incomplete_details?.reason;
  const refusal = reason === "content_filter" ? FILTERED : refusals.join("\n");
  return {
    text: parts.flatMap((part) => (part.type === "output_text" ? [part.text] : [])).join(""),
    ...(refusal !== "" && { refusal }),
    calls: output.flatMap(callsIn),
    // What a service does not keep can only be carried on by what it has encrypted.
    carried: { api: "responses", items: output.filter((item) => item.type !== "reasoning" || typeof item.encrypted_content === "string") },
    ...{ usage: usageOf(usage), model, short: reason === "max_output_tokens" },
  };
}

function callsIn(item: ResponsesEnd["output"][number]): ModelToolCall[] {
  return item.type === "function_call" ? [{ id: item.call_id, name: item.name, arguments: parseJson(item.arguments) }] : [];
}

const usageSchema = z.object({
  input_tokens: z.number().default(0),
  output_tokens: z.number().default(0),
  input_tokens_details: z.object({ cached_tokens: z.number().default(0) }).prefault({}),
  output_tokens_details: z.object({ reasoning_tokens: z.number().default(0) }).prefault({}),
});

/** Services that only speak alike leave out what they don't count. */
function usageOf(counted: unknown): Usage {
  const usage = usageSchema.parse(counted ?? {});
  return {
    ...{ input: usage.input_tokens, cached: usage.input_tokens_details.cached_tokens },
    ...{ output: usage.output_tokens, reasoning: usage.output_tokens_details.reasoning_tokens },
  };
}
