import type { Meaning } from "./meanings.ts";
import { means, type Heard } from "./read-clause.ts";

/** What was said after somebody changed their mind. */
function sinceTakenBack(clauses: readonly Heard[]): readonly Heard[] {
  const at = clauses.findLastIndex((each) => each.isTakenBack);
  return at === -1 ? clauses : clauses.slice(at);
}

/** What "no" makes of what was asked. */
const CONTRARY: Partial<Readonly<Record<Meaning, Meaning>>> = {
  on_track: "at_risk",
  at_risk: "safe",
  blocked: "unblocked",
  waiting: "unblocked",
  done: "not_done",
};
const SAYS_NO =
  /^(?:lol |haha |well |sadly |hm )*(?:no|not really|not at all|hardly|nothing like it|far from it)(?: (?:sadly|sorry|not really|lol))*$/;
const SAYS_YES = /^(?:yes|yes it is|indeed|totally|absolutely|definitely)$/;

/** A bare yes or no. */
export function isAnswer({ clause }: Heard): boolean {
  return SAYS_YES.test(clause.text) || SAYS_NO.test(clause.text);
}

/** "On track? No.": a question that its writer answers is a statement. */
function answered(clauses: readonly Heard[]): readonly Heard[] {
  return clauses.map((each, place) => {
    const [before, next] = [clauses[place - 1], clauses[place + 1]];
    if (before?.clause.isAsked === true && isAnswer(each)) return { ...each, isTakenBack: false };
    if (!each.clause.isAsked || next === undefined) return each;
    const told = { ...each, clause: { ...each.clause, isAsked: false } };
    if (SAYS_YES.test(next.clause.text)) return told;
    const isCorrected = clauses.slice(place + 2).some((other) => other.senses.size > 0);
    if (!SAYS_NO.test(next.clause.text) || isCorrected) return each;
    return { ...told, senses: new Set([...each.senses].map((sense) => CONTRARY[sense] ?? "doubt")), waitsFor: undefined, days: [] };
  });
}

/** "Switching it off tonight, then we're done": the day of the step before is the day. */
function thenDone(clauses: readonly Heard[]): readonly Heard[] {
  return clauses.map((each, place) => {
    const next = clauses[place + 1];
    const isStep = next !== undefined && isThenDone(next) && each.days.some(({ isPast }) => !isPast);
    if (isStep && means(each, "starting", "later")) return { ...each, senses: new Set<Meaning>(["doing"]), days: asFinish(each.days) };
    if (isStep) return { ...each, isOrder: false, days: asFinish(each.days) };
    return isThenDone(each) ? { ...each, senses: new Set([...each.senses].map((sense) => (sense === "done" ? "doing" : sense))) } : each;
  });
}

function asFinish(days: Heard["days"]): Heard["days"] {
  return days.map((day) => ({ ...day, role: "finish" as const }));
}

const THERE = /^(?:it|that|this) is (?:then )?(?:complete|done|finished|ready)$/;

function isThenDone({ clause, senses }: Heard): boolean {
  const follows = /\bthen\b/.test(clause.joint) || /\bthen$/.test(clause.text) || (/\band\b/.test(clause.joint) && THERE.test(clause.text));
  return follows && means({ senses }, "done", "doing");
}

/** What counts of what was said: neither what hangs on something else, nor what is asked, ordered or quoted, nor what was taken back. */
export function standing(clauses: readonly Heard[]): { heard: readonly Heard[]; isDayOpen: boolean } {
  const kept = thenDone(sinceTakenBack(answered(clauses)));
  const hanging = new Set(kept.flatMap((each, place) => hangingOn(each, place, kept)));
  const heard = kept.filter(
    (each, place) =>
      !hanging.has(place) &&
      (!each.isConditional || isBeforeStart(each)) &&
      !each.clause.isAsked &&
      !each.isOrder &&
      !isQuoted(each, kept[place - 1]),
  );
  return { heard, isDayOpen: kept.some((each) => each.isConditional && each.days.some(({ isPast }) => !isPast)) };
}

const BEGINS_CONDITION =
  /^(?:and |but |only |even )?(?:if|provided|assuming|as long as|once|when|as soon as|depending|subject|after|until|unless)\b/;

/** The place of the clause that hangs on a condition: the next one of its sentence where the condition comes first, else the one before. */
function hangingOn({ isConditional, clause }: Heard, place: number, all: readonly Heard[]): number[] {
  if (!isConditional || !BEGINS_CONDITION.test(clause.text)) return [];
  const comesFirst = clause.isFirst || /\b(?:but|so|and)\b/.test(clause.joint);
  if (!comesFirst) return [place - 1];
  return all[place + 1]?.clause.isFirst === true ? [] : [place + 1];
}

/** What a start hangs on does not change that there was none. */
function isBeforeStart(heard: Heard): boolean {
  return means(heard, "not_started", "starting") && !BEGINS_CONDITION.test(heard.clause.text);
}

/** "Jira says: done". */
function isQuoted({ clause }: Heard, before: Heard | undefined): boolean {
  return before?.senses.has("doubt") === true && clause.joint.includes(":") && !/\b(?:no|nothing) /.test(before.clause.text);
}
