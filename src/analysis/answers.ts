import type { Mail } from "../core/kinds/mail.ts";
import { addressOf, isByPerson, isFromMe, read, writerOf, type Eyes } from "./letters.ts";
import { ASKED } from "./language/reading.ts";

/** Nobody needs an answer after this. */
const WITHDRAWN =
  /\b(?:never ?mind|no longer needed|(?:don't|do not|no longer) need (?:it|this|that|anything)|(?:i|we)(?:'ve| have)? (?:found|solved|fixed|sorted) (?:it|this|that)|(?:it's|it is|that's|this is|all|problem) (?:been |now )?(?:solved|sorted|resolved|settled|clear)|(?:please |you can )(?:ignore|disregard)|forget (?:it|about it|my question)|scratch that)\b/i;
const THANKS = /\b(?:thanks|thank you|thx|cheers|danke|merci|gracias)\b/i;
/** Says nothing that somebody waits for. */
const NO_ANSWER =
  /^(?:\W*\+\s?1\b|(?:hi|hello|hey|dear)\b|(?:many )?thanks|thank you|best|kind regards|regards|cheers|me too|same here|good (?:question|point)|following|interesting\b)|\b(?:no idea|not sure|don't know|do not know|can't say|over to|up to you|i'll leave|leave (?:it|this|that) to|looping in|adding|copying|let's wait|wants? to know|also (?:need|want|like))\b/i;

/** Whether somebody else has settled what a letter asked of the reader: who asked took it back, or one who was asked as well has answered it. */
export function isSettledByOthers(asked: Mail, letters: readonly Mail[], eyes: Eyes): boolean {
  const later = letters.filter((each) => each.item.ts > asked.item.ts && isByPerson(each) && !isFromMe(each, eyes.people));
  const byAsker = (mail: Mail): boolean => addressOf(writerOf(mail)) === addressOf(writerOf(asked));
  return later.some((each, index) => {
    if (!byAsker(each)) return isAsked(each, asked) && tellsSomething(each, eyes);
    const words = wordsOf(each, eyes).join("\n");
    const hasAnswer = later.slice(0, index).some((other) => !byAsker(other));
    return WITHDRAWN.test(words) || (hasAnswer && THANKS.test(words) && !asksAgain(each, eyes));
  });
}

/** Whether a letter's writer is one of those whom another was sent to. */
function isAsked(mail: Mail, { item }: Mail): boolean {
  const address = addressOf(writerOf(mail));
  return item.actors.some((actor) => actor.role !== "from" && addressOf(actor) === address);
}

/** Whether any of its sentences is neither a question nor mere manners. */
function tellsSomething(mail: Mail, eyes: Eyes): boolean {
  const name = writerOf(mail)?.name.toLowerCase() ?? "";
  return wordsOf(mail, eyes, (request) => request < ASKED).some(
    (words) => !NO_ANSWER.test(words) && !name.includes(words.replace(/\W+$/, "").toLowerCase()),
  );
}

function asksAgain(mail: Mail, eyes: Eyes): boolean {
  return read(mail, eyes).some(({ request }) => request >= ASKED);
}

/** The sentences that a letter's writer wrote, with straight quotes; those that ask so surely. */
function wordsOf(mail: Mail, eyes: Eyes, isWanted: (request: number) => boolean = () => true): string[] {
  return read(mail, eyes).flatMap(({ span, request }) => (isWanted(request) ? [mail.item.body.slice(...span).replace(/[’‘`]/g, "'")] : []));
}
