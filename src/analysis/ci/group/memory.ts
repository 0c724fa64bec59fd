import { keyOf } from "./fingerprints.ts";
import type { Group } from "./merge.ts";
import { HISTORY } from "./parameters.ts";
import { worthOf } from "./suspects.ts";
import type { Cause, CauseState, Fingerprinted, History, RememberedCause, Window } from "./types.ts";

/** The keys by which a failure is known again: its message where that says something, its test or step with its message, and the run of which nothing is read yet. */
export function keysOf(failure: Fingerprinted): string[] {
  const { isTelling, fingerprints, test, step, job, isUnread = false } = failure;
  const own = keyOf("own", test ?? `${job ?? ""} ${step ?? ""}`, fingerprints.f1);
  return [...(isTelling ? [keyOf("message", fingerprints.f2)] : []), own, ...(isUnread ? [runKeyOf(failure)] : [])];
}

function runKeyOf({ job = "", branch = "", sha = "", at = "", attempt = 1 }: Fingerprinted): string {
  return keyOf("run", job, branch, sha, at, String(attempt));
}

/** Which earlier cause a failure belongs to. */
export type SeedOf = (failure: Fingerprinted) => RememberedCause | null;

/**
 * What was known of a run before anything was read of it goes on as the cause that its log tells of: where that tells of several, as the one
 * with most failures. What is seen again by itself is nobody else's.
 */
export function withHeirs({ causes }: History, groups: readonly Group[], seedOf: SeedOf): SeedOf {
  const seen = new Set(groups.flatMap(({ failures }) => failures.flatMap((failure) => seedOf(failure)?.id ?? [])));
  const left = new Map(causes.flatMap((cause) => (seen.has(cause.id) ? [] : cause.keys.map((key) => [key, cause] as const))));
  const heirs = new Map<Fingerprinted, RememberedCause>();
  const taken = new Set<string>();
  const fresh = groups.filter(({ failures }) => failures.every((failure) => seedOf(failure) === null));
  for (const { failures } of fresh.toSorted((a, b) => b.failures.length - a.failures.length)) {
    const before = failures.map((failure) => left.get(runKeyOf(failure))).find((cause) => cause && !taken.has(cause.id));
    if (!before) continue;
    taken.add(before.id);
    for (const failure of failures) heirs.set(failure, before);
  }
  return (failure) => seedOf(failure) ?? heirs.get(failure) ?? null;
}

/** Which earlier cause a failure belongs to by what it says; the one that was seen last, where several would do. */
export function seeds({ causes }: History): SeedOf {
  const byKey = new Map<string, RememberedCause>();
  for (const cause of causes.toSorted((a, b) => (a.lastSeen < b.lastSeen ? -1 : a.lastSeen > b.lastSeen ? 1 : a.id < b.id ? 1 : -1))) {
    for (const key of cause.keys) byKey.set(key, cause);
  }
  return (failure) =>
    keysOf(failure)
      .map((key) => byKey.get(key))
      .find((cause) => cause !== undefined) ?? null;
}

/** What all failures have in common, the strictest first; where that is nothing, the first of their keys. */
export function idOf(failures: readonly Fingerprinted[]): string {
  const isTelling = failures.every((failure) => failure.isTelling);
  for (const name of ["f1", "f2", "f3"] as const) {
    const shared = new Set(failures.map(({ fingerprints }) => fingerprints[name]));
    const [only] = shared;
    if (isTelling && shared.size === 1 && only !== undefined) return keyOf("cause", only);
  }
  return keyOf("cause", ...failures.flatMap(keysOf).toSorted().slice(0, 1));
}

/** How a cause stands against what is remembered of it. */
export function stateOf(remembered: RememberedCause | null, window: Window | null, isFlaky: boolean): CauseState {
  if (window?.isOver === true && !isFlaky) return "resolved";
  if (!remembered) return "new";
  return remembered.state === "resolved" ? "regressed" : "ongoing";
}

/** The history with these causes in it; what is not seen any more is resolved, and after a while forgotten. Where there are too many, what is over goes first, the oldest before others. */
export function remember(history: History, causes: readonly Cause[], now: string): { history: History; resolved: RememberedCause[] } {
  const earlier = new Map(history.causes.map((cause) => [cause.id, cause]));
  const seen = new Set(causes.map(({ id }) => id));
  const gone = history.causes.filter(({ id }) => !seen.has(id));
  const resolved = gone.filter(({ state }) => state !== "resolved").map((cause) => ({ ...cause, state: "resolved" as const }));
  const kept = gone.filter(({ state, lastSeen }) => state === "resolved" && Date.parse(now) - Date.parse(lastSeen) <= HISTORY.keptMs);
  const seenLast = (cause: Cause): string => lastSeenOf(cause, earlier.get(cause.id), now);
  // No more are put together than are kept.
  const latest = causes
    .map((cause) => ({ cause, lastSeen: seenLast(cause), id: cause.id, state: cause.state }))
    .toSorted(byNeed)
    .slice(0, HISTORY.mostCauses);
  const current = latest.map(({ cause, lastSeen }) => toRemembered(cause, earlier.get(cause.id), lastSeen, now));
  const all = [...current, ...resolved, ...kept].toSorted(byNeed);
  return { history: { causes: all.slice(0, HISTORY.mostCauses) }, resolved };
}

type Placed = Pick<RememberedCause, "state" | "lastSeen" | "id">;

function byNeed(a: Placed, b: Placed): number {
  const [isOver, isOtherOver] = [a, b].map(({ state }) => Number(state === "resolved"));
  if (isOver !== isOtherOver) return (isOver ?? 0) - (isOtherOver ?? 0);
  return a.lastSeen > b.lastSeen ? -1 : a.lastSeen < b.lastSeen ? 1 : a.id < b.id ? -1 : 1;
}

function lastSeenOf({ failures }: Cause, earlier: RememberedCause | undefined, now: string): string {
  const latest = failures.reduce((last, { at = "" }) => (at > last ? at : last), "") || now;
  return [latest, earlier?.lastSeen ?? ""].toSorted().at(-1) ?? now;
}

function toRemembered(cause: Cause, earlier: RememberedCause | undefined, lastSeen: string, now: string): RememberedCause {
  const { id, failures, primaryError, state } = cause;
  const merge = (old: readonly string[] | undefined, added: readonly string[], most: number = HISTORY.mostKeys): string[] =>
    [...new Set([...added.toSorted(), ...(old ?? [])])].slice(0, most);
  return {
    id,
    keys: merge(earlier?.keys, failures.flatMap(keysOf)),
    messages: merge(
      earlier?.messages,
      failures.map(({ fingerprints }) => fingerprints.f2),
    ),
    class: cause.class === "unclear" ? (earlier?.class ?? "unclear") : cause.class,
    primaryError: primaryError.slice(0, 500),
    firstSeen: cause.since ?? now,
    lastSeen,
    state,
    places: merge(earlier?.places, placesOf(cause), HISTORY.mostPlaces),
    suspect: likelyOf(cause),
  };
}

/** The jobs and branches that a cause is seen in. */
export function placesOf({ failures }: Pick<Cause, "failures">): string[] {
  return [...new Set(failures.flatMap(({ repository = "", job, branch }) => [job ?? [], branch ? `${repository} ${branch}` : []].flat()))];
}

/** The commit that likely brought it; null where none is likely. */
export function likelyOf({ suspects: [first] }: Pick<Cause, "suspects">): string | null {
  return first && worthOf(first.score) === "likely" ? first.sha : null;
}
