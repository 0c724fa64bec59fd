import { byTime, isMeant, isSameRepository, type Merge } from "./merge.ts";

/** What tools and people put around the title of a change that they take to another branch. */
const AROUND =
  /^\[[^\]]*\]\s*|^(?:back-?port|cherry-?pick)(?: of)?(?:\s*\(?#\d+\)?)?\s*[:-]?\s*|\s*\((?:#\d+|back-?port[^)]*)\)$|\s*\[[^\]]*\]$/gi;

/** A change that was taken to another branch as well is one change; it is told where it was first made. */
export function foldBackports(merges: readonly Merge[]): Merge[] {
  const alike = Map.groupBy(
    merges.filter(({ isAside }) => !isAside),
    plainTitle,
  );
  const originals = new Map<Merge, Merge>();
  // The latest first: of two that are each other's copies, the earlier is the original.
  for (const merge of merges.toReversed()) {
    const original = originalOf(merge, merges, alike.get(plainTitle(merge)) ?? []);
    if (original !== undefined && firstOf(original, originals) !== merge) originals.set(merge, original);
  }
  const folded = Map.groupBy(originals.keys(), (copy) => firstOf(copy, originals));
  return merges.filter((merge) => !originals.has(merge)).map((merge) => withCopies(merge, folded.get(merge) ?? []));
}

function originalOf(merge: Merge, merges: readonly Merge[], alike: readonly Merge[]): Merge | undefined {
  const { pickedFrom } = merge;
  const picked = pickedFrom === null ? undefined : merges.find((each) => each !== merge && isMeant(pickedFrom, each));
  return picked ?? (merge.isAside ? alike.find((each) => isSameRepository(each, merge)) : undefined);
}

/** A copy may have been copied again: all of them go with the first. */
function firstOf(merge: Merge, originals: ReadonlyMap<Merge, Merge>): Merge {
  const original = originals.get(merge);
  return original === undefined ? merge : firstOf(original, originals);
}

function withCopies(merge: Merge, copies: readonly Merge[]): Merge {
  return { ...merge, also: [...merge.also, ...copies.toSorted(byTime).flatMap(({ item, also }) => [item, ...also])] };
}

function plainTitle({ item }: Merge): string {
  return item.title.replaceAll(AROUND, "").replaceAll(/\s+/g, " ").trim().toLowerCase();
}
