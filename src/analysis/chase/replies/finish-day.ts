import type { Said } from "./days.ts";
import { means, type Heard } from "./read-clause.ts";

/** The day by which something will be done, as far as it was said. */
export interface Day {
  days: { from: string; to: string } | null;
  isOpen: boolean;
  isDoubted: boolean;
  /** Whether the work is said to end on it, rather than that it is the only day that is named. */
  isEnd: boolean;
  /** Whether it is over, so that it cannot be meant. */
  isPast: boolean;
}

/** The day by which it will be done. Of several the last counts only where it follows from what was said before. */
export function dayOf(heard: readonly Heard[], waiting: Heard | undefined): Day {
  const named = heard.flatMap((each) => each.days.filter(({ role }) => role === "finish").map((day) => ({ ...day, each })));
  const own = named.filter((day) => waiting === undefined || isOwnDay(day.each, day.isBare));
  const ends = own.some(({ finishes }) => finishes) ? own.filter((day) => day.finishes || isTelling(day.each)) : own;
  const told = ends.some(({ each }) => isTelling(each)) ? ends.filter(({ each, isBare }) => isBare || isTelling(each)) : ends;
  const clear = told.filter(
    (day) => !own.some((other) => other.isSure && !day.isSure && (isSameWeekday(day, other) || isWithin(other, day))),
  );
  const last = clear.findLast(({ days }) => days !== null) ?? own.at(-1);
  if (!last) return { days: null, isOpen: false, isDoubted: false, isEnd: false, isPast: false };
  const isLast = followsFrom(last.each) || !clear.some((day) => isOtherDay(day, last));
  const isAside = waiting !== undefined && last.isBare && !followsFrom(last.each);
  const isDoubted = last.each.senses.has("doubt");
  const isOpen = !last.isSure || last.days === null || !isLast || isAside || isDoubted;
  return { days: isLast ? last.days : null, isOpen, isDoubted, isEnd: last.finishes, isPast: own.some(({ isPast }) => isPast) };
}

/** Whether a clause says how the work stands, so that its day is that of the work rather than of a step towards it. */
function isTelling(heard: Heard): boolean {
  return means(heard, "on_track", "at_risk", "doing", "safe");
}

function followsFrom({ clause }: Heard): boolean {
  return (
    /\b(?:so|then)\b/.test(clause.joint) || /\b(?:final|finally|actually|rather|probably|overall|in total|whole thing)\b/.test(clause.text)
  );
}

function isOtherDay(day: Said, last: Said): boolean {
  if (day.days === null || day.isPast || isSameWeekday(day, last) || isWithin(last, day)) return false;
  return day.days.from !== last.days?.from || day.days.to !== last.days.to;
}

/** "Today (Tuesday)" is one day. */
function isSameWeekday(a: Pick<Said, "days">, b: Pick<Said, "days">): boolean {
  if (!a.days || !b.days || a.days.from !== a.days.to || b.days.from !== b.days.to) return false;
  return (Date.parse(a.days.from) - Date.parse(b.days.from)) % (7 * 24 * 60 * 60_000) === 0;
}

/** "Next week, Tuesday": a day of the week that is named. */
function isWithin(day: Pick<Said, "days">, around: Pick<Said, "days">): boolean {
  return day.days !== null && around.days !== null && around.days.from <= day.days.from && day.days.to <= around.days.to;
}

/** What is waited for comes then, rather than the work being done. */
const COMES_IN = /\b(?:have|get|hear|expect|see|arrive|come) (?:that|those|them|back|from|in)\b|\b(?:be|is|are) (?:here|back|in)\b|\barriv/;

/** After what is waited for: a day of the work itself rather than of that. */
function isOwnDay({ clause }: Heard, isBare: boolean): boolean {
  if (COMES_IN.test(clause.text)) return false;
  return isBare || /\b(?:so|then|but)\b|\n/.test(clause.joint) || /\b(?:i|we|mine|§\d+|still|eta)\b/.test(clause.text);
}
