import type { ToldStatus } from "../core/ask.ts";

/** What somebody who is asked can answer by one press or one word, as it is shown, in its order. */
export const ANSWER_LABELS: readonly (readonly [status: ToldStatus, label: string])[] = [
  ["on_track", "On track"],
  ["at_risk", "At risk"],
  ["blocked", "Blocked"],
  ["done", "Done"],
  ["reassigned", "Not mine"],
];
