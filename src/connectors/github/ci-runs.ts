import type { Item, Window } from "../../core/item.ts";
import { ciRunsIn, type WorkflowRun } from "../../core/kinds/ci-run.ts";
import { sealItem } from "../../lib/hash.ts";
import type { Ask } from "./ask.ts";
import { toRunDraft } from "./ci-item.ts";
import { runSchema, type WireRun } from "./ci-wire.ts";
import type { Memory } from "./cursor.ts";
import type { Failure } from "./failure.ts";
import { readList, type List } from "./read-list.ts";

/** Runs are listed by when they were made: what ended in the window is looked for among those made up to so long before it. */
const LONGEST_RUN_MS = 24 * 60 * 60 * 1000;

/** What the checks of a repository are read with. */
export interface CiWish {
  repository: string;
  /** Undefined where it is not known: then every branch is but a branch. */
  defaultBranch: string | undefined;
  /** Numbers of the open pull requests by the commit at their head. */
  heads: ReadonlyMap<string, number>;
  window: Window;
  memory: Memory;
  picture: readonly Item[];
  max: number;
}

/** What was read of checks. */
export interface CiRead {
  items: Item[];
  failures: Failure[];
  notes: string[];
}

/** The list of a repository's runs, by which it is marked as well. */
export function runsPath({ repository }: CiWish): string {
  return `/repos/${repository}/actions/runs`;
}

/** Runs by when they were made, the newest first, as far as those go that may have ended after `from`. */
export function listRuns(ask: Ask, wish: CiWish, from: string): Promise<List<WireRun>> {
  const { repository, window, memory, max } = wish;
  const earliest = Date.parse(from) - LONGEST_RUN_MS;
  const isEnough = ({ created_at: at }: WireRun): boolean => Date.parse(at) < earliest;
  const isLater = ({ created_at: at }: WireRun): boolean => Date.parse(at) > Date.parse(window.to);
  const wanted = { what: `checks of ${repository}`, path: runsPath(wish), row: runSchema, under: "workflow_runs", isEnough, isLater, max };
  return readList(ask, wanted, memory);
}

/** Whether it ran on the branch that everybody works from. */
export function isDefault({ head_branch: branch, event }: WireRun, { defaultBranch }: CiWish): boolean {
  // The branch of a fork may be called the same.
  return branch === defaultBranch && branch !== undefined && !event.startsWith("pull_request");
}

/** Whether it ran on that branch, or at the head of an open pull request. */
export function isWanted(run: WireRun, wish: CiWish): boolean {
  return isDefault(run, wish) || wish.heads.has(run.head_sha);
}

/** A run that is over, as it is told. */
export function toRuns(rows: readonly WireRun[], wish: CiWish): readonly WorkflowRun[] {
  const { repository, heads } = wish;
  const pullOf = (run: WireRun): number | null => run.pull_requests?.[0]?.number ?? heads.get(run.head_sha) ?? null;
  return ciRunsIn(
    rows.map((run) => {
      const isDefaultBranch = isDefault(run, wish);
      return sealItem(toRunDraft(run, { repository, isDefaultBranch, pullRequest: isDefaultBranch ? null : pullOf(run) }));
    }),
  );
}

/** The last run of a workflow that passed on the default branch, whenever that was. */
export async function lastPass(ask: Ask, workflow: number, wish: CiWish): Promise<Pick<List<WireRun>, "rows" | "failures">> {
  const branch = encodeURIComponent(wish.defaultBranch ?? "");
  const path = `/repos/${wish.repository}/actions/workflows/${workflow}/runs?branch=${branch}&status=success`;
  const what = `checks of ${wish.repository}`;
  const { rows, failures } = await readList(ask, { what, path, row: runSchema, under: "workflow_runs", isEnough: () => true, max: 1 });
  return { rows: rows.filter(({ conclusion }) => conclusion === "success"), failures };
}
