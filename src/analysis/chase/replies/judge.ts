import type { ToldStatus } from "../../../core/ask.ts";
import type { Said } from "./days.ts";
import type { Handover } from "./handover.ts";
import type { Heard } from "./read-clause.ts";

/** What is made of all that was said of one item. */
export interface Judged {
  status: ToldStatus | null;
  eta: { from: string; to: string } | null;
  /** Whether the day has to be asked back. */
  isEtaOpen: boolean;
  percent: number | null;
  /** The clause and the place in it that say what is waited for. */
  waitsFor: { heard: Heard; span: readonly [number, number] } | undefined;
  handover: Handover | undefined;
}

type Sense = Heard["senses"] extends ReadonlySet<infer Each> ? Each : never;
type Weighed = ToldStatus | "ask";

/** The statuses that clauses together tell; what contradicts itself, or only hints, tells none. */
export function judge(clauses: readonly Heard[], due: string | null | undefined): Judged {
  const { heard, isDayOpen } = standing(thenDone(sinceTakenBack(clauses)));
  const waitsFor = waited(heard);
  const handover = handed(heard);
  const day = dayOf(heard, waitsFor?.heard);
  const percent = heard.find((each) => each.percent !== null)?.percent ?? null;
  const isIrony = clauses.some((each) => each.isIrony);
  const weighed = isIrony ? "ask" : weigh({ has: sensesOf(heard), waitsFor, handover, percent, day, due, heard, isOrderedAway: clauses.some(({ isOrder, senses }) => isOrder && senses.has("dropped")) });
  const status = weighed === "ask" ? null : weighed;
  const hasDay = status === null ? !isIrony && weighed === "ask" && isBareDay(heard) : !["done", "dropped", "reassigned", "not_started"].includes(status);
  return {
    status,
    eta: hasDay ? day.days : null,
    isEtaOpen: hasDay && (day.isOpen || (isDayOpen && day.days === null)),
    percent: status === null || ["dropped", "reassigned"].includes(status) ? null : percent,
    waitsFor: status === "blocked" ? waitsFor : undefined,
    handover: status === "reassigned" ? handover : undefined,
  };
}

/** What was said after somebody changed their mind. */
function sinceTakenBack(clauses: readonly Heard[]): readonly Heard[] {
  const at = clauses.findLastIndex((each) => each.isTakenBack);
  return at === -1 ? clauses : clauses.slice(at);
}

/** "Switching it off tonight, then we're done": the day of the step before is the day. */
function thenDone(clauses: readonly Heard[]): readonly Heard[] {
  return clauses.map((each, place) => {
    const next = clauses[place + 1];
    const isStep = next !== undefined && isThenDone(next) && each.days.some(({ isPast }) => !isPast);
    if (isStep) return { ...each, days: each.days.map((day) => ({ ...day, role: "finish" as const })) };
    return isThenDone(each) ? { ...each, senses: new Set([...each.senses].map((sense) => (sense === "done" ? "doing" : sense))) } : each;
  });
}

function isThenDone({ clause, senses }: Heard): boolean {
  return /\bthen\b/.test(clause.joint) && (senses.has("done") || senses.has("doing"));
}

/** What neither hangs on something else, nor is asked, nor ordered, nor doubted. */
function standing(clauses: readonly Heard[]): { heard: readonly Heard[]; isDayOpen: boolean } {
  const isVoid = clauses.map((each) => each.isConditional || each.clause.isAsked || each.isOrder);
  for (const [place, each] of clauses.entries()) {
    if (!each.isConditional || !/^(?:and |but |only |even )?(?:if|provided|assuming|as long as|once|when|as soon as|depending|subject|after|until|unless)\b/.test(each.clause.text)) continue;
    const other = each.clause.isFirst || /\b(?:but|so|and)\b/.test(each.clause.joint) ? place + 1 : place - 1;
    const next = clauses[other];
    if (next && (other < place || !next.clause.isFirst)) isVoid[other] = true;
  }
  for (const [place, each] of clauses.entries()) if (clauses[place - 1]?.senses.has("doubt") === true && each.clause.joint.includes(":")) isVoid[place] = true;
  const heard = clauses.filter((_, place) => isVoid[place] !== true);
  return { heard, isDayOpen: clauses.some((each, place) => isVoid[place] === true && each.isConditional && each.days.some(({ isPast }) => !isPast)) };
}

function sensesOf(heard: readonly Heard[]): (sense: Sense) => boolean {
  const sure = heard.filter(({ senses }) => !senses.has("doubt"));
  const senses = new Set(sure.flatMap((each) => [...each.senses]));
  return (sense) => senses.has(sense);
}

interface Weights {
  has: (sense: Sense) => boolean;
  waitsFor: Judged["waitsFor"];
  handover: Handover | undefined;
  percent: number | null;
  day: Day;
  due: string | null | undefined;
  heard: readonly Heard[];
  isOrderedAway: boolean;
}

function weigh(weights: Weights): Weighed {
  const { has, waitsFor, handover } = weights;
  const any = (...senses: readonly Sense[]): boolean => senses.some(has);
  if (handover) return any("done", "dropped", "blocked", "done_if") ? "ask" : "reassigned";
  if (has("dropped")) return any("done", "on_track", "at_risk", "not_started", "starting", "progress", "waiting", "blocked", "done_part") || isOfPart(weights.heard) ? "ask" : "dropped";
  if (has("killed") && weights.isOrderedAway) return "dropped";
  if (any("with", "on_hold", "killed") && !waitsFor) return "ask";
  if (waitsFor) return any("unblocked", "dropped") ? "ask" : "blocked";
  if (has("at_risk")) return any("done", "on_track", "safe", "not_started", "starting", "done_if", "unblocked") && !onlyDecorated(weights) ? "ask" : "at_risk";
  if (any("not_started", "starting")) return any("done", "on_track", "progress", "part", "doing", "done_part", "done_if", "safe") ? "ask" : "not_started";
  if (any("done", "ticked")) return doneOrMore(weights, any);
  return underWay(weights, any);
}

function onlyDecorated({ heard }: Weights): boolean {
  return !heard.some(({ senses }) => ["done", "on_track", "safe", "not_started", "starting", "done_if"].some((sense) => senses.has(sense as Sense)));
}

/** Part of the work was dropped, rather than all of it. */
function isOfPart(heard: readonly Heard[]): boolean {
  return heard.some(({ senses, rest, clause }) => senses.has("dropped") && rest !== "" && /\b(?:dropp|cut|cancel|scrap|abandon|descop)\w* (?!it|this|that|§|because|since|the whole|everything(?! else)|all)/.test(clause.text) && !/\b(?:from|for|due|in favou?r|since|because|by|last|this|as)\b/.test(clause.text));
}

const MORE_TO_DO = /\b(?:will|going to|needs? to|have to|has to|still|todo|tomorrow|except|once|waiting|wants?|missing|next|maybe|should|might|could|may)\b/;

function doneOrMore({ has, day, percent, heard }: Weights, any: (...senses: readonly Sense[]) => boolean): Weighed {
  if (has("ticked") && !has("done") && any("on_track", "progress", "doing", "part")) return "on_track";
  if (has("part") && !any("not_done", "doing", "done_if", "past", "waiting")) return day.isOpen ? "ask" : "on_track";
  if (any("not_done", "doing", "done_if", "progress", "waiting", "past") || day.days !== null || day.isOpen) return "ask";
  if (heard.some(isUnknownBut)) return "ask";
  const isMoreToDo = heard.some(({ senses, clause }) => !senses.has("done") && MORE_TO_DO.test(clause.text));
  return isMoreToDo || (percent !== null && percent < 100) ? "ask" : "done";
}

function underWay({ has, day, percent, due, heard }: Weights, any: (...senses: readonly Sense[]) => boolean): Weighed {
  if (day.isPast) return "ask";
  if (has("done_if") || (any("waiting", "later") && !any("on_track", "progress", "part", "doing"))) return "ask";
  const isLate = day.days !== null && typeof due === "string" && day.days.to > due;
  if (isLate || heard.some(isUnknownBut)) return "ask";
  if (any("on_track", "safe") || (has("thumbs_up") && heard.every(({ rest }) => rest === "")) || heard.some(isFine)) return "on_track";
  if (percent === 100 && !any("progress", "not_done", "done_part")) return day.days === null ? "done" : "ask";
  const isUnderWay = any("progress", "part", "doing") || percent !== null || (day.days !== null && !day.isDoubted);
  return isUnderWay ? "on_track" : "ask";
}

/** "Good, but" something that nobody understood. */
function isUnknownBut({ clause, rest, senses, days }: Heard): boolean {
  return /\b(?:but|though|although|however|except)\b/.test(clause.joint) && rest !== "" && days.length === 0 && [...senses].every((sense) => sense === "aside" || sense === "doubt");
}

/** "Fine", alone or of a day. */
function isFine({ senses, days, rest, clause }: Heard): boolean {
  if (!senses.has("fine") || senses.has("doubt") || rest !== "" || senses.has("not_done")) return false;
  return days.some(({ role }) => role === "finish") || /^(?:[\w§']+ ){0,3}(?:fine|good)\b|^(?:the )?[§¶]\d+ (?:is |are |all )?(?:ok|okay)\b/.test(clause.text);
}

function isBareDay(heard: readonly Heard[]): boolean {
  return heard.every(({ senses, handover }) => handover === undefined && ![...senses].some((sense) => !["fine", "progress", "doing", "done_part", "part", "unblocked", "not_done", "doubt", "on_track", "aside", "later"].includes(sense)));
}

interface Day {
  days: { from: string; to: string } | null;
  isOpen: boolean;
  isDoubted: boolean;
  /** Whether it is over, so that it cannot be meant. */
  isPast: boolean;
}

/** The day by which it will be done. Of several the last counts only where it follows from what was said before. */
function dayOf(heard: readonly Heard[], waiting: Heard | undefined): Day {
  const named = heard.flatMap((each) => each.days.filter(({ role }) => role === "finish").map((day) => ({ ...day, each })));
  const own = named.filter((day) => waiting === undefined || isOwnDay(day.each, day.isBare));
  const last = own.filter((day) => !own.some((other) => other.isSure && !day.isSure && isSameWeekday(day, other))).findLast(({ days }) => days !== null) ?? own.at(-1);
  if (!last) return { days: null, isOpen: false, isDoubted: false, isPast: false };
  const follows = /\b(?:so|then)\b/.test(last.each.clause.joint) || /\b(?:final|finally|actually|rather|probably|overall|in total|whole thing)\b/.test(last.each.clause.text);
  const isOther = own.some((each) => each.days !== null && !each.isPast && !isSameWeekday(each, last) && (each.days.from !== last.days?.from || each.days.to !== last.days.to));
  const isAside = waiting !== undefined && last.isBare && !follows;
  const isDoubted = last.each.senses.has("doubt");
  const isOpen = !last.isSure || last.days === null || (isOther && !follows) || isAside || isDoubted;
  return { days: isOther && !follows ? null : last.days, isOpen, isDoubted, isPast: own.some(({ isPast }) => isPast) };
}

/** "Today (Tuesday)" is one day. */
function isSameWeekday(a: Pick<Said, "days">, b: Pick<Said, "days">): boolean {
  if (!a.days || !b.days || a.days.from !== a.days.to || b.days.from !== b.days.to) return false;
  return (Date.parse(a.days.from) - Date.parse(b.days.from)) % (7 * 24 * 60 * 60_000) === 0;
}

/** After what is waited for: a day of the work itself rather than of that. */
function isOwnDay({ clause }: Heard, isBare: boolean): boolean {
  if (/\b(?:have|get|hear|expect|see|arrive|come) (?:that|those|them|back|from|in)\b|\b(?:be|is|are) (?:here|back|in)\b|\barriv/.test(clause.text)) return false;
  return isBare || /\b(?:so|then|but)\b|\n/.test(clause.joint) || /\b(?:i|we|mine|§\d+|still|eta)\b/.test(clause.text);
}

function waited(heard: readonly Heard[]): Judged["waitsFor"] {
  const waits = heard.flatMap((each) => (each.waitsFor && !each.senses.has("doubt") ? [{ heard: each, span: each.waitsFor }] : []));
  const named = waits.find(({ span: [start, end] }) => end > start);
  const [bare] = waits;
  if (named || !bare) return named;
  const next = heard[heard.indexOf(bare.heard) + 1];
  const isReason = next !== undefined && next.rest !== "" && next.senses.size === 0 && next.days.length === 0 && next.handover === undefined && /^[,:(\s-]*(?:because|cause)?\s*$/.test(next.clause.joint);
  return isReason ? { heard: next, span: [0, next.clause.text.length] } : bare;
}

/** Whoever is named counts before "not mine". */
function handed(heard: readonly Heard[]): Handover | undefined {
  const all = heard.flatMap(({ handover, senses }) => (handover && !senses.has("doubt") ? [handover] : []));
  const named = all.filter(({ to, isUnclear }) => to !== null || isUnclear);
  const [first] = named;
  if (first && named.some(({ to }) => to !== first.to)) return { ...first, to: null, isUnclear: true };
  return first ?? all[0];
}
