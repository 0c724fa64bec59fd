import type { Item } from "../../core/item.ts";
import { pullRequestsIn, type PullRequest } from "../../core/kinds/pull-request.ts";
import type { Prose } from "../../core/prose.ts";
import type { Merge } from "../digest/merge.ts";
import { mergesIn } from "../digest/merges.ts";
import { calledIn, countedAs } from "../people.ts";
import type { ReportInput } from "../reports/report.ts";

/** Somebody who has changed the same files lately. */
export interface Knower {
  /** As a sentence names them. */
  name: Prose;
  /** What they changed, the latest first. */
  changes: readonly Item[];
  /** Open pull requests that wait for their review. */
  waiting: readonly Item[];
}

/** Who changed the files of a pull request before, whoever did most first. Its own author is no reviewer of it, and programs know nothing. */
export function knowersOf(pull: PullRequest, { items, people }: ReportInput): Knower[] {
  const files = new Set(pull.files.map((line) => line.slice(0, line.lastIndexOf(" "))));
  const keyAt = (item: Item, index: number): string => {
    const actor = item.actors[index];
    return actor === undefined ? "" : countedAs(people, actor);
  };
  const own = keyAt(pull.item, authorIn(pull.item));
  const isOfIt = (merge: Merge): boolean =>
    merge.pull !== pull && !merge.isRoutine && isSameRepository(merge, pull) && merge.files.some(({ path }) => files.has(path));
  const changes = mergesIn(items)
    .filter(isOfIt)
    .toReversed()
    .flatMap(({ item }) => (authorIn(item) < 0 ? [] : [item]));
  const byAuthor = Map.groupBy(changes, (item) => keyAt(item, authorIn(item)));
  const others = [...byAuthor].filter(([key]) => key !== own && key !== "");
  const open = pullRequestsIn(items).filter(({ state, item }) => state === "open" && item.id !== pull.item.id);
  const waitingFor = (key: string): Item[] =>
    open.flatMap(({ item }) => (item.actors.some(({ role }, index) => role === "requested" && keyAt(item, index) === key) ? [item] : []));
  return others
    .toSorted(([a, made], [b, more]) => more.length - made.length || a.localeCompare(b))
    .flatMap(([key, made]): Knower[] => {
      const [latest] = made;
      return latest === undefined ? [] : [{ name: calledIn(latest, authorIn(latest), people), changes: made, waiting: waitingFor(key) }];
    });
}

function authorIn({ actors }: Item): number {
  return actors.findIndex(({ role, name }) => role === "author" && name !== "");
}

function isSameRepository({ pull, repository }: Merge, { repository: name }: PullRequest): boolean {
  return pull === undefined ? repository.toLowerCase() === name.split("/").at(-1)?.toLowerCase() : pull.repository === name;
}
