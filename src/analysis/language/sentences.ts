import type { Letter } from "./reading.ts";

/** [start, end) in UTF-16 code units. */
export type Span = readonly [start: number, end: number];

/** A line shorter than this was not broken for want of room: the next one begins something new. */
const SHORT_LINE = 45;
/** What ends in a full stop without ending a sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:[a-z]|e\.g|i\.e|mr|mrs|ms|dr|prof|st|vs|no|nr|approx|incl|etc|inc|ltd|fig|ext|tel|bzw|z\.b|ca|a\.m|p\.m)\.$/i;
/** What follows the full stop of a day in German. */
const DAY_GOES_ON = /^(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)/;
const BULLET = /^[ \t]*(?:[-*•–·]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+/i;
const END = /[.!?…]+["'”’)\]]*(?=\s|$)/g;
const GREETING = /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe|lieber|bonjour|hola)\b[^.!?\n]{0,40},?$/i;

/** The sentences that a letter's writer wrote, as spans without the blanks around them; a bullet, a greeting and a heading are sentences of their own. */
export function findSentences({ text, quoteSpans }: Pick<Letter, "text" | "quoteSpans">): Span[] {
  return ownParts(text, quoteSpans).flatMap((part) => paragraphsIn(text, part).flatMap((paragraph) => sentencesIn(text, paragraph)));
}

/** What is left of the text where quotes are taken out, in its order. */
function ownParts(text: string, quoteSpans: readonly Span[]): Span[] {
  const parts: Span[] = [];
  let from = 0;
  for (const [start, end] of quoteSpans.toSorted((a, b) => a[0] - b[0])) {
    if (start > from) parts.push([from, start]);
    from = Math.max(from, end);
  }
  if (from < text.length) parts.push([from, text.length]);
  return parts;
}

/** Lines that belong together: a line goes on in the next one only where it seems to have been broken for want of room. */
function paragraphsIn(text: string, [start, end]: Span): Span[] {
  const found: Span[] = [];
  let from = start;
  let lineStart = start;
  while (lineStart < end) {
    const breakAt = text.indexOf("\n", lineStart);
    const lineEnd = breakAt === -1 || breakAt >= end ? end : breakAt;
    const next = lineEnd + 1;
    if (next >= end || !goesOn(text.slice(lineStart, lineEnd), nextLine(text, next, end))) {
      found.push([from, lineEnd]);
      from = next;
    }
    lineStart = next;
  }
  return found;
}

function nextLine(text: string, start: number, end: number): string {
  const lineEnd = text.indexOf("\n", start);
  return text.slice(start, lineEnd === -1 || lineEnd > end ? end : lineEnd);
}

function goesOn(line: string, next: string): boolean {
  const [here, after] = [line.trim(), next.trim()];
  if (here === "" || after === "" || BULLET.test(next) || GREETING.test(here) || here.endsWith(":")) return false;
  return here.length >= SHORT_LINE || /^\p{Ll}/u.test(after);
}

function sentencesIn(text: string, [start, end]: Span): Span[] {
  const paragraph = text.slice(start, end);
  const spans: Span[] = [];
  let from = BULLET.exec(paragraph)?.[0].length ?? 0;
  for (const match of paragraph.matchAll(END)) {
    const to = match.index + match[0].length;
    if (to <= from || !endsHere(paragraph, from, to)) continue;
    spans.push([from, to]);
    from = to;
  }
  spans.push([from, paragraph.length]);
  return spans.flatMap(([a, b]) => trimmed(text, start + a, start + b));
}

function endsHere(paragraph: string, from: number, to: number): boolean {
  const after = paragraph.slice(to, to + 40).trimStart();
  if (/^\p{Ll}/u.test(after) && /[.…]["'”’)\]]*$/.test(paragraph.slice(from, to))) return false;
  if (/\d\.$/.test(paragraph.slice(from, to)) && DAY_GOES_ON.test(after)) return false;
  return !ABBREVIATION.test(paragraph.slice(Math.max(from, to - 12), to)) || after === "";
}

/** The span without the blanks at its ends; nothing where it has no letter and no digit. */
function trimmed(text: string, start: number, end: number): Span[] {
  const words = text.slice(start, end);
  if (!/[\p{L}\p{N}?]/u.test(words)) return [];
  return [[start + (words.length - words.trimStart().length), start + words.trimEnd().length]];
}
