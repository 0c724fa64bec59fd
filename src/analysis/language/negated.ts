/** Up to where a clause goes on, with the mark of its question. */
const CLAUSE = "[^.,;:?!–—]{0,120}\\??";
/** Not to do these is to do something. */
const DONE_ALL_THE_SAME = "(?:forget|hesitate|miss|only|just|also|lose|fail|let|worry)\\b";

/** Asks to leave something alone: nothing is to be done, and nobody waits for it. In lower case, with straight quotes. */
const REFUSED: readonly RegExp[] = [
  new RegExp(
    `\\b(?:could|can|would|will) (?:you|u|someone|somebody|everyone|you (?:both|all|guys)) (?:please |kindly |maybe |perhaps |all |both )*not (?!${DONE_ALL_THE_SAME}|be able|have|know|see|agree|think|say)${CLAUSE}`,
    "g",
  ),
  new RegExp(`\\b(?:please|pls|plz|kindly)(?: just| also)? (?:do not|don't|never|not) (?!${DONE_ALL_THE_SAME})${CLAUSE}`, "g"),
  new RegExp(
    `\\b(?:(?:could|can|would|will) you |please )*(?:(?:make|be) sure|(?:ask|asking|need|want|remind|expect|like|urge) (?:that )?(?:you|everyone)|try|remember) (?:(?:that )?you )?(?:not to|do not|don't|never) (?!${DONE_ALL_THE_SAME})${CLAUSE}`,
    "g",
  ),
  new RegExp(`\\byou (?:must|should|may|can|shall) (?:not|never)\\b${CLAUSE}`, "g"),
  new RegExp(`\\b(?:let's|let us|we'd better|better|rather) not\\b${CLAUSE}`, "g"),
];

/** The sentence with what it asks to leave alone taken out of it, at its length. */
export function withoutNegated(words: string): string {
  return REFUSED.reduce((rest, refused) => rest.replace(refused, (found) => "~".repeat(found.length)), words);
}
