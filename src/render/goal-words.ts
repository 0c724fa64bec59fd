import { goalStatusOf, type Graded } from "../core/goal.ts";
import { listOf } from "../lib/text.ts";
import { guardText } from "./guard.ts";

/** In characters. */
const LONGEST_NAME = 60;

/** Where a goal stands, for whoever reads how a run ended: `goal: 1 of 3 met, the rest waits for Ann`. */
export function goalInWords(graded: readonly Graded[]): string {
  const status = goalStatusOf(graded);
  if (status === "met") return "goal met";
  const met = graded.filter(({ state }) => state === "met").length;
  const ungraded = graded.find(({ state }) => state === "ungraded");
  const why = ungraded?.why === undefined ? "" : ` (${guardText(ungraded.why, LONGEST_NAME)})`;
  if (ungraded) return `goal: ${met} of ${graded.length} met, not all of it was graded${why}`;
  return `goal: ${met} of ${graded.length} met${status === "stuck" ? `, the rest waits for ${listOf(waitedFor(graded))}` : ""}`;
}

/** Whom an open goal waits for. */
function waitedFor(graded: readonly Graded[]): string[] {
  return [...new Set(graded.flatMap(({ waits }) => (waits ? [guardText(String(waits.who.value), LONGEST_NAME)] : [])))];
}
