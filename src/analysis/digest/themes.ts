import { groupAlike } from "./likeness.ts";
import { byTime, type Merge } from "./merge.ts";
import { placeOf, sharesOf } from "./place.ts";

/** Changes that are about the same. */
export interface Theme {
  /** The same as long as it has its members, and whatever else there is. */
  key: string;
  /** As a reader is told; undefined for what is about nothing in common. */
  name: string | undefined;
  /** The earliest first. */
  members: readonly Merge[];
}

/** By change, the parts of it in each folder. */
type Shares = ReadonlyMap<Merge, ReadonlyMap<string, number>>;

const FEWEST = 2;
/** A change that is alone goes along with a theme whose changes share this part of it, on average. */
const MOSTLY_THERE = 1 / 3;
const SCOPE = /^\w+\(([\w ./-]+)\)!?: /;
const THEME_LABEL = /^(?:epic|theme|area|project|initiative)[:/ -]+(.+)$/i;
/** Scopes that say how rather than what. */
const PLAIN_SCOPES = new Set(["deps", "release", "ci", "lint"]);

/**
 * Changes by theme, the largest first, what has none last. A change's own words decide before its place, and its place before its
 * likeness to others; of what is alone in its theme, each goes to the theme that its folders overlap most. The order of the input plays
 * no part, and one more change neither renames a theme nor moves a change that has company.
 */
export function themesOf(merges: readonly Merge[]): Theme[] {
  const ordered = merges.toSorted(byTime);
  const keyed = [...groupByKey(ordered), ...byLikeness(ordered.filter((merge) => keyOf(merge) === undefined))];
  const themes = keyed.filter(({ members }) => members.length >= FEWEST);
  const alone = keyed.filter(({ members }) => members.length < FEWEST).flatMap(({ members }) => members);
  const shares: Shares = new Map(ordered.map((merge) => [merge, sharesOf(merge.files)]));
  const homes = new Map([
    ...themes.flatMap((theme) => theme.members.map((merge) => [merge, theme] as const)),
    ...alone.map((merge) => [merge, nearestOf(merge, themes, shares)] as const),
  ]);
  const byHome = Map.groupBy(ordered, (merge) => homes.get(merge));
  const grown = themes.map((theme) => ({ ...theme, members: byHome.get(theme) ?? [] }));
  const other = byHome.get(undefined) ?? [];
  const ranked = grown.toSorted((a, b) => b.members.length - a.members.length || a.key.localeCompare(b.key));
  return other.length === 0 ? ranked : [...ranked, { key: "other", name: undefined, members: other }];
}

function groupByKey(merges: readonly Merge[]): Theme[] {
  const groups = Map.groupBy(merges, keyOf);
  return [...groups].flatMap(([name, members]) => (name === undefined ? [] : [{ key: name, name, members }]));
}

/**
 * Epic or another label of its kind, or milestone; then the scope of its title; then its folder. However a change says what it belongs
 * to, those of one word belong together.
 */
function keyOf({ pull, item, files }: Merge): string | undefined {
  const label = pull?.labels.flatMap((each) => THEME_LABEL.exec(each)?.[1] ?? []).toSorted()[0];
  const scope = SCOPE.exec(item.title)?.[1];
  const said = label ?? pull?.milestone ?? (PLAIN_SCOPES.has(scope ?? "") ? undefined : scope) ?? placeOf(files);
  return said?.trim().toLowerCase();
}

function byLikeness(merges: readonly Merge[]): Theme[] {
  return groupAlike(merges.map(({ item }) => item.title)).map(({ name = "", members: places }) => {
    const members = places.flatMap((place) => merges[place] ?? []);
    return { key: `alike ${members[0]?.item.id ?? ""}`, name, members };
  });
}

/** The theme in whose folders most of a change lies; undefined where none has a fair part of it. */
function nearestOf(merge: Merge, themes: readonly Theme[], shares: Shares): Theme | undefined {
  const ranked = themes
    .map((theme) => ({ theme, overlap: overlapOf(merge, theme, shares) }))
    .filter(({ overlap }) => overlap >= MOSTLY_THERE);
  return ranked.toSorted((a, b) => b.overlap - a.overlap || a.theme.key.localeCompare(b.theme.key))[0]?.theme;
}

function overlapOf(merge: Merge, { members }: Theme, shares: Shares): number {
  const own = [...(shares.get(merge) ?? [])];
  const common = (member: Merge): number =>
    own.reduce((sum, [folder, share]) => sum + Math.min(share, shares.get(member)?.get(folder) ?? 0), 0);
  return members.reduce((sum, member) => sum + common(member), 0) / members.length;
}
