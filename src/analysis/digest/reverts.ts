import { byTime, isMeant, isSameRepository, type Merge } from "./merge.ts";

/** A change and the one that took it back: together they changed nothing. */
export interface Undone {
  change: Merge;
  by: Merge;
}

const REVERT_TITLE = /^Revert "(.+)"(?: \(#\d+\))?$/;

/** The pairs among some changes that cancel each other out. The latest first: a revert that was itself taken back undoes nothing. */
export function undoneIn(merges: readonly Merge[]): Undone[] {
  const gone = new Set<Merge>();
  const pairs: Undone[] = [];
  for (const by of merges.toSorted(byTime).toReversed()) {
    const change = gone.has(by) ? undefined : merges.findLast((each) => each !== by && !gone.has(each) && isTakenBack(each, by));
    if (change === undefined) continue;
    pairs.push({ change, by });
    gone.add(change).add(by);
  }
  return pairs.toReversed();
}

function isTakenBack(change: Merge, by: Merge): boolean {
  if (change.at > by.at) return false;
  if (by.reverts !== null) return isMeant(by.reverts, change);
  const title = REVERT_TITLE.exec(by.item.title)?.[1];
  return title !== undefined && change.item.title === title && isSameRepository(change, by);
}
