import { citationOf, type Briefing, type Bullet, type Citation, type SectionId } from "../core/briefing.ts";
import { isMustMention } from "../core/finding.ts";
import type { Item } from "../core/item.ts";
import { derived, getFact, prose, type Prose } from "../core/prose.ts";
import { shorten } from "../lib/text.ts";
import { mostWordsIn, wordsOf } from "./whole.ts";
import type { Evidence } from "./violation.ts";

/** What goes first where there is too much to read. */
const LEAST_FIRST: readonly SectionId[] = ["counts", "changed", "open", "cleared", "today", "summary", "risks"];
/** Characters of one text from a source, where dropping lines was not enough. */
const SHORTER = [60, 30] as const;

/** A headline that counts the risks, and promises nothing else. */
export function mendHeadline(briefing: Briefing, items: ReadonlyMap<string, Item>): Briefing {
  const risks = briefing.sections.flatMap((section) => (section.id === "risks" ? section.bullets : []));
  const cited = [...new Set(risks.flatMap((bullet) => bullet.cites))].flatMap((id) => items.get(id) ?? []);
  if (cited.length === 0) {
    return { ...briefing, headline: risks.length > 0 ? prose`Something needs you.` : prose`Nothing is known to need you.` };
  }
  const count = derived(
    cited.length,
    "thing",
    cited.map((item) => getFact(item, "title")),
  );
  return { ...briefing, headline: prose`${count} ${cited.length === 1 ? "is" : "are"} at risk.` };
}

/** How much was looked at, counted from the evidence. */
export function mendCoverage(briefing: Briefing, { items }: Evidence): Briefing {
  const count = derived(
    items.length,
    "item",
    items.map((item) => getFact(item, "title")),
  );
  return { ...briefing, coverage: prose`Looked at ${count}.` };
}

/** Citations made anew from the items, each keeping its name where that was its own. */
export function mendCitations(briefing: Briefing, items: ReadonlyMap<string, Item>): Briefing {
  const bullets = [...briefing.sections.flatMap((section) => section.bullets), ...briefing.gaps];
  const cited = [...new Set(bullets.flatMap((bullet) => bullet.cites))].flatMap((id) => items.get(id) ?? []);
  const aliases = new Map<string, string>();
  for (const item of cited) aliases.set(freeAlias(item, briefing.citations, new Set(aliases.keys())), item.id);
  const citations = [...aliases].flatMap(([alias, id]) => {
    const item = items.get(id);
    return item ? [citationOf(alias, item)] : [];
  });
  return { ...briefing, citations };
}

/** As short as a briefing has to be: lines go before risks do, and what must be said stays, in fewer words. */
export function mendLength(briefing: Briefing, evidence: Evidence): Briefing {
  const must = new Set(evidence.judged.filter(isMustMention).map((each) => each.finding.key));
  const most = mostWordsIn(evidence);
  let current = briefing;
  while (wordsOf(current) > most) {
    const shorter = dropOne(current, must);
    if (shorter === undefined) break;
    current = shorter;
  }
  for (const length of SHORTER) {
    if (wordsOf(current) > most) current = shortenTexts(current, length);
  }
  return current;
}

function dropOne(briefing: Briefing, must: ReadonlySet<string>): Briefing | undefined {
  for (const id of LEAST_FIRST) {
    for (const [index, section] of briefing.sections.entries()) {
      const last = section.id === id ? section.bullets.findLastIndex((bullet) => !bullet.flags.some((flag) => must.has(flag))) : -1;
      if (last < 0) continue;
      const bullets = section.bullets.toSpliced(last, 1);
      return { ...briefing, sections: briefing.sections.with(index, { ...section, bullets }).filter((each) => each.bullets.length > 0) };
    }
  }
  return undefined;
}

function shortenTexts(briefing: Briefing, length: number): Briefing {
  const shorter = ({ cells, ...bullet }: Bullet): Bullet => ({
    ...bullet,
    text: shortenFacts(bullet.text, length),
    ...(cells && { cells: cells.map((cell) => shortenFacts(cell, length)) }),
  });
  const sections = briefing.sections.map((section) => ({ ...section, bullets: section.bullets.map(shorter) }));
  return { ...briefing, sections, gaps: briefing.gaps.map(shorter) };
}

function shortenFacts(text: Prose, length: number): Prose {
  return text.map((span) => {
    if (span.kind !== "fact" || span.form !== "text" || typeof span.fact.value !== "string") return span;
    return { ...span, fact: { ...span.fact, value: shorten(span.fact.value, length) } };
  });
}

function freeAlias(item: Item, citations: readonly Citation[], taken: ReadonlySet<string>): string {
  const own = citations.find((citation) => citation.item === item.id)?.alias;
  if (own !== undefined && !taken.has(own)) return own;
  const letter =
    own?.charAt(0) ??
    citations.find((citation) => citation.item.startsWith(`${item.source}:`))?.alias.charAt(0) ??
    item.source.charAt(0).toUpperCase();
  const used = new Set([...taken, ...citations.map((citation) => citation.alias)]);
  let number = 1;
  while (used.has(`${letter}${number}`)) number += 1;
  return `${letter}${number}`;
}
