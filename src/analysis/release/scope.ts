import type { Item } from "../../core/item.ts";
import { releasesIn, type Release as Published } from "../../core/kinds/release.ts";
import { releaseRangesIn, type ReleaseRange } from "../../core/kinds/release-range.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import type { Merge } from "../digest/merge.ts";
import { mergesIn } from "../digest/merges.ts";

/** One release, and what was merged for it. */
export interface Release {
  /** What speaks for it. */
  item: Item;
  /** As people call it, without `of shop`. */
  name: Prose;
  /** What came before it; absent for the first. */
  before?: Prose;
  repository: string;
  merges: readonly Merge[];
}

/** The releases that can be told, the latest first: parts of a history on disk, and those published at a service whose history is not at hand. */
export function releasesOf(items: readonly Item[]): Release[] {
  const merges = mergesIn(items);
  const ranges = releaseRangesIn(items).map((range) => fromRange(range, merges));
  const here = new Set(ranges.flatMap(namesOf));
  const published = [...Map.groupBy(releasesIn(items), ({ repository }) => repository).values()].flatMap((own) =>
    own.some(({ repository }) => here.has(repository.toLowerCase()) || here.has(repository.split("/").at(-1)?.toLowerCase() ?? ""))
      ? []
      : fromPublished(own, merges),
  );
  return [...ranges, ...published].toSorted((a, b) => b.item.ts.localeCompare(a.item.ts) || a.item.id.localeCompare(b.item.id));
}

function fromRange({ item, from, to, repository }: ReleaseRange, merges: readonly Merge[]): Release {
  const own = merges.filter((merge) => [merge.item, ...merge.also].some((each) => each.fields["range"] === item.id));
  return {
    item,
    name: to === null ? prose`what is not released yet` : [fact(item, "fields.to")],
    ...(from !== null && { before: [fact(item, "fields.from")] }),
    repository,
    merges: own,
  };
}

/** The names that a service and a folder know its repository by. */
function namesOf({ repository, merges }: Release): string[] {
  return [repository, ...merges.flatMap(({ pull }) => pull?.repository ?? [])].map((name) => name.toLowerCase());
}

/** The last one of a repository, with what was merged between it and the one before. */
function fromPublished(releases: readonly Published[], merges: readonly Merge[]): Release[] {
  const ordered = releases.toSorted((a, b) => b.item.ts.localeCompare(a.item.ts));
  const whole = ordered.filter(({ prerelease }) => !prerelease);
  const [last, before] = whole.length > 0 ? whole : ordered;
  if (last === undefined) return [];
  const isWithin = ({ at, repository }: Merge): boolean =>
    repository === last.repository && at <= last.item.ts && (before === undefined || at > before.item.ts);
  return [
    {
      item: last.item,
      name: [fact(last.item, "fields.tag")],
      ...(before && { before: [fact(before.item, "fields.tag")] }),
      repository: last.repository,
      merges: merges.filter(isWithin),
    },
  ];
}
