/** How an occurrence ends. Each ends in exactly one state, with a reason. */
export const OCCURRENCE_STATES = ["due", "ran", "coalesced", "skipped", "missed", "blocked", "over_limit"] as const;
export type OccurrenceState = (typeof OCCURRENCE_STATES)[number];

/** One due slot or event of one automation. Its id is the run's id, so a slot starts exactly one run. */
export interface Occurrence {
  /** `sched:<automation>:<nominal ISO>`. A run that is started by hand was not due, and has no occurrence. */
  id: string;
  automation: string;
  kind: "schedule";
  /** When it was due. */
  nominalAt: string;
  /** When it was acted on. */
  actualAt?: string;
  state: OccurrenceState;
  reason: string;
}
