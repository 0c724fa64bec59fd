import type { Item } from "../../../src/core/item.ts";
import { mainlineChangesIn } from "../../../src/core/kinds/mainline-change.ts";
import { pullOf } from "./pulls.ts";

/** The pull requests that a service would tell of the changes of a default branch, one for each. */
export function pullsOf(items: readonly Item[]): Item[] {
  return mainlineChangesIn(items).map(({ item, sha, files, additions, deletions, firstCommitAt }, index) =>
    pullOf(
      10_000 + index,
      { mergeCommit: sha, mergedAt: item.ts, files, additions, deletions, firstCommitAt: firstCommitAt ?? item.ts },
      { title: item.title, ts: firstCommitAt ?? item.ts },
    ),
  );
}
