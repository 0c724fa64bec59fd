/** What a model is asked for; each has its own prompt. */
export const MODEL_ROLES = ["orchestrator", "executor", "recovery", "reviewer", "grader", "author"] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];

/** Prompts in the place of those that are in force. */
export type Prompts = Readonly<Partial<Record<ModelRole, string>>>;

/** The small model sorts, checks and grades; the large one writes. */
export type ModelSize = "small" | "large";

/** Tokens of one call. `cached` and `reasoning` are parts of `input` and `output`. */
export interface Usage {
  input: number;
  cached: number;
  output: number;
  reasoning: number;
}

/** What a model costs, in US dollars for a million tokens. */
export interface Price {
  input: number;
  /** As `input` where absent. */
  cached?: number;
  output: number;
}

/** Which models are asked, and by which connection. */
export interface Models {
  /** The name of a connection of kind `openai`. */
  connection: string;
  small: string;
  large: string;
  /** `flex` costs less and may take longer; where none is free, the call is made at the usual price. */
  tier: "flex" | "default";
}

/** The most that may be spent; what is absent has no limit. Tokens are those of input and output together. */
export interface Budget {
  tokens?: number;
  usd?: number;
}

/** A call of a model that was paid for. */
export interface ModelCall {
  /** The run, and the step in it: a step that is kept is paid for once. */
  run: string;
  step: string;
  automation: string;
  role: ModelRole;
  model: string;
  usage: Usage;
  /** Absent where the price list has no such model. */
  usd?: number;
  /** When it was answered: a UTC instant. */
  at: string;
}

/** Dollars of one call; undefined where the price is not known. */
export function costOf({ input, cached, output }: Usage, price: Price | undefined): number | undefined {
  if (!price) return undefined;
  return ((input - cached) * price.input + cached * (price.cached ?? price.input) + output * price.output) / 1_000_000;
}
