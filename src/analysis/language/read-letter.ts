import { addressed, greeted, withoutAddress } from "./addressee.ts";
import { createWhenFinder, type WhenFinder } from "./deadline.ts";
import { findEscalation } from "./escalation.ts";
import { isMeetingProposal } from "./meetings.ts";
import { isPromise } from "./promises.ts";
import type { Letter, Reading, When } from "./reading.ts";
import { readRequest } from "./requests.ts";
import { findSentences, type Span } from "./sentences.ts";

/** From here on a sentence counts as a request. */
const ASKED = 0.5;
/** What a request counts at most in a letter that greets somebody else. */
const LETTER_TO_ANOTHER = 0.4;
/** Characters of one sentence that are read; what is longer is no sentence. */
const LONGEST_SENTENCE = 800;

/** What each sentence that a letter's writer wrote asks, promises or fears, in the order of the text. Never throws on any text. */
export function readLetter(letter: Letter): Reading[] {
  const spans = findSentences(letter);
  const sentences = spans.map((span) => wordsOf(letter.text, span));
  const findWhen = createWhenFinder(letter);
  const isToAnother = sentences.slice(0, 2).some((sentence) => greeted(sentence, letter.readerNames) === "another");
  return spans.map((span, index) => {
    const reading = readSentence(sentences[index] ?? "", sentences[index + 1] ?? "", span, letter, findWhen);
    const isAnothers = isToAnother && addressed(sentences[index] ?? "", letter.readerNames) !== "reader";
    return isAnothers ? { ...reading, request: Math.min(reading.request, LETTER_TO_ANOTHER) } : reading;
  });
}

/** Line breaks within a sentence are blanks; offsets stay. */
function wordsOf(text: string, [start, end]: Span): string {
  return text.slice(start, Math.min(end, start + LONGEST_SENTENCE)).replace(/\s/g, " ");
}

function readSentence(sentence: string, next: string, span: Span, letter: Letter, findWhen: WhenFinder): Reading {
  const { request, isQuestion } = readRequest(sentence, next, letter.readerNames);
  const promise = isPromise(withoutAddress(sentence));
  const meets = isMeetingProposal(sentence);
  const when = findTime(sentence, span[0], { isWanted: request >= ASKED || promise, meets }, findWhen);
  const escalation = findEscalation(sentence);
  return {
    span,
    request,
    isQuestion,
    isPromise: promise,
    ...(when && { when }),
    isMeeting: meets && when !== undefined,
    ...(escalation !== undefined && { escalation }),
  };
}

function findTime(sentence: string, offset: number, is: { isWanted: boolean; meets: boolean }, findWhen: WhenFinder): When | undefined {
  if (is.meets) return findWhen(sentence, offset, "meeting");
  return is.isWanted ? findWhen(sentence, offset, "deadline") : undefined;
}
