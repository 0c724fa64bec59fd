import type { Span } from "./words.ts";

/** A sentence, or what stands by itself as a heading, an item of a list or a row of a table does. */
export interface Passage {
  span: Span;
  /** True where it stands above what it is about. */
  isHeading: boolean;
  /** True for a few words without a verb's end, such as the name of a value that follows. */
  isLabel: boolean;
}

const MARKED = /^\s{0,3}#{1,6}\s+\S/;
const BOLD = /^\s*(?:\*\*|__)[^*_]+(?:\*\*|__):?\s*$/;
const NUMBERED = /^\s*(?:(?:article|section|clause|§)\s*)?\d{1,2}(?:\.\d{1,2})*[.)]?\s+\S/i;
const ITEM = /^\s*(?:[-*+•–]|\(?[a-z]{1,4}\)|\(?\d{1,2}(?:\.\d{1,2})*[.)])\s+/i;
const ROW = /^\s*\|/;
const RULE = /^\s*(?:[-*_=]\s*){3,}$/;
/** `**Confidentiality.** Each party ...` */
const BOLD_START = /^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?(\*\*|__)[\p{Lu}\d][^*_\n]{2,60}\1[.:]?(?=\s+\S)/u;
/** `4.1 Confidentiality. Each party ...` */
const NUMBERED_START = /^\s*\d{1,2}(?:\.\d{1,2})*[.)]?\s+\p{Lu}[^.:;!?\n]{2,60}[.:](?=\s+\S)/u;
const VERB = /\s(?:is|are|be|was|has|have|shall|may|must|will|can|does|do)\s/;
/** A line shorter than this was not broken for want of room. */
const SHORT_LINE = 45;
/** What stands before the first letter of a heading: a line of blanks or digits may be as long as a file. */
const LONGEST_LEAD = 60;
const MOST_HEADING_WORDS = 10;
const MOST_LABEL_WORDS = 6;
const END = /[.;!?]["'”’)\]*_]*(?=\s+["'“‘([*_]*[\p{Lu}\d(])/gu;
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{L}|ltd|inc|co|corp|no|nos|art|sec|cl|para|e\.g|i\.e|mr|mrs|ms|dr|st|vs|approx|ca|bn|gmbh|u\.s|u\.k)\.$/iu;

interface Line {
  span: Span;
  text: string;
}

/** The passages of a document in their order. */
export function passagesIn(text: string): Passage[] {
  const lines = linesOf(text);
  const passages: Passage[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || line.text.trim() === "" || RULE.test(line.text)) continue;
    if (isHeading(lines, at)) {
      passages.push({ span: trimmed(text, line.span), isHeading: true, isLabel: true });
      continue;
    }
    let last = at;
    while (goesOn(lines, last)) last += 1;
    const end = lines[last]?.span[1] ?? line.span[1];
    passages.push(...sentencesIn(text, [line.span[0], end]));
    at = last;
  }
  return passages;
}

/** Titles of sections, those included that a paragraph begins with. */
export function titlesIn(text: string, passages: readonly Passage[]): Span[] {
  const runIn = linesOf(text).flatMap(({ text: line, span }): Span[] => {
    const [start] = BOLD_START.exec(line) ?? NUMBERED_START.exec(line) ?? [];
    const isTitle = start !== undefined && !VERB.test(start) && start.trim().split(/\s+/).length <= MOST_LABEL_WORDS;
    return isTitle ? [[span[0], span[0] + start.length]] : [];
  });
  return [...passages.flatMap(({ isHeading: isTitle, span }) => (isTitle ? [span] : [])), ...runIn];
}

function linesOf(text: string): Line[] {
  let at = 0;
  return text.split("\n").map((line): Line => {
    const span: Span = [at, at + line.length];
    at += line.length + 1;
    return { span, text: line.replace(/^(?:\s*>)+\s?/, "").replace(/\r$/, "") };
  });
}

function isHeading(lines: readonly Line[], at: number): boolean {
  const text = lines[at]?.text ?? "";
  const next = lines[at + 1]?.text ?? "";
  if (MARKED.test(text) || BOLD.test(text) || /^\s*(?:={3,}|-{3,})\s*$/.test(next)) return true;
  if (ROW.test(text) || /[.;,!?]\s*$/.test(text) || text.trim().split(/\s+/).length > MOST_HEADING_WORDS) return false;
  const isAlone = (lines[at - 1]?.text ?? "").trim() === "" && next.trim() === "";
  const isCapitals = /\p{Lu}{3}/u.test(text) && text === text.toUpperCase();
  return (
    isCapitals ||
    (isAlone &&
      !/^\s*[-*+•]\s/.test(text) &&
      !/\d\s*(?:days?|%|months?|years?)/i.test(text) &&
      /^\W*\d*[\d.)]*\s*\p{Lu}/u.test(text.slice(0, LONGEST_LEAD)) &&
      !text.includes(": "))
  );
}

/** Whether a line goes on in the next one. */
function goesOn(lines: readonly Line[], at: number): boolean {
  const [here, next] = [lines[at]?.text ?? "", lines[at + 1]?.text];
  if (next === undefined || next.trim() === "" || ROW.test(here) || ROW.test(next) || RULE.test(next)) return false;
  if (isHeading(lines, at + 1) || isBegun(next)) return false;
  return here.trim().length >= SHORT_LINE || /^\s*["'“(*_]*[\p{Ll}\d(]/u.test(next) || /[-,]$/.test(here.trim());
}

/** An item of a list, or a numbered paragraph; `30 days` at the start of a line is none. */
function isBegun(line: string): boolean {
  return ITEM.test(line) || (NUMBERED.test(line) && /^\s*(?:\D+)?\d+(?:\.\d+)*[.)]?\s+["“]?\p{Lu}/u.test(line));
}

function sentencesIn(text: string, [start, end]: Span): Passage[] {
  const paragraph = text.slice(start, end);
  const spans: Span[] = [];
  const head = ITEM.exec(paragraph)?.[0].length ?? 0;
  let from = 0;
  for (const match of paragraph.matchAll(END)) {
    const to = match.index + match[0].length;
    if (to <= head || ABBREVIATION.test(paragraph.slice(Math.max(from, to - 12), to))) continue;
    if (/^\s*\d+(?:\.\d+)*\.$/.test(paragraph.slice(from, to))) continue;
    spans.push([start + from, start + to]);
    from = to;
  }
  spans.push([start + from, end]);
  return spans.flatMap((span) => {
    const own = trimmed(text, span);
    const words = text.slice(own[0], own[1]);
    if (!/[\p{L}\p{N}]/u.test(words)) return [];
    const isLabel = words.split(/\s+/).length <= MOST_LABEL_WORDS && !/[.;!?]$/.test(words);
    return [{ span: own, isHeading: false, isLabel }];
  });
}

function trimmed(text: string, [start, end]: Span): Span {
  const words = text.slice(start, end);
  return [start + (words.length - words.trimStart().length), start + words.trimEnd().length];
}
