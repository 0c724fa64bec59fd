import { likelyOf, placesOf } from "../group/memory.ts";
import type { Cause, Grouped, History, RememberedCause } from "../group/types.ts";

/** What is other about a cause than when it was told last. */
export type CauseChange = "new" | "back" | "class" | "suspect" | "grown" | "pressing";

export interface ChangedCause {
  readonly cause: Cause;
  readonly changes: readonly [CauseChange, ...CauseChange[]];
}

/** The causes of a list, each in one place; what was over before it was ever told is in none. */
export interface CauseNews {
  /** New, or other than it was told; the most pressing first. */
  readonly changed: readonly ChangedCause[];
  /** Told before, and over since. */
  readonly cleared: readonly Cause[];
  /** As it was told. */
  readonly same: readonly Cause[];
}

/** What has become of causes since they were remembered; `isPressing` says of which the reader has to hear anew in any case. */
export function newsOf(
  { causes }: Pick<Grouped, "causes">,
  history: History | undefined,
  isPressing: (cause: Cause) => boolean,
): CauseNews {
  const before = new Map(history?.causes.map((cause) => [cause.id, cause]));
  const standing = causes.filter(({ state }) => state !== "resolved").map(ofThisTime);
  const judged = standing.map((cause) => {
    const changes = changesOf(cause, before.get(cause.id));
    return { cause, changes: changes.length === 0 && isPressing(cause) ? ["pressing" as const] : changes };
  });
  return {
    changed: judged.flatMap(({ cause, changes: [first, ...others] }) => (first ? [{ cause, changes: [first, ...others] as const }] : [])),
    cleared: causes.filter(({ id, state }) => state === "resolved" && (before.get(id)?.state ?? "resolved") !== "resolved"),
    same: judged.flatMap(({ cause, changes }) => (changes.length === 0 ? [cause] : [])),
  };
}

/** Without the failures of an earlier time, after which it had passed. */
function ofThisTime(cause: Cause): Cause {
  const { failures, since } = cause;
  return { ...cause, failures: failures.filter(({ at = since }) => since === null || (at ?? since) >= since) };
}

function changesOf(cause: Cause, before: RememberedCause | undefined): CauseChange[] {
  if (!before) return ["new"];
  if (before.state === "resolved") return ["back"];
  const suspect = likelyOf(cause);
  const tests: readonly (readonly [CauseChange, boolean])[] = [
    ["class", cause.class !== "unclear" && cause.class !== before.class],
    ["suspect", suspect !== null && suspect !== before.suspect],
    ["grown", placesOf(cause).some((place) => !before.places.includes(place))],
  ];
  return tests.flatMap(([change, holds]) => (holds ? [change] : []));
}
