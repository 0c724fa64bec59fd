import type { Briefing, Bullet } from "../core/briefing.ts";

/** A mended briefing that says who wrote what is left in it, where a model was to: what of its lines is gone counts as replaced. */
export function credit(mended: Briefing, draft: Briefing): Briefing {
  const { writing } = mended;
  if (!writing) return mended;
  const left = byModelIn(mended).length;
  const lost = byModelIn(draft).filter((bullet) => !byModelIn(mended).some((other) => isSame(bullet, other))).length;
  return { ...mended, writing: { ...writing, by: left > 0 ? writing.by : "code", replaced: writing.replaced + lost } };
}

function byModelIn({ sections }: Briefing): Bullet[] {
  return sections.flatMap(({ bullets }) => bullets.filter(({ by }) => by === "model"));
}

/** A line that was only shortened is the same. */
function isSame(a: Bullet, b: Bullet): boolean {
  return gistOf(a) === gistOf(b);
}

function gistOf({ cites, flags, text }: Bullet): string {
  const spans = text.map((span) => (span.kind === "fact" ? { item: span.fact.item, path: span.fact.path } : span));
  return JSON.stringify([cites, flags, spans]);
}
