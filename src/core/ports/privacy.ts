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

/** Whom or what to forget. */
export type Forgetting =
  /** Somebody: by all that they are called, a first name that nobody else has, and their key in config/people.yaml where they have one. */
  | { kind: "person"; names: readonly string[]; firstName?: string; key?: string }
  /** All that came by these connectors, and how a connection of this name stands. */
  | { kind: "source"; connectors: readonly string[]; connection?: string };

/** What was done, in rows. */
export interface Forgotten {
  /** What went whole. */
  removed: number;
  /** What is about others too: only who is forgotten was taken out of it. */
  rewritten: number;
  /** Messages that were not sent yet and now never are. */
  ended: number;
  /** Copies of earlier data that were deleted, by their names. */
  copies: string[];
  /** Previews that were deleted, all there were. */
  previews: number;
  /** Messages that told of it and went out: they are with their readers. */
  sent: number;
  /** Files that were written for somebody to keep: they are left to their reader, by what they are called. */
  files: string[];
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
  /**
   * Takes somebody, or all that came from somewhere, out of everything that is kept, and leaves no byte of it in the data directory; where
   * nobody of these names is known it changes nothing. Cut off, it is to be asked for again. Throws TransientError `forget-busy` while a run is at work or a message on its way,
   * `forget-unfinished` where another program reads what was removed.
   */
  forget(what: Forgetting, at: string): Promise<Forgotten>;
}
