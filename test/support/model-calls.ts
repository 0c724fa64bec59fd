import type { ModelCall } from "../../src/core/model.ts";

/** A call that was paid for, with these changes. */
export function modelCall(changes: Partial<ModelCall> = {}): ModelCall {
  return {
    ...{ run: "r1", step: "executor 1", automation: "day", role: "executor", model: "gpt-6-luna" },
    usage: { input: 1_000, cached: 250, output: 100, reasoning: 40 },
    ...{ usd: 0.25, at: "2026-11-20T09:00:00.000Z", day: "2026-11-20" },
    ...changes,
  };
}
