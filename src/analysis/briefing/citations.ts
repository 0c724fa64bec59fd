import { citationOf, type Bullet, type Citation } from "../../core/briefing.ts";
import type { Item } from "../../core/item.ts";

/** Short names for the items that bullets cite, numbered in the order in which a reader meets them. `letters` is by connector. */
export function mintCitations(
  bullets: readonly Bullet[],
  items: ReadonlyMap<string, Item>,
  letters: Readonly<Record<string, string>>,
): Citation[] {
  const cited = [...new Set(bullets.flatMap((bullet) => bullet.cites))].flatMap((id) => items.get(id) ?? []);
  const counts = new Map<string, number>();
  return cited.map((item) => {
    const letter = letters[item.source] ?? item.source.charAt(0).toUpperCase();
    const number = (counts.get(letter) ?? 0) + 1;
    counts.set(letter, number);
    return citationOf(`${letter}${number}`, item);
  });
}
