import { citationOf, type Bullet, type Citation } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";

/**
 * Short names for the items that bullets cite, numbered in the order in which a reader meets them; those that lie on the page of an earlier
 * one come last, since that one's name is shown for them. `letters` is by connector.
 */
export function mintCitations(
  bullets: readonly Bullet[],
  items: ReadonlyMap<string, Item>,
  letters: Readonly<Record<string, string>>,
): Citation[] {
  const met = [...new Set(bullets.flatMap((bullet) => bullet.cites))].flatMap((id) => items.get(id) ?? []);
  const pages = Map.groupBy(met, ({ id, source, url }) => (url === undefined ? id : `${source} ${url}`));
  const firsts = new Set([...pages.values()].map(([first]) => first));
  const cited = [...met.filter((item) => firsts.has(item)), ...met.filter((item) => !firsts.has(item))];
  const counts = new Map<string, number>();
  return cited.map((item) => {
    const letter = letters[item.source] ?? item.source.charAt(0).toUpperCase();
    const number = (counts.get(letter) ?? 0) + 1;
    counts.set(letter, number);
    return citationOf(`${letter}${number}`, item);
  });
}
