import type { Said } from "./days.ts";
import { saysMore, type Found } from "./senses.ts";
import { HAPPENED } from "./words/finishing.ts";
import { SMALL_AFTER, SMALL_BEFORE } from "./words/small.ts";

/** How far something is done: wholly, in part, as somebody thinks, or not before a day to come. */
type Doneness = "done" | "done_part" | "done_if" | "doing";

/** A word for something done, with what stands before and after it in its clause. */
interface Told {
  before: string;
  word: string;
  after: string;
  text: string;
}

const UNSURE =
  /\b(?:i (?:think|believe|guess|assume)|afaik|as far as i know|probably|should be|should have been|pretty sure|must be|likely|hopefully|supposed(?:ly)?|if i remember|maybe|might|may|could|perhaps|looks like|seems|i hope)\b/;
const COMING =
  /\b(?:will|going to|to (?:be|get|have)|be|becomes?|becoming|gets?|getting|expect|hope|hoping|plan|planning|aim|aiming|can|should|shall|would|by|want|trying|soon)\b/;
const NOT_ALL_OF_IT =
  /\b(?:in the sense|as far as|(?:first|second|third|last|other|one) (?:pr|mr|part|half|round|pass|version|batch|page|chapter|section)|staging|dev|test|qa|preview|canary|beta|review|legal|approval|half|part|parts|some|most|bits?|step|phase|draft|design|except|apart|one (?:side|party|end|of)|their (?:side|end|part)|about (?:it|this|that)|but|though|minus|(?:on|from|for) (?:my|our) (?:side|end|part)|my (?:side|end|half|bit|piece)|for me|mostly|locally)\b|(?<!\b100 ?)%/;

/** Wherever it went, it is out. */
const PUBLIC = /^(?:shipped|merged|deployed|published|released|launched|live|went live|rolled out|posted|pushed)/;
/** What says how it is rather than what happened, which would have been on a weekday that has passed as likely as on one to come. */
const IS_SO = /^(?:done|ready|live|complete$|over the line|in\b|out\b|a wrap|history|sorted|squared|taken care)/;

/** A second thing that has happened: "completed and sent". */
const AND_MORE =
  /^(?:,| and|, and) (?:all |now |already )?(?:\w+ed|sent|put|made|live|out|done|(?:is|are) (?:now )?(?:in|on|up|live|out|available)|(?:on|in|at|with) (?:the|our|their) )/;
/** "All 12 pages are": its parts, if all of them are told of. */
const EACH_PART =
  /^(?:so |and |ok |yes )?(?:all|both|every|each)(?: of)?(?: the| my| our| these)?(?: \d+| single)?(?: [a-z-]+){1,2}?(?: (?:are|were|is|was|have been|has been|have|has))?(?: now| all| already)* (?=~*$|.*and $|$)/;
/** After what it happened, or why. */
const SINCE_WHEN = /(?:^|\s)(?:after|once|when|as soon as|following|right before|just before) .*$/;
/** A first one: "ordered and delivered". */
const ANOTHER_BEFORE = /\b(?:\w+ed|sent|built|written|made) (?:and|&) $/;

const HAS_HAPPENED = new RegExp(String.raw`\b(?:${HAPPENED})\b`);
/** Days that cannot have passed. */
const TO_COME =
  /\b(?:tomorrow|tonight|next|within|in (?:\d|a|one|two|three)|end of|eo[dwmq]|cob|\d{1,2} \w{3,}|(?!the )\b[a-z]{3,} \d{1,2})/;

/** How far what a cue calls done is so, by the words and the days around it; `left` is the clause without what its cues took. */
export function doneAs({ start, end }: Found, left: string, text: string, days: readonly Said[]): Doneness {
  const told = { before: left.slice(0, start), word: text.slice(start, end), after: left.slice(end), text };
  if (isComing(told)) return /\b(?:might|may|could|maybe)\b/.test(told.before) ? "done_if" : "doing";
  if (days.some((said) => !said.isPast && (said.days !== null || !said.isSure) && !isJustNow(said, end, text))) return aheadAs(told, days);
  if (!isWhole(told)) return "done_part";
  return UNSURE.test(text) ? "done_if" : "done";
}

function isComing({ before }: Told): boolean {
  return COMING.test(before.replace(/\bto be (?:fair|honest)\b/, "")) && !/\b(?:has|have) been\b|\bhappy to\b/.test(before);
}

/** Beside a day that may be to come. */
function aheadAs(told: Told, days: readonly Said[]): Doneness {
  const { word, after, text } = told;
  if (HAS_HAPPENED.test(text)) return isOfAll(told) ? "done" : "doing";
  const isToCome = days.some((said) => said.days !== null && TO_COME.test(text.slice(said.start, said.end)));
  const hasHappened = !IS_SO.test(word) || AND_MORE.test(after);
  if (isToCome || !hasHappened || /\b(?:by|before|eta|for) /.test(text)) return "doing";
  return isTold(told) || isAtHead(told) ? "done" : "done_if";
}

/** "Booked on Friday": nobody who speaks of a day to come leaves out that it will be. */
function isAtHead({ before, word }: Told): boolean {
  return /ed(?: off| out| up)?$|^sent/.test(word) && /^(?:all |both |[§¶]\d+ |now )*$/.test(before);
}

/** Whether it is the whole work that is done, and nothing else. */
function isWhole(told: Told): boolean {
  const before = told.before.replace(ANOTHER_BEFORE, "").replace(EACH_PART, "");
  return isOfAll(told) && !saysMore(before, SMALL_BEFORE) && isWholeAfter(told);
}

function isWholeAfter({ word, after }: Told): boolean {
  const isLittle = !saysMore(after.replace(SINCE_WHEN, ""), SMALL_AFTER) || AND_MORE.test(after);
  const isWhere = /^\s*(?:on|in|at|by|since) /.test(after) || (/^\s*(?:to|with) /.test(after) && !/^(?:done|finished)/.test(word));
  return isLittle || isWhere || (/^\s*for /.test(after) && PUBLIC.test(word));
}

/** Whether nothing around it says that it is a part or a step only. */
function isOfAll({ before, after }: Told): boolean {
  return !NOT_ALL_OF_IT.test(before) && !NOT_ALL_OF_IT.test(after);
}

/** "Done today" has happened, "by today" has not. */
function isJustNow({ start, end }: Said, from: number, text: string): boolean {
  return /^ (?:it |this |that |already )*today$/.test(text.slice(from, end)) && start >= from;
}

function isTold({ before, word, after }: Told): boolean {
  return (
    word.endsWith(" up") ||
    AND_MORE.test(after) ||
    /^ (?:it|this|that|them|these|§\d+|everything|all)\b/.test(after) ||
    /\b(?:was|were|been|got) $/.test(before)
  );
}
