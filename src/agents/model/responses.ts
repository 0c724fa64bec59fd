import { z } from "zod";
import type { ModelInput, ModelToolCall } from "../../core/ports/model.ts";
import type { ResponsesBody, ResponsesItem } from "./client.ts";
import { checkShape, parseJson } from "./read-answer.ts";
import { strictSchema } from "./schema.ts";
import { ServiceFailure } from "./service-failure.ts";
import { FILTERED, MOST_CALLS, instructionsOf, toolsOf, type Said, type Speech, type Wish } from "./speech.ts";
import { countOrNone, soundUsage } from "./usage.ts";

/** By the Responses API, where nothing is kept: https://platform.openai.com/docs/api-reference/responses/create. */
export const askByResponses: Speech = async (client, wish, signal) => {
  let said: Said | undefined;
  // To its very end: what is left within would have to be cut off, and the connection with it.
  for await (const event of client.respond(bodyOf(wish), signal)) {
    const { type } = checkShape(eventSchema, event);
    if (type === "response.failed") throw broken(checkShape(failedSchema, event).response?.error?.code);
    if (type === "response.completed" || type === "response.incomplete") said = saidIn(checkShape(endSchema, event).response, wish.model);
  }
  return said;
};

function broken(code: string | null | undefined): ServiceFailure {
  return new ServiceFailure({ kind: "broken", ...(typeof code === "string" && { code }) });
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

const eventSchema = z.object({ type: z.string().nullish() });
const failedSchema = z.object({ response: z.object({ error: z.object({ code: z.string().nullish() }).nullish() }).nullish() });

/** Services that only speak alike leave out what they don't count. */
const usageSchema = z
  .object({
    input_tokens: countOrNone,
    output_tokens: countOrNone,
    input_tokens_details: z.object({ cached_tokens: countOrNone }).nullish().catch(undefined),
    output_tokens_details: z.object({ reasoning_tokens: countOrNone }).nullish().catch(undefined),
  })
  .transform((usage) => ({
    ...{ input: usage.input_tokens, cached: usage.input_tokens_details?.cached_tokens },
    ...{ output: usage.output_tokens, reasoning: usage.output_tokens_details?.reasoning_tokens },
  }))
  .catch({ input: undefined, cached: undefined, output: undefined, reasoning: undefined });

const endSchema = z.object({
  response: z.object({
    // What nobody looks into is carried on word for word.
    output: z.array(z.looseObject({ type: z.string() })),
    usage: usageSchema,
    model: z.string().nullish(),
    incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  }),
});
const messageSchema = z.object({
  content: z.array(z.object({ type: z.string(), text: z.string().nullish(), refusal: z.string().nullish() })),
});
const callSchema = z.object({ call_id: z.string(), name: z.string(), arguments: z.string() });

type End = z.infer<typeof endSchema>["response"];

function saidIn({ output, usage, model, incomplete_details }: End, asked: string): Said {
  const parts = output.flatMap((item) => (item.type === "message" ? checkShape(messageSchema, item).content : []));
  const refusals = parts.flatMap(({ type, refusal }) => (type === "refusal" ? [refusal ?? ""] : []));
  const reason = incomplete_details?.reason;
  const refusal = reason === "content_filter" ? FILTERED : refusals.join("\n");
  return {
    text: parts.map(({ type, text }) => (type === "output_text" ? (text ?? "") : "")).join(""),
    ...(refusal !== "" && { refusal }),
    calls: callsIn(output),
    // What a service does not keep can only be carried on by what it has encrypted.
    carried: {
      api: "responses",
      items: output.filter((item) => item.type !== "reasoning" || typeof item["encrypted_content"] === "string"),
    },
    ...{ usage: soundUsage(usage), model: model || asked, short: reason === "max_output_tokens" },
  };
}

function callsIn(output: End["output"]): ModelToolCall[] {
  const calls = output.filter(({ type }) => type === "function_call").map((item) => checkShape(callSchema, item));
  if (calls.length > MOST_CALLS) throw new ServiceFailure({ kind: "unreadable" });
  return calls.map(({ call_id, name, arguments: written }) => ({ id: call_id, name, arguments: parseJson(written) }));
}
