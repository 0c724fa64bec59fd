import type { Actor } from "../../../src/core/item.ts";
import { bodyOf } from "../../../src/lib/transcript/parse-transcript.ts";
import type { Turn } from "../../../src/lib/transcript/turn.ts";

const NAMES = ["Ana Ruiz", "Lee Park", "Priya Shah", "Sam Rivera"];
const TALK = [
  "I looked at the numbers of the last quarter again and what strikes me is how much of the growth comes from two regions that we hardly talk about.",
  "That matches what support sees, although the tickets there are mostly about printing and seldom about the payments themselves.",
  "When we changed the layout in spring the same thing happened, people complained for two weeks and then the line went flat.",
  "I think the interesting part is what happens between the first visit and the second, because nobody measures that today.",
  "The warehouse has its own view of it, they count boxes and not orders, so the two reports never agree.",
];
const TURNS_AN_HOUR = 420;
const SECONDS_A_TURN = 8;

/** A meeting of so many hours, of about 10,000 words each, in which something is taken on now and then. */
export function hourLong(hours: number): { body: string; turns: Turn[]; actors: Actor[] } {
  const turns = Array.from({ length: hours * TURNS_AN_HOUR }, (_, index): Turn => ({
    speaker: NAMES[index % NAMES.length] ?? "",
    seconds: index * SECONDS_A_TURN,
    words: index % 60 === 30 ? `I'll send report number ${index} by Friday.` : (TALK[index % TALK.length] ?? ""),
  }));
  return { body: bodyOf(turns), turns, actors: NAMES.map((name) => ({ name, role: "speaker" })) };
}
