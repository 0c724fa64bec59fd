import type { Writing } from "../core/briefing.ts";
import { countOf } from "../lib/text.ts";

/** Who wrote a briefing, as its last words; empty where no model was asked. */
export function writingWords(writing: Writing | undefined): string {
  if (!writing) return "";
  const { by, replaced, short } = writing;
  const who = by === "code" ? "Written by code alone" : "A model wrote some of these lines, each held against its evidence";
  const held =
    replaced === 0 ? "" : `; ${countOf(replaced, "line")} of the model did not hold and ${replaced === 1 ? "was" : "were"} taken out`;
  return ` ${who}${held}${short === undefined ? "" : `: ${short}`}.`;
}
