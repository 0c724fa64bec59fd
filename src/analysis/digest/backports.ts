import { isMeant, isSameRepository, type Merge } from "./merge.ts";

/** What tools and people put around the title of a change that they take to another branch. */
const AROUND =
  /^\[[^\]]*\]\s*|^(?:back-?port|cherry-?pick)(?: of)?(?:\s*\(?#\d+\)?)?\s*[:-]?\s*|\s*\((?:#\d+|back-?port[^)]*)\)$|\s*\[[^\]]*\]$/gi;

/** A change that was taken to another branch as well is one change; it is told where it was first made. */
export function foldBackports(merges: readonly Merge[]): Merge[] {
  const originals = new Map<string, Merge[]>();
  const folded = new Map<Merge, Merge[]>();
  for (const merge of merges) if (!merge.isAside) originals.set(plainTitle(merge), [...(originals.get(plainTitle(merge)) ?? []), merge]);
  for (const merge of merges) {
    const original = originalOf(merge, merges, originals.get(plainTitle(merge)) ?? []);
    if (original !== undefined) folded.set(original, [...(folded.get(original) ?? []), merge]);
  }
  const copies = new Set([...folded.values()].flat());
  return merges.filter((merge) => !copies.has(merge)).map((merge) => withCopies(merge, folded));
}

function originalOf(merge: Merge, merges: readonly Merge[], alike: readonly Merge[]): Merge | undefined {
  const { pickedFrom } = merge;
  const picked = pickedFrom === null ? undefined : merges.find((each) => each !== merge && isMeant(pickedFrom, each));
  return picked ?? (merge.isAside ? alike.find((each) => isSameRepository(each, merge)) : undefined);
}

/** A copy may have been copied again: all of them go with the first. */
function withCopies(merge: Merge, folded: ReadonlyMap<Merge, readonly Merge[]>): Merge {
  const copies = folded.get(merge) ?? [];
  const all = copies.map((copy) => withCopies(copy, folded));
  return copies.length === 0 ? merge : { ...merge, also: [...merge.also, ...all.flatMap(({ item, also }) => [item, ...also])] };
}

function plainTitle({ item }: Merge): string {
  return item.title.replaceAll(AROUND, "").replaceAll(/\s+/g, " ").trim().toLowerCase();
}
