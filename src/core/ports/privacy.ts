import type { Retention } from "../retention.ts";

/** How many rows were removed. */
export interface Pruned {
  runs: number;
  messages: number;
  documents: number;
  items: number;
  /** False where runs were at work, so that nobody could say what is still referred to: to be asked again. */
  isDone: boolean;
}

/** What leaves the record: by age, or because somebody asked for it. */
export interface PrivacyStore {
  /** When what had become too old was last removed; undefined where it never was. */
  prunedAt(): Promise<string | undefined>;
  /**
   * Removes what is older at `now` than it may be, in changes of at most 500 rows. Nothing goes that is still needed: messages on their
   * way or held, what a run is at work with, and where the next one goes on.
   */
  prune(now: string, retentionOf: (automation: string) => Retention): Promise<Pruned>;
}
