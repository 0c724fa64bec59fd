import { addressed, greeted, withoutAddress } from "./addressee.ts";
import { createWhenFinder, type WhenFinder } from "./deadline.ts";
import { findClauses } from "./clauses.ts";
import { findEscalation } from "./escalation.ts";
import { readMeeting } from "./meetings.ts";
import { isPromise } from "./promises.ts";
import { ASKED, type Letter, type Reading, type When } from "./reading.ts";
import { withoutQuotations, withoutReported } from "./reported.ts";
import { readRequest } from "./requests.ts";
import { findSentences, type Span } from "./sentences.ts";

/** What a request counts at most in a letter that greets somebody else. */
const LETTER_TO_ANOTHER = 0.4;
/** Characters of one sentence that are read; what is longer is no sentence. */
const LONGEST_SENTENCE = 800;

/** What each sentence that a letter's writer wrote asks, promises or fears, in the order of the text. Never throws on any text. */
export function readLetter(letter: Letter): Reading[] {
  const text = withoutQuotations(letter.text);
  const sentences = findSentences(letter).map((span, index, all) => toSentence(text, span, all[index - 1]));
  const findWhen = createWhenFinder(letter);
  const isToAnother = sentences.slice(0, 2).some(({ words }) => greeted(words, letter.readerNames) === "another");
  return sentences.flatMap((sentence, index) => {
    const readings = readParts(sentence, sentences[index + 1]?.words ?? "", letter, findWhen);
    const isAnothers = isToAnother && addressed(sentence.words, letter.readerNames) !== "reader";
    return isAnothers ? readings.map((reading) => ({ ...reading, request: Math.min(reading.request, LETTER_TO_ANOTHER) })) : readings;
  });
}

interface Sentence {
  span: Span;
  /** Line breaks within it are blanks, and what it reports of others is blanked; offsets stay. */
  words: string;
}

function toSentence(text: string, span: Span, before: Span | undefined): Sentence {
  return { span, words: withoutReported(wordsOf(text, span), before === undefined ? "" : wordsOf(text, before)) };
}

function wordsOf(text: string, [start, end]: Span): string {
  return text.slice(start, Math.min(end, start + LONGEST_SENTENCE)).replace(/\s/g, " ");
}

/** What a sentence does; where one part of it asks and another promises, what each does, so that neither takes the other's day. */
function readParts(sentence: Sentence, next: string, letter: Letter, findWhen: WhenFinder): Reading[] {
  const whole = readSentence(sentence, next, letter, findWhen);
  const { span, words } = sentence;
  const asks = (part: string): boolean => readRequest(part, "", letter.readerNames).request >= ASKED;
  const promises = (part: string): boolean => isPromise(withoutAddress(part));
  const areApart = (first: string, second: string): boolean =>
    promises(first) ? !promises(second) && asks(second) && !asks(first) : promises(second) && asks(first) && !asks(second);
  // A question counts as no promise, whatever its first part says.
  const mayPromise = whole.isPromise || whole.isQuestion || words.endsWith("?");
  const parts = mayPromise && whole.request >= ASKED ? findClauses(words, areApart) : undefined;
  if (parts === undefined) return [whole];
  return parts.map(([start, end], index) => {
    const part: Sentence = { span: [span[0] + start, index === 0 ? span[0] + end : span[1]], words: words.slice(start, end) };
    return readSentence(part, next, letter, findWhen);
  });
}

function readSentence({ span, words }: Sentence, next: string, letter: Letter, findWhen: WhenFinder): Reading {
  const { request, isQuestion } = readRequest(words, next, letter.readerNames);
  const promise = isPromise(withoutAddress(words));
  const { when, isMeeting } = findTime(words, span[0], request >= ASKED || promise, findWhen);
  const escalation = findEscalation(wordsOf(letter.text, span));
  return {
    span,
    request,
    isQuestion,
    isPromise: promise,
    ...(when && { when }),
    isMeeting,
    ...(escalation !== undefined && { escalation }),
  };
}

/** When to meet, where that is said, else by when something is asked or promised. */
function findTime(words: string, offset: number, isWanted: boolean, findWhen: WhenFinder): { when: When | undefined; isMeeting: boolean } {
  const meeting = readMeeting(words);
  const at = meeting === "proposed" ? findWhen(words, offset, "meeting") : undefined;
  if (at) return { when: at, isMeeting: true };
  return { when: isWanted ? findWhen(words, offset, meeting === "denied" ? "named deadline" : "deadline") : undefined, isMeeting: false };
}
