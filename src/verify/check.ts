import type { Briefing, Section, SectionId } from "../core/briefing.ts";
import type { Prose } from "../core/prose.ts";
import { checkBullet, checkSentence } from "./bullet.ts";
import { checkCells, checkChart } from "./cells.ts";
import { lookUp, type Lookup } from "./lookup.ts";
import type { Evidence, Place, Violation } from "./violation.ts";
import { checkCitations, checkHeadline, checkLength, checkMentions, checkSections, placesOf } from "./whole.ts";

/** Sections whose lines only count, or speak of sources. */
const UNCITED: ReadonlySet<SectionId> = new Set(["counts"]);

/**
 * Holds every line of a briefing against its evidence, whoever wrote it, and looks for what is left out.
 * Knows nothing of how briefings are made; an empty answer means that nothing is wrong.
 */
export function check(briefing: Briefing, evidence: Evidence): Violation[] {
  const lookup = lookUp(briefing, evidence);
  return [
    ...checkLine("headline", briefing.headline, lookup),
    ...checkHeadline(lookup),
    ...(briefing.news ? checkNews(briefing.news, lookup) : []),
    ...placesOf(briefing).flatMap(({ bullet, place, section }) => checkBullet(bullet, place, !UNCITED.has(section), lookup)),
    ...briefing.sections.flatMap((section, index) => checkLook(section, index, lookup)),
    ...checkSections(lookup),
    ...briefing.gaps.flatMap((gap, bullet) => checkBullet(gap, { part: "gaps", bullet }, false, lookup)),
    ...checkLine("coverage", briefing.coverage, lookup),
    ...checkCitations(lookup),
    ...checkMentions(lookup),
    ...checkLength(lookup),
  ];
}

/** What a section looks like where there is room: as a table, and as a picture. */
function checkLook(section: Section, index: number, lookup: Lookup): Violation[] {
  const { chart, bullets } = section;
  return [
    ...bullets.flatMap((bullet, at) => checkCells(bullet, section, { part: "sections", section: index, bullet: at }, lookup)),
    ...(chart ? checkChart(chart, { part: "charts", section: index }, lookup) : []),
  ];
}

/** It stands where nothing can be cited. */
function checkNews(news: Prose, lookup: Lookup): Violation[] {
  const shown = news.flatMap((span) => (span.kind === "fact" ? span.fact.item : []));
  const message = "expected news to count what there is, got words of an item, which can't be cited there";
  const hint = "Tell of it in a section.";
  return [
    ...checkLine("news", news, lookup),
    ...(shown.length > 0 ? [{ code: "uncited" as const, place: { part: "news" as const }, message, hint, ids: shown }] : []),
  ];
}

function checkLine(part: "headline" | "news" | "coverage", text: Prose, lookup: Lookup): Violation[] {
  const place: Place = { part };
  return checkSentence({ text, cites: [], flags: [] }, place, lookup);
}
