import type { Briefing, Bullet, Section } from "../core/briefing.ts";
import type { JudgedFinding } from "../core/finding.ts";
import type { Item } from "../core/item.ts";
import { check } from "./check.ts";
import { mendCitations, mendCoverage, mendHeadline, mendLength } from "./mend.ts";
import { gapOf, nameOf, namesOf, sentenceOf } from "./sentence.ts";
import type { Evidence, Place, Violation } from "./violation.ts";

/** Risks in full that a reader can take in; what is missing beyond them is named in one line. */
const MOST_RISKS = 5;
const MOST_NAMES = 3;

/** A briefing that passes the check, and what had to be replaced on the way. */
export interface Fixed {
  briefing: Briefing;
  replaced: Violation[];
}

type Items = ReadonlyMap<string, Item>;
type Tell = (judged: JudgedFinding, items: Items) => Bullet;

/** How a line that failed is told instead, and how one that is missing: each round is plainer than the one before. */
const ROUNDS: readonly { replace: Tell | undefined; add: Tell }[] = [
  { replace: sentenceOf, add: sentenceOf },
  { replace: nameOf, add: nameOf },
  { replace: undefined, add: nameOf },
];

/**
 * Replaces every line that failed by what its findings say themselves, drops what nothing backs, and adds what was left out.
 * Whatever comes in, a briefing comes out that can be delivered.
 */
export function fix(briefing: Briefing, violations: readonly Violation[], evidence: Evidence): Fixed {
  const items = new Map([...evidence.gone, ...evidence.items].map((item) => [item.id, item]));
  let current = briefing;
  let failing = violations;
  for (const { replace, add } of ROUNDS) {
    if (failing.length === 0) break;
    const replaced = replaceLines(current, failing, (bullet) => retell(bullet, evidence, items, replace));
    current = mendRest(addMissing(replaced, evidence, items, add), failing, evidence, items);
    failing = check(current, evidence);
  }
  return { briefing: current, replaced: [...violations] };
}

function mendRest(briefing: Briefing, failing: readonly Violation[], evidence: Evidence, items: Items): Briefing {
  const fails = (part: Place["part"]): boolean => failing.some((each) => each.place.part === part);
  const short = mendLength(briefing, evidence);
  const covered = fails("coverage") ? mendCoverage(short, evidence) : short;
  const headed = fails("headline") ? mendHeadline(covered, items) : covered;
  return mendCitations(fails("news") ? withoutNews(headed) : headed, items);
}

function withoutNews({ news: _news, ...briefing }: Briefing): Briefing {
  return briefing;
}

/** What the findings that a line speaks for say themselves; nothing for a line without any. */
function retell({ flags }: Bullet, { judged }: Evidence, items: Items, tell: Tell | undefined): Bullet[] {
  const told = judged.filter((each) => flags.includes(each.finding.key) && each.word !== "acknowledged");
  if (tell === undefined) return [];
  return told.length > MOST_NAMES ? namesOf(told, items, MOST_NAMES) : told.map((each) => tell(each, items));
}

function replaceLines(briefing: Briefing, violations: readonly Violation[], retold: (bullet: Bullet) => Bullet[]): Briefing {
  const codesAt = (place: Place): string[] => violations.flatMap((each) => (isSame(each.place, place) ? [each.code] : []));
  const told = new Set<string>();
  const renew = (bullet: Bullet, place: Place): Bullet[] => {
    const codes = codesAt(place);
    const lines = (codes.every(isOfCells) ? [codes.length === 0 ? bullet : withoutCells(bullet)] : retold(bullet)).filter(
      (line) => !line.flags.some((flag) => told.has(flag)),
    );
    lines.flatMap((line) => line.flags).forEach((flag) => told.add(flag));
    return lines;
  };
  const sections = briefing.sections.map((section, index) => ({
    ...(codesAt({ part: "charts", section: index }).length === 0 ? section : withoutChart(section)),
    bullets: section.bullets.flatMap((bullet, at) => renew(bullet, { part: "sections", section: index, bullet: at })),
  }));
  const gaps = briefing.gaps.filter((_gap, bullet) => codesAt({ part: "gaps", bullet }).length === 0);
  return { ...briefing, sections: sections.filter((section) => section.bullets.length > 0), gaps };
}

function isOfCells(code: string): boolean {
  return code === "cell-differs";
}

/** What is right stays: the line without its row, below the table. */
function withoutCells({ cells: _cells, ...line }: Bullet): Bullet {
  return line;
}

function withoutChart({ chart: _chart, ...section }: Section): Section {
  return section;
}

function addMissing(briefing: Briefing, evidence: Evidence, items: Items, tell: Tell): Briefing {
  const missing = check(briefing, evidence).filter((each) => each.code === "missing-mention" || each.code === "missing-gap");
  const ids = new Set(missing.flatMap((each) => each.ids));
  const judged = evidence.judged.filter((each) => ids.has(each.finding.key));
  const failed = evidence.sources.filter((health) => ids.has(health.source));
  return { ...briefing, gaps: [...briefing.gaps, ...failed.map(gapOf)], sections: withRisks(briefing.sections, judged, items, tell) };
}

function withRisks(sections: readonly Section[], judged: readonly JudgedFinding[], items: Items, tell: Tell): readonly Section[] {
  if (judged.length === 0) return sections;
  const present = sections.find((section) => section.id === "risks" && section.style === "numbered");
  const space = Math.max(1, MOST_RISKS - (present?.bullets.length ?? 0));
  const full = judged.slice(0, space).map((each) => tell(each, items));
  const rest = judged.slice(space);
  const risks: Section = { id: "risks", title: "At risk", style: "numbered", bullets: [...(present?.bullets ?? []), ...full] };
  const more: Section = { id: "risks", title: "Also at risk", style: "line", bullets: namesOf(rest, items, MOST_NAMES) };
  return [risks, ...(rest.length > 0 ? [more] : []), ...sections.filter((section) => section !== present)];
}

function isSame(a: Place, b: Place): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
