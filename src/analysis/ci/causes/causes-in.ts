import { isDeepStrictEqual } from "node:util";
import type { Item } from "../../../core/item.ts";
import { groupFailures } from "../group/group.ts";
import type { Grouped, History } from "../group/types.ts";
import { commitsIn } from "./commits-in.ts";
import { failuresIn } from "./failures-in.ts";
import { DEFAULT_BRANCH } from "./places.ts";
import { runsIn } from "./runs-in.ts";

/** What causes are found in. */
export interface CausesInput {
  items: readonly Item[];
  /** What was remembered of them before; absent where nothing was. */
  history?: History;
  /** The instant that is spoken of: what comes later is not looked at. */
  now: string;
}

interface Known {
  history: History;
  now: string;
  grouped: Grouped;
}

/** Grouped once for each list, since rules and reports all ask. */
const known = new WeakMap<readonly Item[], Known>();
const NOTHING: History = { causes: [] };

/**
 * The causes of all that failed in any repository's checks, as its Items tell it: the id of each failure is that of its Item. What fails in
 * two repositories has one cause only where it is the place where builds run. Pure.
 */
export function causesIn({ items, history = NOTHING, now }: CausesInput): Grouped {
  const last = known.get(items);
  if (last?.now === now && isDeepStrictEqual(last.history, history)) return last.grouped;
  const failures = failuresIn(items, now);
  const grouped = groupFailures({
    failures,
    runs: runsIn(items, failures, now),
    commits: commitsIn(items),
    good: null,
    defaultBranch: DEFAULT_BRANCH,
    history,
    now,
  });
  known.set(items, { history, now, grouped });
  return grouped;
}
