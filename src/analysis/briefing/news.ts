import type { Bullet } from "../../core/briefing.ts";
import { factsIn, itemsIn } from "../facts.ts";

const MOST_CITES = 3;

/** The lines on what happened that fit, and whether any was left out. */
export interface News {
  bullets: Bullet[];
  isCut: boolean;
}

/** The first `most` lines whole; of the others those that can be told in few words, so that no source falls silent. */
export function newsWithin(bullets: readonly Bullet[], most: number): News {
  const told = bullets.flatMap(({ short, ...bullet }, index) => {
    if (index < most) return [bullet];
    return short === undefined ? [] : [{ ...bullet, text: short, cites: citesOf(short, bullet.cites) }];
  });
  return { bullets: told, isCut: told.length < bullets.length };
}

function citesOf(text: Bullet["text"], cites: readonly string[]): string[] {
  const shown = factsIn(text).map((fact) => fact.item);
  const all = [...new Set([...shown, ...itemsIn(text).slice(0, MOST_CITES)])];
  return all.filter((item) => cites.includes(item));
}
