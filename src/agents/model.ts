import OpenAI from "openai";
import type { Model } from "../core/ports/model.ts";

/** Where a model is asked, and by which key. */
export interface ModelAccount {
  url?: string;
  key: string;
}

/** A model behind OpenAI's API. */
export function createModel({ url, key }: ModelAccount): Model {
  const client = new OpenAI({ apiKey: key, maxRetries: 0, ...(url !== undefined && { baseURL: url }) });
  return {
    async ask({ model = "", instructions }, signal) {
      const answer = await client.responses.create({ model, instructions, store: false }, { signal });
      return {
        outcome: { kind: "answer", value: answer.output_text },
        carried: answer.output,
        usage: usageOf(answer),
        model: answer.model,
      };
    },
  };
}

function usageOf({ usage }: OpenAI.Responses.Response) {
  return {
    input: usage?.input_tokens ?? 0,
    cached: usage?.input_tokens_details.cached_tokens ?? 0,
    output: usage?.output_tokens ?? 0,
    reasoning: usage?.output_tokens_details.reasoning_tokens ?? 0,
  };
}
