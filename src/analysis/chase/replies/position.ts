import type { Clause } from "./clauses.ts";
import { means, type Heard } from "./read-clause.ts";

/** Clauses that are about one item, or about nobody knows which. */
export interface Portion {
  /** Place of the item in the question; null where that cannot be told. */
  index: number | null;
  heard: readonly Heard[];
  /** Whether its place in a list of as many entries says which item it is about. */
  isListed?: true;
}

/** A line of a reply. */
export interface Entry {
  isBullet: boolean;
  clauses: readonly Clause[];
}

/** By position, where a list has as many entries as there are items, and nothing in it could be about the entry before. */
export function byPosition(entries: readonly Entry[], heard: readonly Heard[], count: number): Portion[] {
  const bullets = entries.filter(({ isBullet }) => isBullet);
  if (bullets.length === count && entries.length === count) {
    const groups = entries.map(({ clauses }) =>
      heard.filter(({ clause }) => clauses.some((each) => each.start <= clause.start && clause.end <= each.end)),
    );
    if (groups.every((group) => group.some(saysSomething))) return groups.map((group, index) => ({ index, heard: group, isListed: true }));
  }
  const telling = heard.filter(saysSomething);
  if (
    telling.length === count &&
    telling.every((each, place) => (place === 0 && isEntry(each)) || isNewEntry(each, telling[place - 1], count)) &&
    heard.every(isBrief)
  ) {
    // Of two, the second may go on with the first.
    return telling.map((each, index) => ({ index, heard: [each], ...(count > 2 && { isListed: true }) }));
  }
  return [{ index: null, heard }];
}

/** Whether it tells a status or a day. */
export function saysSomething({ senses, days, percent, handover }: Heard): boolean {
  return (
    senses.size > (senses.has("aside") ? 1 : 0) || days.some(({ role }) => role === "finish") || percent !== null || handover !== undefined
  );
}

function isNewEntry(each: Heard, before: Heard | undefined, count: number): boolean {
  const goesOn = /^(?:so|then|but|should|will|now|just|it|that|this)\b/.test(each.clause.text);
  if (goesOn || /\b(?:so|then|but|though|because)\b|\(|-/.test(each.clause.joint)) return false;
  if (!before || !isEntry(each) || !isEntry(before)) return false;
  if (COMPLETES.some(([first, second]) => before.senses.has(first) && each.senses.has(second))) return false;
  return each.senses.size > 0 || count > 2 || means(before, "done", "ticked");
}

/** What goes on with what was said before rather than with the next item. */
const COMPLETES = [
  ["blocked", "waiting"],
  ["at_risk", "waiting"],
  ["at_risk", "blocked"],
  ["not_started", "waiting"],
  ["on_track", "progress"],
  ["on_track", "part"],
  ["progress", "on_track"],
  ["part", "progress"],
  ["progress", "part"],
] as const;

const ENTRIES = [
  "done",
  "ticked",
  "on_track",
  "at_risk",
  "blocked",
  "waiting",
  "not_started",
  "starting",
  "dropped",
  "progress",
  "part",
  "doing",
  "thumbs_up",
] as const;

/** Whether it could stand for an item by itself. */
function isEntry(heard: Heard): boolean {
  const { days, percent, handover } = heard;
  const tells = means(heard, ...ENTRIES) || percent !== null || handover !== undefined || days.some(({ role }) => role === "finish");
  return tells && !means(heard, "doubt");
}

function isBrief({ clause }: Heard): boolean {
  return clause.text.split(" ").length <= 5;
}
