import type { Event } from "./event.ts";

/** How an occurrence ends. Each ends in exactly one state, with a reason. */
export const OCCURRENCE_STATES = ["due", "ran", "coalesced", "skipped", "missed", "blocked", "over_limit"] as const;
export type OccurrenceState = (typeof OCCURRENCE_STATES)[number];

/** One due slot or event of one automation. Its id is the run's id, so a slot or event starts exactly one run. */
export interface Occurrence {
  /**
   * `sched:<automation>:<nominal ISO>` or `event:<automation>:<source>:<event id>`; where it stands for several slots
   * `sched:<automation>:<first>/<last>`. A run that is started by hand was not due, and has no occurrence.
   */
  id: string;
  automation: string;
  kind: "schedule" | "event";
  /** When it was due, or when the event happened. */
  nominalAt: string;
  /** When it was acted on. */
  actualAt?: string;
  state: OccurrenceState;
  reason: string;
  /** Its time had been missed, and it was started all the same. */
  caughtUp: boolean;
  /** How many slots it stands for: more than 1 where a long outage's earlier ones are told together. */
  count: number;
  /** The occurrence that it was coalesced into. */
  into?: string;
  /** While it is due and a burst is being collected: when its run starts. */
  startAt?: string;
  event?: Event;
}
