/** One thing that a reader should know about an automation. */
export interface Sentence {
  about:
    | ("report" | "goal" | "when" | "meanwhile" | "missed" | "days_off")
    | ("read" | "outside" | "write" | "asking" | "flow" | "approval" | "review" | "links" | "not" | "nothing_new")
    | ("limits" | "model" | "budget" | "failures" | "ping" | "retention" | "owner");
  /** The name of the grant that the sentence tells of. */
  grant?: string;
  text: string;
}
