import type { Writing } from "../core/briefing.ts";
import { countOf } from "../lib/text.ts";

/** Who wrote a briefing, as its last words; empty where no model was asked. */
export function writingWords(writing: Writing | undefined): string {
  if (!writing) return "";
  const { by, short } = writing;
  if (by === "model") {
    const missing = short === undefined ? "" : ` It has not done all that it was asked for: ${short}.`;
    return ` A model wrote some of these lines, each held against its evidence${takenOut(writing)}.${missing}`;
  }
  return ` Written by code alone${takenOut(writing)}: ${short ?? "the model has added nothing that holds and is not told anyway"}.`;
}

function takenOut({ replaced }: Writing): string {
  if (replaced === 0) return "";
  return `; ${countOf(replaced, "line")} of the model did not hold and ${replaced === 1 ? "was" : "were"} taken out`;
}
