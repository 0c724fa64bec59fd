import type { Automation } from "../automation.ts";
import type { BudgetStop, ModelCall } from "../model.ts";
import type { Model } from "./model.ts";

/** What was spent. */
export interface Spent {
  calls: number;
  tokens: number;
  /** Those of `tokens` that models read, and of these the ones that they had read before, which cost less. */
  input: number;
  cached: number;
  /** Of the calls whose price is known. */
  usd: number;
  /** Calls whose price is not known, and what counts against limits for them. */
  unpriced: number;
  assumedUsd: number;
  /** Calls of which nobody said what they took, which are counted with an estimate. */
  estimated: number;
}

/** Which calls are added up; all of them without any of these. */
export interface SpendingQuery {
  run?: string;
  automation?: string;
  /** A plain date in the workspace's zone, itself included. */
  since?: string;
  /** A plain date in the workspace's zone: that day alone. */
  day?: string;
}

/** A sum, with what it is of. */
export interface SpentOn extends Spent {
  automation: string;
  model: string;
  /** A plain date, in the workspace's zone. */
  day: string;
}

/** What models have cost. */
export interface SpendingStore {
  /** Keeps a call; the same step of the same run counts once. */
  record(call: ModelCall): Promise<void>;
  spent(query: SpendingQuery): Promise<Spent>;
  /** By day, automation and model, the newest day first. */
  list(query: SpendingQuery): Promise<SpentOn[]>;
  /** Keeps that a limit was reached, of which the owner is told; the same limit of an automation once a day. */
  stop(stop: BudgetStop): Promise<void>;
}

/** On whose account a model is asked. */
export interface Payer {
  run: string;
  automation: Pick<Automation, "id" | "budget">;
}

/** Models that are asked on somebody's account, within what is left to them: beyond it they throw PolicyError `over-budget`. */
export type ModelFor = (payer: Payer) => Model;
