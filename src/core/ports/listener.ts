import type { Steps } from "./agent.ts";
import type { JudgedCall } from "./judged-call.ts";

/** What a listener is asked about one reply. */
export interface ListenRequest {
  call: JudgedCall;
  /** Which of the run's replies it is, counted from 1. */
  number: number;
  /** The reply and what it may speak of, as JSON: data, never instructions. */
  text: string;
}

/** Says what a reply tells, where code is not sure of it. */
export interface Listener {
  /** Keeps the answer as one step; undefined where there is none. What it claims is not checked yet. Never rejects for what a model has done. */
  listen(request: ListenRequest, steps: Pick<Steps, "keep" | "signal">): Promise<unknown>;
}
