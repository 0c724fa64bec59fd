import type { OutboxEntry } from "../delivery.ts";
import type { Review } from "./reviewer.ts";

/** Something that went wrong, of which the owner is to be told once, or a message that somebody is to be asked about. */
export interface Trouble {
  /**
   * Unique, and the same whenever it is found: `run:<id>`, `late:<run>`, `occurrence:<id>`, `message:<key>`, `delayed:<key>`,
   * `held:<key>:<content>:<until>:<person>`, `unasked:<subject of the question>`, `budget:<scope>:<automation>:<day>`, `pause:<automation>:<at>`,
   * `stuck:<run>`, `connection:<name>:<since>`.
   */
  subject: string;
  automation: string;
  kind:
    | ("failed" | "missed" | "late" | "undeliverable" | "delayed" | "paused" | "goal_met" | "stuck")
    | ("signed_out" | "held" | "unasked" | "over_budget");
  /** When it came to be. */
  at: string;
  /** In words, for the owner. */
  reason: string;
  /** What can be done about it. */
  hint?: string;
  run?: string;
  /** When it should have run, for what was missed or late; when it is tried again, for a message that is delayed. */
  dueAt?: string;
  /** How many times it stands for. */
  count: number;
  /** The message that could not be delivered, or not yet; one without a run tells of Chief itself. */
  message?: Pick<OutboxEntry, "key" | "delivery" | "options" | "briefing">;
  /** Key of the person who is asked about a held message; of one that nobody could ask, the person's name. */
  asked?: string;
}

/** Troubles of one automation and kind that wait to be told together. */
export interface TroubleGroup {
  /** What they have in common, unique among those that wait. */
  bundle: string;
  automation: string;
  kind: Trouble["kind"];
  count: number;
  newest: Trouble;
  /** How many of the automation's runs have failed in a row by now. */
  inRow: number;
  /** When its owner was last told of anything about this automation. */
  toldAt?: string;
}

/** What has gone wrong, and what of it the owner was told. */
export interface AlertStore {
  /** At most 500 troubles since an instant that are not kept yet, oldest first. A run is late from `lateMs` on, which is a minute or more. */
  untold(since: string, lateMs: number): Promise<Trouble[]>;
  /** Keeps at most 500 troubles until they are told. */
  keep(troubles: readonly Trouble[]): Promise<void>;
  waiting(): Promise<TroubleGroup[]>;
  /** Marks all that wait in these bundles as told, with the messages that tell of them, in one transaction. */
  tell(bundles: readonly string[], entries: readonly OutboxEntry[], at: string): Promise<void>;
  /** How many of an automation's latest runs that were not started by hand have failed in a row since it was last resumed; counts no further than `most`. */
  failuresInRow(automation: string, most: number): Promise<number>;
  /** What the reviewer said to an automation's latest messages since it was last resumed, newest first, `most` of them. */
  reviews(automation: string, most: number): Promise<Review["verdict"][]>;
}
