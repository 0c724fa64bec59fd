import type { ToldStatus } from "../../../core/ask.ts";
import { isAgainst } from "./clauses.ts";
import type { Judged } from "./judge.ts";
import type { Meaning } from "./meanings.ts";
import type { Heard } from "./read-clause.ts";
import { explains } from "./reasons.ts";
import { ADDS_NOTHING, isPlain, isPlainBehind } from "./words/plain.ts";

/** What may be meant beside a status that is written without a person's look; nothing else may stand in the same breath. */
export const TELLS: Readonly<Record<ToldStatus, readonly Meaning[]>> = {
  done: ["done", "ticked", "safe"],
  on_track: ["on_track", "safe", "unblocked", "progress", "part", "doing", "not_done", "thumbs_up", "fine", "ticked"],
  at_risk: ["at_risk", "not_done", "doing"],
  blocked: ["waiting", "blocked", "not_done"],
  reassigned: [],
  not_started: ["not_started", "starting"],
  dropped: ["dropped"],
};
/** What turns words to their contrary, or makes them hang on something. */
const TURNS = /\b(?:not|no|never|nothing|nobody|none|without|if|unless|when|once|whether|or|but|except)\b|^(?:me|myself|us)\b/;

/** Words of a title that stand for somebody, or for what is to come from them: "it is with the vendor" of a contract with the vendor. */
const PARTY = /\b(?:with|from|by|at|to|of) (?:the |our |my )?[§¶]\d|[§¶]\d+(?:'s\b| (?:has|have|needs?|side|will|says|can)\b)/;

/** "Done on Friday" may be told of the one that has passed. */
const AHEAD = /\b(?:will|should|going to|by|before|until|till|for|eta|expect\w*|latest|tomorrow)\b/;

/** What others have to do, whatever else is said of it. */
const OF_OTHERS = /\b(?:reviews?|qa|approv\w*|sign-?off|editing|negotiations?|ready (?:for|to)|left|remaining|outstanding|to go)\b/;

/**
 * Whether what was judged of an item may be written without a person's look: only where each word of each clause about it is known, and no two of them speak
 * against each other. What is not so is proposed, or asked back.
 */
export function isSure(judged: Judged, telling: readonly Heard[]): boolean {
  const { status, isLeaning } = judged;
  if (status === null || isLeaning || telling.length === 0) return false;
  const others = telling.filter((each) => !isPlainly(status, each, judged, telling) && !addsNothing(status, each, telling));
  return others.length < telling.length && others.every((each) => explains(status, each, telling));
}

/** Whether a clause says nothing that counts beside what others say. */
function addsNothing(status: ToldStatus, { clause, days, handover, senses, rest }: Heard, telling: readonly Heard[]): boolean {
  if (days.length === 0 && rest === "" && senses.size > 0 && [...senses].every((sense) => sense === "aside")) return true;
  const isAfter = telling.findIndex((each) => each.clause === clause) > 0;
  return (
    isAfter &&
    days.length === 0 &&
    handover === undefined &&
    (status === "done" || status === "on_track" || status === "dropped") &&
    !clause.isAsked &&
    ADDS_NOTHING.test(clause.text)
  );
}

/** Whether a clause is set against one before it about the same item. */
function turns(clause: Heard["clause"], telling: readonly Heard[]): boolean {
  return isAgainst(clause) && telling.some((each) => each.clause.start < clause.start);
}

/** What will not stay so. */
const FOR_NOW = /\bfor (?:now|today|this (?:week|sprint|month|release)|the (?:demo|moment|time being))\b/;
/** What was waited for. */
const HAS_COME = /\b(?:have|has|got)\b/;
/** Who says that it is not theirs. */
const OWN = /\b(?:i|we|me|my|mine|us|our)\b/;

/** Whether a clause says nothing but this status and its day. */
function isPlainly(status: ToldStatus, heard: Heard, judged: Judged, telling: readonly Heard[]): boolean {
  const { clause, senses, days, isConditional, isIrony, isOrder, isTakenBack, isLoose } = heard;
  if (clause.isAsked || turns(clause, telling) || isConditional || isIrony || isOrder || isTakenBack || isLoose) return false;
  if (!fits(status, heard, judged) || !days.every((day) => isPlainDay(day, status, judged.eta, clause.text))) return false;
  const span = judged.waitsFor?.heard === heard ? judged.waitsFor.span : undefined;
  if (heard.waitsFor !== undefined && span === undefined && heard.waitsFor[1] > heard.waitsFor[0]) return false;
  if (span !== undefined && !senses.has("waiting") && !senses.has("blocked")) return span[1] > span[0];
  const words = withoutSpan(heard.left, span);
  const isOnlyDay = senses.size === 0 && heard.handover === undefined && days.length > 0;
  return isPlainSpan(clause.text, span) && isPlain(words, isOnlyDay) && isPlainBehind(words);
}

/** Whether what cues make of a clause is this status and nothing beside it. */
function fits(status: ToldStatus, { clause, senses, days, handover: own }: Heard, { eta, handover }: Judged): boolean {
  if ([...senses].some((sense) => !TELLS[status].includes(sense))) return false;
  if (senses.has("doing") && (days.length === 0 || !AHEAD.test(clause.text))) return false;
  if (handover?.isUnclear === true || (own !== undefined && handover === undefined)) return false;
  if (handover?.to === null && own === handover && !OWN.test(clause.text)) return false;
  if (status === "on_track") return !(senses.has("not_done") && eta === null) && !OF_OTHERS.test(clause.text) && !PARTY.test(clause.text);
  if (status === "blocked") return senses.size > 0 || !HAS_COME.test(clause.text);
  return !((status === "reassigned" || status === "dropped") && FOR_NOW.test(clause.text));
}

/** What says when on a day that is named beside it. */
const TIME_OF_DAY =
  /^(?:by |before |at |around )?(?:e\.?o\.?d|c\.?o\.?b|(?:the )?end of|close of|noon|midday|lunch|\d{1,2}(?::\d\d)? ?(?:am|pm)?$)/;

/** That it went to them already. */
const WENT = /\b(?:took|gave|handed|passed|moved|picked|reassigned|given|transferred)\b/;

/** Whether a day is the one that was judged, or one that is over of what is. */
function isPlainDay(
  { days, role, isPast, start, end }: Heard["days"][number],
  status: ToldStatus,
  eta: Judged["eta"],
  text: string,
): boolean {
  if (TIME_OF_DAY.test(text.slice(start, end))) return true;
  if (status === "reassigned") return isPast || WENT.test(text);
  if (isPast && days === null) return status !== "on_track" && status !== "not_started";
  if (status === "not_started" || status === "blocked") return days !== null;
  if (status === "at_risk" && role === "else") return days !== null;
  return role === "finish" && days !== null && eta !== null && days.from === eta.from && days.to === eta.to;
}

function isPlainSpan(text: string, span: readonly [number, number] | undefined): boolean {
  return span === undefined || (span[1] > span[0] && !TURNS.test(text.slice(...span)));
}

/** What cannot be done without what is waited for. */
const GOES_WITHOUT_SAYING = /^ (?:before|so that|to be able to|in order to) (?:i|we|it) (?:can |could )?[^_~]*$/;

function withoutSpan(left: string, span: readonly [number, number] | undefined): string {
  if (span !== undefined && GOES_WITHOUT_SAYING.test(left.slice(span[1]))) return left.slice(0, span[0]);
  return span === undefined ? left : `${left.slice(0, span[0])}${"~".repeat(span[1] - span[0])}${left.slice(span[1])}`;
}
