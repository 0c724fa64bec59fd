import type { Briefing, Bullet } from "../core/briefing.ts";
import type { Prose } from "../core/prose.ts";
import { countOf } from "../lib/text.ts";

/**
 * A briefing of at most `mostChars` characters, as far as leaving out whole lines can make it so: from the end, what is at risk and what
 * could not be checked being the last to go, the most urgent last of all. What it looked at is followed by how many lines are not shown,
 * and where they are. `lengthOf` measures a briefing as its reader reads it.
 */
export function cutBriefing(briefing: Briefing, mostChars: number, lengthOf: (briefing: Briefing) => number): Briefing {
  if (lengthOf(briefing) <= mostChars) return briefing;
  const lines = linesByUrgency(briefing);
  let [fitting, tooMany] = [0, lines.length];
  while (tooMany - fitting > 1) {
    const tried = Math.floor((fitting + tooMany) / 2);
    if (lengthOf(keepLines(briefing, lines, tried)) <= mostChars) fitting = tried;
    else tooMany = tried;
  }
  return keepLines(briefing, lines, fitting);
}

/** The one that stays longest first. */
function linesByUrgency({ sections, gaps }: Briefing): readonly Bullet[] {
  const isRisk = ({ id }: Briefing["sections"][number]): boolean => id === "risks";
  const bulletsOf = (chosen: Briefing["sections"]): Bullet[] => chosen.flatMap(({ bullets }) => bullets);
  return [...bulletsOf(sections.filter(isRisk)), ...gaps, ...bulletsOf(sections.filter((section) => !isRisk(section)))];
}

function keepLines(briefing: Briefing, lines: readonly Bullet[], count: number): Briefing {
  const kept = new Set(lines.slice(0, count));
  const keep = (bullets: readonly Bullet[]): Bullet[] => bullets.filter((bullet) => kept.has(bullet));
  const cited = new Set([...kept].flatMap(({ cites }) => cites));
  return {
    ...briefing,
    sections: briefing.sections
      .map((section) => ({ ...section, bullets: keep(section.bullets) }))
      .filter(({ bullets }, at) => bullets.length > 0 || briefing.sections[at]?.bullets.length === 0),
    gaps: keep(briefing.gaps),
    coverage: [...briefing.coverage, ...noteOf(lines.length - count, briefing.run)],
    citations: briefing.citations.filter(({ item }) => cited.has(item)),
  };
}

function noteOf(leftOut: number, run: string): Prose {
  const are = leftOut === 1 ? "is" : "are";
  return leftOut === 0 ? [] : [{ kind: "text", text: ` ${countOf(leftOut, "more line")} ${are} not shown here: chief show ${run}` }];
}
