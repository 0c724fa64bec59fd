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

/** What a change says itself about what it belongs to. */
interface Key {
  key: string;
  name: string;
}

/** By change, the parts of it in each folder. */
type Shares = ReadonlyMap<Merge, ReadonlyMap<string, number>>;

const FEWEST = 2;
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
  const homes = Map.groupBy(alone, (merge) => nearestOf(merge, themes, shares));
  const grown = themes.map((theme) => ({ ...theme, members: [...theme.members, ...(homes.get(theme) ?? [])].toSorted(byTime) }));
  const other = homes.get(undefined) ?? [];
  const ranked = grown.toSorted((a, b) => b.members.length - a.members.length || a.key.localeCompare(b.key));
  return other.length === 0 ? ranked : [...ranked, { key: "other", name: undefined, members: other.toSorted(byTime) }];
}

function groupByKey(merges: readonly Merge[]): Theme[] {
  const groups = Map.groupBy(merges, (merge) => keyOf(merge)?.key);
  return [...groups].flatMap(([key, members]) => {
    const name = members[0] && keyOf(members[0])?.name;
    return key === undefined || name === undefined ? [] : [{ key, name, members }];
  });
}

/** Epic or another label of its kind, or milestone; then the scope of its title; then its folder. */
function keyOf({ pull, item, files }: Merge): Key | undefined {
  const label = pull?.labels.flatMap((each) => THEME_LABEL.exec(each)?.[1] ?? []).toSorted()[0];
  const said = label ?? pull?.milestone;
  if (said) return { key: `said ${said.toLowerCase()}`, name: said };
  const scope = SCOPE.exec(item.title)?.[1]?.toLowerCase();
  if (scope !== undefined && !PLAIN_SCOPES.has(scope)) return { key: `scope ${scope}`, name: scope };
  const place = placeOf(files);
  return place === undefined ? undefined : { key: `place ${place}`, name: place.split("/").at(-1) ?? place };
}

function byLikeness(merges: readonly Merge[]): Theme[] {
  return groupAlike(merges.map(({ item }) => item.title)).map(({ name = "", members: places }) => {
    const members = places.flatMap((place) => merges[place] ?? []);
    return { key: `alike ${members[0]?.item.id ?? ""}`, name, members };
  });
}

/** The theme in whose folders most of a change lies; undefined where none has any of it. */
function nearestOf(merge: Merge, themes: readonly Theme[], shares: Shares): Theme | undefined {
  const ranked = themes.map((theme) => ({ theme, overlap: overlapOf(merge, theme, shares) })).filter(({ overlap }) => overlap > 0);
  return ranked.toSorted((a, b) => b.overlap - a.overlap || a.theme.key.localeCompare(b.theme.key))[0]?.theme;
}

function overlapOf(merge: Merge, { members }: Theme, shares: Shares): number {
  const own = [...(shares.get(merge) ?? [])];
  const common = (member: Merge): number =>
    own.reduce((sum, [folder, share]) => sum + Math.min(share, shares.get(member)?.get(folder) ?? 0), 0);
  return members.reduce((sum, member) => sum + common(member), 0) / members.length;
}
