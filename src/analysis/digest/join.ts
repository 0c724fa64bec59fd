import type { Item } from "../../core/item.ts";
import type { MainlineChange } from "../../core/kinds/mainline-change.ts";
import type { PullRequest } from "../../core/kinds/pull-request.ts";

/** A service that puts a request's commits one by one on a branch commits them all at the merge. */
const ONE_MOMENT_MS = 60_000;

/** Which changes of default branches are pull requests told once more, and which came without one. */
export interface Joined {
  joined: ReadonlyMap<PullRequest, readonly MainlineChange[]>;
  left: readonly MainlineChange[];
}

/** Joins by the merge's commit, then by the number in the message, then the commits that were put on the branch one by one. */
export function joinChanges(pulls: readonly PullRequest[], changes: readonly MainlineChange[]): Joined {
  const bySha = new Map(pulls.flatMap((pull) => (pull.mergeCommit === null ? [] : [[pull.mergeCommit, pull] as const])));
  const byNumber = Map.groupBy(pulls, ({ number }) => number);
  const told = new Map<MainlineChange, PullRequest>();
  for (const change of changes) {
    const numbered = change.pullRequest === null ? [] : (byNumber.get(change.pullRequest) ?? []);
    const pull = bySha.get(change.sha) ?? numbered.find(({ repository }) => isOfRepository(change.item, change.repository, repository));
    if (pull !== undefined) told.set(change, pull);
  }
  const ends = [...told];
  for (const change of changes) {
    const end = told.has(change) ? undefined : ends.find(([last, pull]) => isPartOf(change, last, pull));
    if (end !== undefined) told.set(change, end[1]);
  }
  const joined = Map.groupBy(told.keys(), (change) => told.get(change));
  return {
    joined: new Map([...joined].flatMap(([pull, own]) => (pull === undefined ? [] : [[pull, own] as const]))),
    left: changes.filter((change) => !told.has(change)),
  };
}

/** Whether a repository on disk is the one that a service calls `owner/name`: by its page, or by name where it has none. */
export function isOfRepository({ url }: Item, folder: string, name: string): boolean {
  if (url !== undefined) return url.toLowerCase().includes(`/${name.toLowerCase()}/`);
  return folder.toLowerCase() === name.split("/").at(-1)?.toLowerCase();
}

function isPartOf(change: MainlineChange, last: MainlineChange, { firstCommitAt }: PullRequest): boolean {
  const before = Date.parse(last.item.ts) - Date.parse(change.item.ts);
  const isOneByOne = !change.merge && !last.merge && change.pullRequest === null && change.repository === last.repository;
  return isOneByOne && before >= 0 && before <= ONE_MOMENT_MS && firstCommitAt !== null && change.authoredAt >= firstCommitAt;
}
