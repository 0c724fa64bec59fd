import type { ModelCall } from "../model.ts";

/** What was spent. */
export interface Spent {
  calls: number;
  tokens: number;
  /** Of the calls whose price is known. */
  usd: number;
  /** Calls whose price is not known. */
  unpriced: number;
}

/** Which calls are added up; all of them without any of these. */
export interface SpendingQuery {
  run?: string;
  automation?: string;
  /** A UTC instant, itself included. */
  since?: string;
}

/** A sum, with what it is of. */
export interface SpentOn extends Spent {
  automation: string;
  model: string;
  /** A plain date, in UTC. */
  day: string;
}

/** What models have cost. */
export interface SpendingStore {
  /** Keeps a call; the same step of the same run counts once. */
  record(call: ModelCall): Promise<void>;
  spent(query: SpendingQuery): Promise<Spent>;
  /** By day, automation and model, the newest day first. */
  list(query: SpendingQuery): Promise<SpentOn[]>;
}
