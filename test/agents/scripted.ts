import type { Claim } from "../../src/core/claim.ts";
import type { Model, ModelRequest, ModelToolCall, ModelTurn } from "../../src/core/ports/model.ts";

/** What a scripted model does at a turn; an error is thrown. */
export type Turn =
  | { claims: readonly Claim[] }
  | { answer: unknown }
  | { calls: readonly Omit<ModelToolCall, "id">[] }
  | { refusal: string }
  | Error;

/** Says what the script says, and remembers what it was asked. */
export interface Scripted extends Model {
  readonly asked: readonly ModelRequest[];
}

export function scripted(script: (request: ModelRequest, index: number) => Turn | Promise<Turn>): Scripted {
  const asked: ModelRequest[] = [];
  return {
    asked,
    async ask(request) {
      const index = asked.push(request) - 1;
      const turn = await script(request, index);
      if (turn instanceof Error) throw turn;
      return turnOf(turn, index);
    },
  };
}

function turnOf(turn: Exclude<Turn, Error>, index: number): ModelTurn {
  const usage = { input: 1_000, cached: 0, output: 100, reasoning: 0 };
  return { outcome: outcomeOf(turn, index), carried: [{ turn: index }], usage, model: "scripted" };
}

function outcomeOf(turn: Exclude<Turn, Error>, index: number): ModelTurn["outcome"] {
  if ("refusal" in turn) return { kind: "refusal", text: turn.refusal };
  if ("calls" in turn) return { kind: "calls", calls: turn.calls.map((call, place) => ({ id: `${index}-${place}`, ...call })) };
  return { kind: "answer", value: "claims" in turn ? { claims: turn.claims, left_out: [] } : turn.answer };
}

/** All that was shown to a model in one request. */
export function shown({ instructions, input }: ModelRequest): string {
  return [instructions, ...input.map((each) => (each.kind === "text" ? each.text : each.kind === "result" ? each.output : ""))].join("\n");
}

export function claim(text: string, cites: readonly string[], changes: Partial<Claim> = {}): Claim {
  return { kind: "fact", text, cites, flags: [], ...changes };
}
