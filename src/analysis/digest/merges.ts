import type { Item } from "../../core/item.ts";
import { mainlineChangesIn, type MainlineChange } from "../../core/kinds/mainline-change.ts";
import { pullRequestsIn, type PullRequest } from "../../core/kinds/pull-request.ts";
import { getFact } from "../../core/prose.ts";
import { foldBackports } from "./backports.ts";
import { joinChanges } from "./join.ts";
import { byTime, type ChangedFile, type Merge } from "./merge.ts";

const ROUTINE =
  /^(?:(?:build|chore|fix)\(deps[^)]*\)!?: |deps(?:\([^)]*\))?!?: |(?:bump|update|upgrade) (?:(?:all|the|our|dev|development|npm|python|rust|go) )*dependenc(?:y|ies)$|bump \S+ from |update dependency |update \S+ to v?\d|lock file maintenance)/i;
/** Branches from which versions are made; what goes to any other is not out before that one is merged. */
const RELEASE_BRANCH = /^(?:release|rel|hotfix|stable|support|maintenance)(?:[/_.-]|$)|^v?\d+(?:[._-]|$)/i;

/** Every merged change once, the earliest first: pull requests, with their commits on default branches, and what came there without one. */
export function mergesIn(items: readonly Item[]): Merge[] {
  const merged = pullRequestsIn(items).filter((pull) => pull.state === "merged" && pull.mergedAt !== null);
  const changes = [...new Map(mainlineChangesIn(items).map((change) => [change.sha, change])).values()];
  const { joined, left } = joinChanges(merged, changes);
  const pulls = merged.filter((pull) => pull.baseIsDefault || RELEASE_BRANCH.test(pull.base));
  const all = [...pulls.map((pull) => fromPull(pull, joined.get(pull) ?? [])), ...left.map(fromChange)];
  return foldBackports(all.toSorted(byTime));
}

function fromPull(pull: PullRequest, changes: readonly MainlineChange[]): Merge {
  const { item, mergedAt, mergeCommit, repository } = pull;
  return {
    item,
    also: changes.map((change) => change.item),
    at: mergedAt ?? item.updatedAt,
    mergedAt: getFact(item, "fields.mergedAt"),
    repository,
    pull,
    shas: [...new Set([...(mergeCommit === null ? [] : [mergeCommit]), ...changes.map(({ sha }) => sha)])],
    files: pull.files.map(toFile),
    size: pull.additions + pull.deletions,
    isRoutine: pull.bot || ROUTINE.test(item.title),
    reverts: pull.reverts,
    pickedFrom: /\(cherry picked from commit ([0-9a-f]{7,64})\)/.exec(item.body)?.[1] ?? null,
    isAside: !pull.baseIsDefault,
  };
}

function fromChange(change: MainlineChange): Merge {
  const { item, repository, sha, files, additions, deletions, reverts, pickedFrom, bot } = change;
  return {
    item,
    also: [],
    at: item.ts,
    mergedAt: getFact(item, "ts"),
    repository,
    shas: [sha],
    files: files.map(toFile),
    size: additions + deletions,
    isRoutine: bot || ROUTINE.test(item.title),
    reverts,
    pickedFrom,
    isAside: false,
  };
}

function toFile(line: string): ChangedFile {
  const at = line.lastIndexOf(" ");
  return { path: line.slice(0, at), lines: Number(line.slice(at + 1)) || 0 };
}
