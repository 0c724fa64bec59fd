import type { Usage } from "../../core/model.ts";
import type { ModelRequest, ModelToolCall } from "../../core/ports/model.ts";
import type { ModelClient } from "./client.ts";
import type { Lack } from "./lacks.ts";
import { strictSchema } from "./schema.ts";

/** One turn as it is to be asked for. */
export interface Wish extends Pick<ModelRequest, "instructions" | "input" | "tools" | "answer" | "cacheKey" | "maxOutputTokens"> {
  model: string;
  /** Cheaper and slower: https://platform.openai.com/docs/guides/flex-processing. */
  flex: boolean;
  /** Whether it is OpenAI itself, which knows all that its reference says. */
  isOpenAi: boolean;
  lacks: ReadonlySet<Lack>;
}

/** What a model has said. */
export interface Said {
  text: string;
  /** Set where it would not. */
  refusal?: string;
  calls: readonly ModelToolCall[];
  /** JSON that carries the conversation on. */
  carried: unknown;
  /** Undefined where the service does not say, or says what can't be. */
  usage: Usage | undefined;
  model: string;
  /** It broke off, since it came to `maxOutputTokens`. */
  short: boolean;
}

/**
 * One of the ways to ask. Resolves with undefined where the stream ended without its last event; throws ServiceFailure, `unreadable` for
 * what is no such answer at all.
 */
export type Speech = (client: ModelClient, wish: Wish, signal: AbortSignal) => Promise<Said | undefined>;

/** No model has use for more calls in one answer. */
export const MOST_CALLS = 64;

/** What a service says in place of an answer. */
export const FILTERED = "The service has filtered the answer out.";

/** The instructions; where the service knows no schemas, they have it. */
export function instructionsOf({ instructions, answer, lacks }: Wish): string {
  if (!lacks.has("json_schema")) return instructions;
  return `${instructions}\n\nAnswer with nothing but JSON of this schema:\n${JSON.stringify(strictSchema(answer.schema))}`;
}

/** The tools with their schemas; none where the service knows none. */
export function toolsOf({
  tools,
  lacks,
}: Wish): { name: string; description: string; strict: true; parameters: Record<string, unknown> }[] {
  if (lacks.has("tools")) return [];
  return tools.map(({ name, description, parameters }) => ({
    name,
    description,
    strict: true,
    parameters: { ...strictSchema(parameters) },
  }));
}
