import type { Briefing, Bullet } from "../../core/briefing.ts";
import { isOwnFact } from "../../core/item.ts";
import type { Prose, Span } from "../../core/prose.ts";
import { shorten } from "../../lib/text.ts";

/** How much room each part gets. */
export interface Room {
  /** Characters of one text from a source. */
  textLength: number;
  risks: number;
  /** Lines of a model. */
  summary: number;
  today: number;
  /** Lines of news that keep their details; those behind keep their counts. */
  changed: number;
  /** Names in a line that only counts the rest. */
  names: number;
  /** Flags below the show rule that are named. */
  small: number;
  /** What sources say of themselves: told whole or not at all. */
  notes: number;
}

/** The parts of a briefing that are arranged; all but what it is about and the news are read in it, so that their words count. */
export type Layout = Pick<Briefing, "about" | "headline" | "news" | "sections" | "gaps" | "coverage">;

/** Where even the tighter ones do not do. */
export const TIGHTEST: Room = { textLength: 40, risks: 3, summary: 2, today: 2, changed: 0, names: 1, small: 0, notes: 1 };

/** From what a reader would like to what still fits when every text is long. */
export const ROOMS: readonly Room[] = [
  { textLength: 160, risks: 5, summary: 6, today: 8, changed: 8, names: 5, small: 6, notes: 3 },
  { textLength: 160, risks: 5, summary: 6, today: 8, changed: 8, names: 5, small: 0, notes: 3 },
  { textLength: 80, risks: 5, summary: 6, today: 6, changed: 6, names: 4, small: 0, notes: 3 },
  { textLength: 80, risks: 5, summary: 5, today: 6, changed: 3, names: 4, small: 0, notes: 3 },
  { textLength: 60, risks: 5, summary: 4, today: 4, changed: 1, names: 3, small: 0, notes: 2 },
  { textLength: 50, risks: 4, summary: 3, today: 3, changed: 0, names: 2, small: 0, notes: 2 },
];

/** What a source says of itself is our own sentence, and is cut only where it would fill the page. */
const LONGEST_OWN = 200;

/** Sentences whose texts from sources are cut to the room there is. */
export function fitText(text: Prose, { textLength }: Room): Prose {
  return text.map((span) => {
    if (span.kind !== "fact" || span.form !== "text" || typeof span.fact.value !== "string") return span;
    const length = isOwnFact(span.fact) ? LONGEST_OWN : textLength;
    return { ...span, fact: { ...span.fact, value: shorten(span.fact.value, length) } };
  });
}

/** A line, and its cells, within the room there is. */
export function fitBullet({ cells, ...bullet }: Bullet, room: Room): Bullet {
  const fitted = { ...bullet, text: fitText(bullet.text, room) };
  return cells === undefined ? fitted : { ...fitted, cells: cells.map((cell) => fitText(cell, room)) };
}

/** Words as a reader counts them, titles of sections included. */
export function wordsIn({ headline, sections, gaps, coverage }: Layout): number {
  const bullets = [...sections.flatMap((section) => section.bullets), ...gaps];
  const lines = [headline, coverage, ...bullets.map((bullet) => bullet.text)].map((line) => line.map(textOf).join(""));
  return [...lines, ...sections.map((section) => section.title)].join(" ").split(/\s+/).filter(Boolean).length;
}

function textOf(span: Span): string {
  if (span.kind === "text" || span.kind === "strong") return span.text;
  if (span.kind === "derived") return `${span.derived.value} ${span.derived.unit}`;
  if (span.form === "date") return "Thu 19 Nov";
  return span.form === "instant" ? "Thu 19 Nov 09:00" : String(span.fact.value);
}
