import type { z } from "zod";
import type { ModelRole, ModelSize, Usage } from "../model.ts";

/** Something that a model may ask for, by name. `parameters` is a strict object: what can be absent is null. */
export interface ModelTool {
  name: string;
  description: string;
  parameters: z.ZodType;
}

/** A tool that was asked for. */
export interface ModelToolCall {
  id: string;
  name: string;
  /** As the model wrote them, parsed as JSON; undefined where they are none. */
  arguments: unknown;
}

/** A piece of what a model reads, in order. */
export type ModelInput =
  | { kind: "text"; text: string }
  /** What an earlier turn of the same conversation is to be carried on by, word for word. */
  | { kind: "carried"; carried: unknown }
  | { kind: "result"; call: string; output: string };

export interface ModelRequest {
  role: ModelRole;
  size: ModelSize;
  /** Names this very model instead of that of the size, as a replay may. */
  model?: string;
  /** The same for all runs, so that it is cached: the prompt, and what comes with it. */
  instructions: string;
  input: readonly ModelInput[];
  tools: readonly ModelTool[];
  /** What the answer has to be. */
  answer: { name: string; schema: z.ZodType };
  /** Calls that begin alike have the same. */
  cacheKey: string;
  maxOutputTokens: number;
}

/** One answer of a model. JSON, so that it can be kept. */
export interface ModelTurn {
  outcome:
    | { kind: "answer"; value: unknown }
    | { kind: "calls"; calls: readonly ModelToolCall[] }
    /** It said that it would not. */
    | { kind: "refusal"; text: string };
  /** To be handed in with the next request of the conversation. */
  carried: unknown;
  usage: Usage;
  /** Set where its service did not count, or not so that it can be: `usage` is then an estimate. */
  estimated?: true;
  /** The model that answered, as it names itself. */
  model: string;
}

/**
 * Asks a model once. What comes back has the asked-for form, whatever the model wrote. Throws TransientError `model-busy` (with when to come
 * again), `model-unreachable` or `model-cut-off` (it broke off, or nothing came), PermanentError `model-unreadable` (no answer of the form,
 * also after it was asked once more), `model-too-long` (more than it can read), `model-unknown`, `model-refused` (its service does not take what
 * is asked, or wants to be paid first), `reauth-needed`, ConfigError `models-missing`, PolicyError `over-budget`. A model that falls silent is
 * waited for until the signal.
 */
export interface Model {
  ask(request: ModelRequest, signal: AbortSignal): Promise<ModelTurn>;
}
