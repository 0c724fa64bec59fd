import type { Ask, Wish } from "../ask.ts";

/** Which asks are wanted: those that are open, and with `endedSince` those that ended at that instant or later too. */
export interface AskQuery {
  automation?: string;
  /** A key of people. */
  person?: string;
  endedSince?: string;
}

/** Questions to people, and what people want of them. Rows change with the end of a run; what is here changes them for whoever wants to know. */
export interface AskStore {
  /** Oldest first. */
  list(query: AskQuery): Promise<Ask[]>;
  find(id: string): Promise<Ask | undefined>;
  /** When any automation decided on a message to somebody, at this instant or later, whether or not it arrived. */
  sentSince(at: string): Promise<{ person: string; at: string }[]>;
  wishes(): Promise<Wish[]>;
  /** Ends open asks of an automation, all or those of these ids, as `cancelled`; resolves with those that it ended. */
  cancel(automation: string, ids: readonly string[] | "all", reason: string, at: string): Promise<Ask[]>;
}
