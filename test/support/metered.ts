import { z } from "zod";
import { createMeter } from "../../src/agents/budget.ts";
import type { Budget, Usage } from "../../src/core/model.ts";
import type { Clock } from "../../src/core/ports/ambient.ts";
import type { Model, ModelRequest, ModelTurn } from "../../src/core/ports/model.ts";
import type { ModelFor, Payer } from "../../src/core/ports/spending.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Workspace } from "../../src/core/workspace.ts";
import { createFakeClock } from "./clock.ts";

export const CALENDAR = { timezone: "Europe/Berlin", workdays: [1], hours: { start: "09:00", end: "17:00" }, holidays: [] };
export const PRICES = { small: { input: 1, output: 5 }, large: { input: 10, cached: 1, output: 50 } };
export const MODELS = { connection: "openai", small: "small", large: "large", tier: "default" } as const;
const answer = { name: "lines", schema: z.strictObject({ lines: z.array(z.string()) }) };

/** A short question to a model, with these changes. */
export function requestWith(changes: Partial<ModelRequest> = {}): ModelRequest {
  const input = [{ kind: "text" as const, text: "What is new?" }];
  const asked = { role: "executor", size: "small", instructions: "Say what is new.", input, tools: [], answer } as const;
  return { ...asked, cacheKey: "a", maxOutputTokens: 100, ...changes };
}

/** Whoever pays, within these limits of its own. */
export function payerOf(run: string, id = "day", budget: { run?: Budget; day?: Budget } = {}): Payer {
  return { run, automation: { id, budget: { run: {}, day: {}, ...budget } } };
}

interface Place {
  budgets?: Partial<Workspace["budgets"]>;
  prices?: Workspace["prices"];
  connections?: Workspace["connections"];
  clock?: Clock;
}

/** A meter over a store, in a workspace without limits but these. */
export function meterOver({ spending }: Pick<Store, "spending">, model: Model, place: Place = {}): ModelFor {
  const { budgets, prices = PRICES, connections = {}, clock = createFakeClock() } = place;
  const workspace = { models: MODELS, connections, prices, budgets: { run: {}, day: {}, all: {}, ...budgets }, calendar: CALENDAR };
  return createMeter({ model, spending, workspace: () => workspace, clock });
}

/** An answer that took these tokens. */
export function turnOf(usage: Partial<Usage>, model = "small"): ModelTurn {
  const nothing = { input: 0, cached: 0, output: 0, reasoning: 0 };
  return { outcome: { kind: "answer", value: { lines: [] } }, carried: null, usage: { ...nothing, ...usage }, model };
}
