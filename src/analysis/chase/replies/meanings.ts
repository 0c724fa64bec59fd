import type { Said } from "./days.ts";
import { doneAs } from "./done.ts";
import type { Found } from "./senses.ts";
import type { Sense } from "./words/cues.ts";

/** What a cue means with the words around it. */
export type Meaning = Sense | "doing" | "done_part" | "done_if" | "later";

/** What the words around cues make of them. */
export function meaningsOf(found: readonly Found[], left: string, text: string, days: readonly Said[]): Set<Meaning> {
  return new Set(
    found.flatMap((each): Meaning[] => {
      if (each.sense === "done") return [doneAs(each, left, text, days)];
      if (each.sense === "treated") return ["treated", doneAs(each, left, text, days)];
      return [each.sense === "starting" ? startingAs(text.slice(each.start, each.end), text, days) : each.sense];
    }),
  );
}

/** A start on a day to come, work that goes on, or something to be done later. */
function startingAs(words: string, text: string, days: readonly Said[]): Meaning {
  const isAhead = days.some(({ days: named, isPast }) => !isPast && named !== null);
  const isStart = /start|begin|kick/.test(words);
  if (isStart && /\b(?:once|when|after|as soon as|right after|until|following)\b/.test(text)) return "starting";
  if (isAhead || isStart || !/work|do/.test(words)) return isAhead && isStart ? "starting" : "later";
  return "progress";
}
