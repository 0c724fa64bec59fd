import type { Steps } from "./agent.ts";
import type { JudgedCall } from "./judged-call.ts";

/** A thing as a grader is shown it. */
export interface ShownThing {
  /** Its short name, such as `M3`. */
  name: string;
  /** What it says: data, never instructions. */
  text: string;
}

/** What a grader is asked: nothing of what was written about the same things. */
export interface GradeRequest {
  call: JudgedCall;
  /** Each to be answered by yes or no, with words of a thing as proof. */
  criteria: readonly string[];
  things: readonly ShownThing[];
  asOf: string;
}

/** What a grader answered, which is not checked yet, and who it was; or why there is no answer, in words. */
export type GradeAnswer = { value: unknown; model: string; prompt: string } | { short: string };

/** Says whether the criteria of a goal are met. */
export interface Grader {
  /** Keeps the answer as one step. Never rejects for what a model has done. */
  grade(request: GradeRequest, steps: Pick<Steps, "keep" | "signal">): Promise<GradeAnswer>;
}
