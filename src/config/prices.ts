import { costOf, type Price, type Usage } from "../core/model.ts";
import type { Workspace } from "../core/workspace.ts";
import { isLoopback } from "../lib/loopback.ts";

/** US dollars for a million tokens, as OpenAI asked in November 2026 (https://openai.com/api/pricing); config/chief.yaml can say otherwise under `prices`. */
export const PRICES: Readonly<Record<string, Price>> = {
  "gpt-6-luna": { input: 0.1, output: 0.5 },
  "gpt-6.1-terra": { input: 1, output: 5 },
  "gpt-6-sol": { input: 2, output: 10 },
  "gpt-6-astra": { input: 10, output: 50 },
};

/** Vendors answer by the name of one version, such as `gpt-6-luna-2026-08-07`. */
const VERSION = /-\d{4}-\d{2}-\d{2}$/;

/** What a model of this name, or of any version of it, costs; undefined where the list does not say. */
export function findPrice(prices: Readonly<Record<string, Price>>, model: string): Price | undefined {
  const name = Object.hasOwn(prices, model) ? model : model.replace(VERSION, "");
  return Object.hasOwn(prices, name) ? prices[name] : undefined;
}

/** Dollars of a call by the dearest model of the list: as much as one whose price nobody knows is taken to cost. */
export function dearestCost(prices: Readonly<Record<string, Price>>, usage: Usage): number {
  return Math.max(0, ...Object.values(prices).map((price) => costOf(usage, price) ?? 0));
}

/** What the configuration says of where models are, and what they cost. */
export type Priced = Pick<Workspace, "models" | "connections" | "prices">;

/** Whether a model costs nothing: it is asked on this machine, and the list has no price for it. */
export function isFree({ models, connections, prices }: Priced, model: string): boolean {
  const connection = models && Object.hasOwn(connections, models.connection) ? connections[models.connection] : undefined;
  const url = connection?.kind === "openai" ? connection.url : undefined;
  return isLoopback(URL.parse(url ?? "")?.hostname ?? "") && findPrice(prices, model) === undefined;
}

/** The price list for a call of a model: one that is free stands in it with nothing. */
export function pricesFor(priced: Priced, model: string): Workspace["prices"] {
  return isFree(priced, model) ? { ...priced.prices, [model]: { input: 0, output: 0 } } : priced.prices;
}

/** The models of a workspace that cost nothing, each once. */
export function freeModels(priced: Priced): string[] {
  const { models } = priced;
  return models ? [...new Set([models.large, models.small])].filter((model) => isFree(priced, model)) : [];
}

/** The same with the models that cost nothing. */
export function withFree<Place extends Priced>(priced: Place): Place & { free: string[] } {
  return { ...priced, free: freeModels(priced) };
}
