/** What a model is asked for; each has its own prompt. */
export const MODEL_ROLES = ["orchestrator", "executor", "recovery", "reviewer", "grader", "listener", "author"] as const;
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
  /** The run, and which call of it this is, such as `executor 3`: a step that is kept asks nobody again, and is paid for once. */
  run: string;
  step: string;
  automation: string;
  role: ModelRole;
  model: string;
  usage: Usage;
  /** Absent where the price list has no such model. */
  usd?: number;
  /** What counts against limits where `usd` is absent: as much as the dearest model of the price list would cost. */
  assumedUsd?: number;
  /** Set where nobody said what it took: `usage` is what was set aside for it where it broke off, and else what was read and said, as we count. */
  estimated?: true;
  /** When it was asked: a UTC instant. */
  at: string;
  /** The plain date of that in the workspace's zone: the day that pays for it. */
  day: string;
}

/** A limit that stood in the way of a call. */
export interface BudgetStop {
  /** Of one run, of one day of the automation, or of one day of all together. */
  scope: BudgetScope;
  /** `chief` for the limit of all together. */
  automation: string;
  /** A plain date, in the workspace's zone. */
  day: string;
  at: string;
  /** Which limit, and what was spent, in words. */
  reason: string;
  /** What can be done about it. */
  hint: string;
}

export const BUDGET_SCOPES = ["run", "day", "all"] as const;
export type BudgetScope = (typeof BUDGET_SCOPES)[number];

/** What is within both: an automation can lower what the workspace allows, and never raise it. */
export function lowerOf(one: Budget, other: Budget): Budget {
  const tokens = least(one.tokens, other.tokens);
  const usd = least(one.usd, other.usd);
  return { ...(tokens !== undefined && { tokens }), ...(usd !== undefined && { usd }) };
}

function least(...amounts: readonly (number | undefined)[]): number | undefined {
  const given = amounts.filter((amount) => amount !== undefined);
  return given.length === 0 ? undefined : Math.min(...given);
}

/** Dollars of one call; undefined where the price is not known. */
export function costOf({ input, cached, output }: Usage, price: Price | undefined): number | undefined {
  if (!price) return undefined;
  return ((input - cached) * price.input + cached * (price.cached ?? price.input) + output * price.output) / 1_000_000;
}
