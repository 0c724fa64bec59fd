import { MERGE } from "./parameters.ts";
import { placeOfTest } from "./fingerprints.ts";
import type { Fingerprinted } from "./types.ts";
import { startUnion, type Union } from "./union.ts";

/** Failures that came together, with the parameters that joined them. */
export interface Group {
  readonly failures: readonly Fingerprinted[];
  readonly by: readonly string[];
}

/** Joins groups across tests where a message, a stack or a sign of infrastructure says that they have one cause. In steps. */
export function* mergeGroups(groups: readonly Group[], seedOf: (failure: Fingerprinted) => string | null): Generator<void, Group[]> {
  const union = startUnion(groups.length);
  const keys: Readonly<Record<string, (failure: Fingerprinted) => string | null>> = { "seed.earlier-cause": seedOf, ...KEYS };
  for (const [by, keyOf] of Object.entries(keys)) {
    joinByKey(groups, union, by, keyOf);
    yield;
  }
  joinByStack(groups, union);
  yield;
  joinInfra(groups, union);
  return union.sets().flatMap(({ members, by }) =>
    split(
      members.flatMap((index) => groups[index] ?? []),
      by,
    ),
  );
}

/** What failures of one cause have in common, by the parameter that joins these; null where a failure has no such thing. */
const KEYS: Readonly<Record<string, (failure: Fingerprinted) => string | null>> = {
  "merge.message": ({ isTelling, fingerprints }) => (isTelling ? fingerprints.f2 : null),
  "merge.form": ({ isTelling, fingerprints, job = "", errorType }) =>
    isTelling ? `${fingerprints.f3} ${errorType ?? ""} ${familyOf(job)}` : null,
  "merge.top-frame": ({ stack: [top], test, ...failure }) =>
    test !== null && top !== undefined && !top.startsWith("@") ? `${top} ${kindOf(failure)}` : null,
  "merge.frames": topFrames,
  "merge.same-place": ({ isTelling, test, fingerprints }) =>
    !isTelling && test !== null ? `${placeOfTest(test)} ${fingerprints.f1} ${fingerprints.fs}` : null,
};

/** Without the matrix that it runs in. */
export function familyOf(job: string): string {
  return job.replace(/\s*\(.*\)$/, "").replace(/[\s_-]*\d+$/, "");
}

function joinByKey(groups: readonly Group[], union: Union, by: string, keyOf: (failure: Fingerprinted) => string | null): void {
  const seen = new Map<string, number>();
  for (const [index, { failures }] of groups.entries()) {
    for (const failure of failures) {
      const key = keyOf(failure);
      if (key === null) continue;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, index);
      else union.join(first, index, by);
    }
  }
}

function topFrames({ stack, ...failure }: Fingerprinted): string | null {
  return stack.length < 2 ? null : `${stack.slice(0, MERGE.topFrames).join("\n")} ${kindOf(failure)}`;
}

/** Files of two repositories are not the same, whatever they are called. */
function kindOf({ errorType, repository = "" }: Pick<Fingerprinted, "errorType" | "repository">): string {
  return `${errorType ?? ""} ${repository}`;
}

/** Frames weigh less the further out and the more common they are, as in TraceSim (https://arxiv.org/abs/2009.12590). */
function joinByStack(groups: readonly Group[], union: Union): void {
  const firsts = new Map<string, { index: number; stack: readonly string[]; kind: string }>();
  const counts = new Map<string, number>();
  for (const [index, { failures }] of groups.entries()) {
    const [first] = failures;
    if (!first || first.stack.length < 2) continue;
    for (const frame of new Set(first.stack)) counts.set(frame, (counts.get(frame) ?? 0) + 1);
    const kind = kindOf(first);
    const key = `${kind}\n${first.stack.join("\n")}`;
    if (!firsts.has(key)) firsts.set(key, { index, stack: first.stack, kind });
  }
  const compared = [...firsts.values()].slice(0, MERGE.mostCompared);
  const weigh = weigher(counts, groups.length);
  for (const [at, one] of compared.entries()) {
    for (const other of compared.slice(at + 1)) {
      if (one.kind === other.kind && likeness(one.stack, other.stack, weigh) >= MERGE.stackLikeness) {
        union.join(one.index, other.index, "merge.stack");
      }
    }
  }
}

function weigher(counts: ReadonlyMap<string, number>, total: number): (frame: string, depth: number) => number {
  const rarity = (frame: string): number => Math.log((total + 1) / (counts.get(frame) ?? 1));
  const all = [...counts.keys()].map(rarity).toSorted((a, b) => a - b);
  const middle = all[Math.floor(all.length / 2)] ?? 0;
  return (frame, depth) => depth ** -MERGE.stackDepth / (1 + Math.exp(-MERGE.stackSharpness * (rarity(frame) - middle)));
}

/** The weight of what has to be put in or taken out to make one of the other, against the weight of both. */
function likeness(a: readonly string[], b: readonly string[], weigh: (frame: string, depth: number) => number): number {
  const [left, right] = [a.map((frame, at) => weigh(frame, at + 1)), b.map((frame, at) => weigh(frame, at + 1))];
  let row = [0];
  for (const weight of right) row.push((row.at(-1) ?? 0) + weight);
  for (const [i, frame] of a.entries()) {
    const next = [(row[0] ?? 0) + (left[i] ?? 0)];
    for (const [j, other] of b.entries()) {
      const same = frame === other ? Math.abs((left[i] ?? 0) - (right[j] ?? 0)) : (left[i] ?? 0) + (right[j] ?? 0);
      next.push(Math.min((row[j] ?? 0) + same, (row[j + 1] ?? 0) + (left[i] ?? 0), (next[j] ?? 0) + (right[j] ?? 0)));
    }
    row = next;
  }
  const sum = [...left, ...right].reduce((total, each) => total + each, 0);
  return sum === 0 ? 0 : 1 - (row.at(-1) ?? 0) / sum;
}

/** What fails by the same sign of infrastructure, one soon after the other. */
function joinInfra(groups: readonly Group[], union: Union): void {
  const times = groups.flatMap(({ failures }, index) =>
    failures.flatMap(({ infra, at, test }) => (infra === null || test !== null ? [] : [{ index, infra, at: Date.parse(at ?? "") || 0 }])),
  );
  times.sort((a, b) => (a.infra < b.infra ? -1 : a.infra > b.infra ? 1 : a.at - b.at || a.index - b.index));
  for (const [place, one] of times.entries()) {
    const next = times[place + 1];
    const isSoon = next?.infra === one.infra && next.at - one.at <= MERGE.infraMs;
    if (isSoon) union.join(one.index, next.index, `merge.infra.${one.infra}`);
  }
}

/** What has several kinds of error at several places of the project is not one cause, whatever joined it. */
function split(groups: readonly Group[], by: readonly string[]): Group[] {
  const failures = groups.flatMap((group) => group.failures);
  const joined = [...new Set([...by, ...groups.flatMap((group) => group.by)])].toSorted();
  const places = new Set(failures.flatMap(({ stack }) => stack[0] ?? []));
  const types = new Set(failures.map(({ errorType }) => errorType ?? ""));
  if (places.size < 2 || types.size < 2) return [{ failures, by: joined }];
  const parts = Map.groupBy(groups, (group) => `${group.failures[0]?.errorType ?? ""} ${group.failures[0]?.stack[0] ?? ""}`);
  return [...parts.values()].map((part) => ({
    failures: part.flatMap((group) => group.failures),
    by: [...new Set([...joined, "merge.split"])],
  }));
}
