import type { Clause } from "./clauses.ts";
import { daysSaid, type Writer } from "./days.ts";
import { LATER, STARTS, STOPS, UNTIL } from "./words/wishes.ts";

/** What somebody wants of the questions rather than tells of the work. */
export interface Wishes {
  stop: boolean;
  /** Whether it is one word, which wants questions again. */
  start: boolean;
  /** A plain date before which nothing is asked. */
  snoozedUntil?: string;
  /** The clauses that are left. */
  clauses: readonly Clause[];
}

/** That somebody else is away, or will tell. */
const OF_SOMEBODY_ELSE =
  /@\d+(?: is|'s| will| has)?(?: \w+)? (?:back|off|out|away|on|return\w*|update|answer|reply|report|get)\b|\b(?:they|he|she|legal|vendor|client) (?:\w+ )?(?:back|answer|reply|return\w*|get back|will)\b/;

function isOfSomebodyElse(text: string): boolean {
  const before = text.slice(0, LATER.exec(text)?.index);
  const isAway = /^(?:off|out|ooo|away|on|back)\b/.test(LATER.exec(text)?.[0] ?? "");
  if (isAway && /\b(?:their|his|her|the|your|our|[\w]+'s) \w+/.test(before)) return true;
  return OF_SOMEBODY_ELSE.test(text) || /@\d+|\b(?:waiting|blocked|stuck|pending|wait)\b/.test(before);
}

/** Takes wishes out of clauses. */
export function wishesIn(clauses: readonly Clause[], writer: Writer): Wishes {
  const wishes: { stop: boolean; snoozedUntil?: string } = { stop: false };
  const left = clauses.filter((clause, place) => {
    const day = laterDay(clause, clauses[place + 1], writer);
    if (LATER.test(clause.text) && !isOfSomebodyElse(clause.text) && day !== undefined) {
      wishes.snoozedUntil = laterOf(wishes.snoozedUntil, day);
      return false;
    }
    const isStop = STOPS.test(clause.text) && !(UNTIL.test(clause.text) && day !== undefined);
    if (isStop) wishes.stop = true;
    else if (STOPS.test(clause.text) && day !== undefined) wishes.snoozedUntil = laterOf(wishes.snoozedUntil, day);
    return !STOPS.test(clause.text);
  });
  const start = clauses.length === 1 && clauses.every(({ text }) => STARTS.test(text));
  return { ...wishes, start, clauses: start ? [] : left };
}

function laterOf(day: string | undefined, other: string): string {
  return day === undefined || other > day ? other : day;
}

/** The day that an automatic reply says its writer is back on; of several the last. */
export function returnDay(text: string, writer: Writer): string | undefined {
  const marked =
    /\b(?:back|return\w*|until|till|through|zuruck|retour|vuelta|vuelvo|terug|wieder|by|volto|de retorno)\b[^]*/.exec(text)?.[0] ?? text;
  return firstAhead(daysSaid(marked, writer), writer);
}

function laterDay(clause: Clause, next: Clause | undefined, writer: Writer): string | undefined {
  const isBack = /\bback (?:on|in|at|from|by|the|next)?/.exec(clause.text);
  const own = firstAhead(
    daysSaid(clause.text, writer).filter(({ end }) => isBack === null || end > isBack.index),
    writer,
  );
  if (own !== undefined || next === undefined || !/^[,\s-]*$/.test(next.joint)) return own;
  const days = daysSaid(next.text, writer);
  return days.length > 0 && next.text.split(" ").length <= 4 ? firstAhead(days, writer) : undefined;
}

function firstAhead(days: ReturnType<typeof daysSaid>, { now }: Writer): string | undefined {
  const today = now.toPlainDate().toString();
  return days.map(({ days: named }) => named?.from).find((from) => from !== undefined && from > today);
}
