import { distance } from "fastest-levenshtein";
import { maskLine } from "../mask.ts";
import { LOCAL } from "./parameters.ts";
import type { Fingerprinted } from "./types.ts";
import { startUnion } from "./union.ts";

/** Failures that are compared in one step: some milliseconds of work each. */
const AT_ONCE = 20;

/** Failures of one test, or of one step of one job, that tell the same: by their indices, and by what they are alike. In steps. */
export function* groupLocally(failures: readonly Fingerprinted[]): Generator<void, { members: number[]; by: string[] }[]> {
  const union = startUnion(failures.length);
  const places = Map.groupBy(failures.keys(), (index) => placeOf(failures[index]));
  for (const indices of places.values()) if (indices.length > 1) yield* joinWithin(failures, indices, union.join);
  return union.sets();
}

function placeOf(failure: Fingerprinted | undefined): string {
  const { repository = "", test = null, job = "", step = null } = failure ?? {};
  return test === null ? `${job}\u0000${step ?? ""}` : `${repository}\u0000${test}`;
}

function* joinWithin(
  failures: readonly Fingerprinted[],
  indices: readonly number[],
  join: (a: number, b: number, by: string) => unknown,
): Generator<void, void> {
  const firsts: (Head & { index: number })[] = [];
  const byF1 = new Map<string, number>();
  for (const index of indices) {
    const failure = failures[index];
    if (!failure) continue;
    const same = byF1.get(failure.fingerprints.f1);
    if (same !== undefined) {
      join(same, index, "local.same-message");
      continue;
    }
    byF1.set(failure.fingerprints.f1, index);
    if (byF1.size % AT_ONCE === 0) yield;
    const head = headOf(failure);
    const own = { head, grams: gramsOf(head), errorType: failure.errorType };
    const like = firsts.find((first) => isLike(first, own));
    if (like) join(like.index, index, "local.distance");
    else if (firsts.length < LOCAL.mostCompared) firsts.push({ ...own, index });
  }
}

function headOf({ region }: Fingerprinted): string {
  return maskLine(region.slice(0, LOCAL.head * 3)).slice(0, LOCAL.head);
}

interface Head {
  readonly head: string;
  readonly grams: ReadonlySet<string>;
  readonly errorType: string | null;
}

/** One change touches at most four of the runs of four characters: what shares too few can't be alike. */
function isLike(a: Head, b: Head): boolean {
  const longest = Math.max(a.head.length, b.head.length);
  const most = Math.floor(longest * LOCAL.distance);
  if (longest === 0 || a.errorType !== b.errorType || Math.abs(a.head.length - b.head.length) > most) return false;
  let missing = 0;
  for (const gram of a.grams) if (!b.grams.has(gram)) missing += 1;
  return missing <= 4 * most && distance(a.head, b.head) <= most;
}

/** Each as often as it stands there: what repeats itself is not alike for that. */
function gramsOf(text: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  return new Set(
    Array.from({ length: Math.max(0, text.length - 3) }, (_, at) => {
      const gram = text.slice(at, at + 4);
      const count = (counts.get(gram) ?? 0) + 1;
      counts.set(gram, count);
      return count === 1 ? gram : `${gram}${count}`;
    }),
  );
}
