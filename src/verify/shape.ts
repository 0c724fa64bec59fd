import type { Claim, ClaimFault } from "../core/claim.ts";

const MOST_CHARACTERS = 400;
const MOST_WORDS = 60;
/** What is longer is no line: nothing of it is read. */
const MOST_READ = 1000;
/** Words that a line has besides what slots bring in: with fewer it says nothing. */
const FEWEST_WORDS = 2;

const EMPHASIS = /(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1/g;
const LEAD = /^\s*(?:[-*•–]|\d+[.)]|#{1,6})\s+/;
const MARKUP = /\[[^\]]*\]\([^)]*\)|<[^>\s][^>]*>|\*\*|`|^\s*>|\|.*\||&(?:lt|gt|amp|#\d+);|!\[/;
const MENTION = /(?<![\w.])@[\w][\w.-]*/;
const SLOTS = /\{\{[^{}]*\}\}/g;

/** What is not seen, or shows what follows in another way: controls, marks of direction, halves of characters. */
const HIDDEN = /[\p{C}\p{Default_Ignorable_Code_Point}]/gu;

/** That a claim is far longer than any line; nothing else is to be looked for in it then. */
export function endlessFault({ text }: Claim): ClaimFault | undefined {
  if (text.length <= MOST_READ) return undefined;
  return fault("too-long", `at most ${MOST_WORDS} words`, `${text.length} characters`, "Say it in one sentence.");
}

/** A claim's text without what only makes it look different, or is not seen at all, and what was left out. */
export function plainText({ text }: Claim): { text: string; fixed: string[] } {
  const whole = text
    .replaceAll(/\s+/g, " ")
    .replaceAll(HIDDEN, "")
    // An ellipsis stays what it is; letters and digits that only look different become plain ones.
    .replaceAll(/[^…]+/g, (part) => part.normalize("NFKC"))
    .replaceAll(/\s+/g, " ")
    .trim();
  const plain = whole.replace(LEAD, "").replaceAll(EMPHASIS, "$2");
  return { text: plain, fixed: plain === whole ? [] : ["emphasis and list marks are left out"] };
}

/** What is wrong with a line whatever it is about: links and marks in it, its length, or that it says nothing. */
export function checkShape(text: string): ClaimFault[] {
  const words = text.replaceAll(SLOTS, " ");
  const [markup] = MARKUP.exec(words) ?? [];
  const [mention] = MENTION.exec(words) ?? [];
  const count = words.match(/\p{L}[\p{L}'’-]*/gu)?.length ?? 0;
  const isLong = words.length > MOST_CHARACTERS || count > MOST_WORDS;
  return [
    ...(markup === undefined ? [] : [fault("markup", "plain words", markup, "Write plain words; links are made from the cites.")]),
    ...(mention === undefined
      ? []
      : [fault("mention", "nobody to be addressed", mention, "Name people without an @; cite what names them.")]),
    ...(isLong ? [fault("too-long", `at most ${MOST_WORDS} words`, `${count} words`, "Say it in one sentence.")] : []),
    ...(count < FEWEST_WORDS
      ? [fault("empty", "a sentence", count === 0 ? "no words" : "one word", "Say what is so in a sentence around the slots.")]
      : []),
  ];
}

function fault(code: string, wanted: string, got: string, hint: string): ClaimFault {
  return { code, message: `expected ${wanted}, got ${got}`, hint, at: got };
}
