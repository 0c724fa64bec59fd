import type { Said } from "./days.ts";
import { saysMore, type Found } from "./senses.ts";
import type { Sense } from "./words/cues.ts";
import { HAPPENED as HAPPENED_WORDS } from "./words/finishing.ts";
import { SMALL_AFTER, SMALL_BEFORE } from "./words/small.ts";

/** What a cue means with the words around it. */
export type Meaning = Sense | "doing" | "done_part" | "done_if" | "later";

const UNSURE =
  /\b(?:i (?:think|believe|guess|assume)|afaik|as far as i know|probably|should be|should have been|pretty sure|must be|likely|hopefully|supposed(?:ly)?|if i remember|maybe|might|may|could|perhaps|looks like|seems|i hope)\b/;
const COMING =
  /\b(?:will|going to|to (?:be|get|have)|be|becomes?|becoming|gets?|getting|expect|hope|hoping|plan|planning|aim|aiming|can|should|shall|would|by|want|trying|soon)\b/;
const NOT_ALL_OF_IT =
  /\b(?:(?:first|second|third|last|other|one) (?:pr|mr|part|half|round|pass|version|batch|page|chapter|section)|staging|dev|test|qa|preview|canary|beta|review|legal|approval|half|part|parts|some|most|bits?|step|phase|draft|design|except|apart|but|though|minus|(?:on|from|for) (?:my|our) (?:side|end|part)|my (?:side|end|half|bit|piece)|for me|mostly|locally)\b|(?<!\b100 ?)%/;

/** Wherever it went, it is out. */
const PUBLIC = /^(?:shipped|merged|deployed|published|released|launched|live|went live|rolled out|posted|pushed)/;
/** What says how it is rather than what happened, which would have been on a weekday that has passed as likely as on one to come. */
const IS_SO = /^(?:done|ready|live|completed?|over the line|in\b|out\b|a wrap|history|sorted|squared|taken care)/;

/** A second thing that has happened: "completed and sent". */
const HAPPENED = /^(?:,| and|, and) (?:all |now |already )?(?:\w+ed|sent|put|made|live|out|done)\b/;
/** "All 12 pages are": its parts, if all of them are told of. */
const EACH_PART = /^(?:so |and |ok |yes )?(?:all|both|every|each)(?: of)?(?: the| my| our| these)?(?: \d+| single)?(?: [a-z-]+){1,2}? (?:are|were|is|was|have been|has been|have|has)(?: now| all| already)* (?=~*$|.*and $|$)/;
/** After what it happened, or why. */
const SINCE_WHEN = /(?:^|\s)(?:after|once|when|as soon as|following|right before|just before) .*$/;
/** A first one: "ordered and delivered". */
const HAPPENED_BEFORE = /\b(?:\w+ed|sent|built|written|made) (?:and|&) $/;

const HAS_HAPPENED = new RegExp(String.raw`\b(?:${HAPPENED_WORDS})\b`);
/** Days that cannot have passed. */
const TO_COME = /\b(?:tomorrow|next|within|in (?:\d|a|one|two|three)|end of|eo[dwmq]|cob|\d{1,2} \w{3,}|\w{3,} \d{1,2})/;

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

/** Done, in part, in time to come, or as somebody thinks. */
function doneAs({ start, end }: Found, left: string, text: string, days: readonly Said[]): Meaning {
  const [before, after, word] = [left.slice(0, start), left.slice(end), text.slice(start, end)];
  const isAhead = days.some((said) => !said.isPast && (said.days !== null || !said.isSure) && !isJustNow(said, end, text));
  const isComing = COMING.test(before.replace(/\bto be (?:fair|honest)\b/, "")) && !/\b(?:has|have) been\b|\bhappy to\b/.test(before);
  if (isComing) return /\b(?:might|may|could|maybe)\b/.test(before) ? "done_if" : "doing";
  const hasHappened = !IS_SO.test(word) || HAPPENED.test(after);
  const hasSurely = HAS_HAPPENED.test(text);
  const isToCome = !hasSurely && days.some((said) => said.days !== null && TO_COME.test(text.slice(said.start, said.end)));
  if (isAhead && hasSurely && isWholeAnd(before, after)) return "done";
  if (isAhead && hasHappened && !isToCome && !/\b(?:by|before|eta|for) /.test(text)) return isTold(before, word, after) ? "done" : "done_if";
  if (isAhead) return "doing";
  const isWhole = !saysMore(after.replace(SINCE_WHEN, ""), SMALL_AFTER) || HAPPENED.test(after) || (!/^(?:done|finished)/.test(word) && /^\s*(?:to|on|in|at|by|since|with) /.test(after)) || /^\s*(?:on|in|at|by|since) /.test(after) || (PUBLIC.test(word) && /^\s*for /.test(after));
  if (!isWholeAnd(before, after) || saysMore(before.replace(HAPPENED_BEFORE, "").replace(EACH_PART, ""), SMALL_BEFORE) || !isWhole) return "done_part";
  return UNSURE.test(text) ? "done_if" : "done";
}

/** Whether nothing around it says that it is a part or a step only. */
function isWholeAnd(before: string, after: string): boolean {
  return !NOT_ALL_OF_IT.test(before) && !NOT_ALL_OF_IT.test(after);
}

/** "Done today" has happened, "by today" has not. */
function isJustNow({ start, end }: Said, from: number, text: string): boolean {
  return /^ (?:it |this |that |already )*today$/.test(text.slice(from, end)) && start >= from;
}

function isTold(before: string, word: string, after: string): boolean {
  return (
    word.endsWith(" up") ||
    HAPPENED.test(after) ||
    /^ (?:it|this|that|them|these|§\d+|everything|all)\b/.test(after) ||
    /\b(?:was|were|been|got) $/.test(before)
  );
}
