import { isFooter, findSignature } from "./endings.ts";
import { findHistory } from "./history.ts";
import { linesOf, type Line } from "./lines.ts";

/**
 * The parts of a letter that its writer did not write for this letter: what is quoted or forwarded, signatures, and what is added by law
 * or for those who want no more of it. Spans are [start, end) in UTF-16 code units, in order, and do not overlap.
 */
export function findQuoteSpans(text: string): [number, number][] {
  const lines = linesOf(text);
  const isForeign = findHistory(lines);
  for (const [from, to] of runsOf(isForeign, false)) markEnding(lines, isForeign, from, to);
  closeGaps(lines, isForeign);
  return runsOf(isForeign, true).flatMap(([from, to]) => spanOf(lines.slice(from, to)));
}

/** From and to of each run of lines that are marked so. */
function runsOf(marks: readonly boolean[], wanted: boolean): [number, number][] {
  const runs: [number, number][] = [];
  for (const [index, mark] of marks.entries()) {
    const last = runs.at(-1);
    if (mark !== wanted) continue;
    if (last?.[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

/** Marks the footers that a run of own lines ends with, and then the signature before them. */
function markEnding(lines: readonly Line[], isForeign: boolean[], from: number, to: number): void {
  let end = to;
  for (let [start, stop] = lastParagraph(lines, from, end); start < stop && isFooter(lines.slice(start, stop));) {
    end = start;
    [start, stop] = lastParagraph(lines, from, end);
  }
  const signature = findSignature(lines.slice(from, end));
  isForeign.fill(true, signature === undefined ? end : from + signature, to);
}

/** The lines between the last two empty ones before `to`; an empty span where there are none. */
function lastParagraph(lines: readonly Line[], from: number, to: number): [number, number] {
  let stop = to;
  while (stop > from && isBlank(lines[stop - 1])) stop -= 1;
  let start = stop;
  while (start > from && !isBlank(lines[start - 1])) start -= 1;
  return [start, stop];
}

/** Empty lines between two foreign parts belong to them. */
function closeGaps(lines: readonly Line[], isForeign: boolean[]): void {
  for (const [from, to] of runsOf(isForeign, false)) {
    if (from > 0 && to < lines.length && lines.slice(from, to).every(isBlank)) isForeign.fill(true, from, to);
  }
}

function spanOf(lines: readonly Line[]): [number, number][] {
  const written = lines.filter((line) => !isBlank(line));
  const [first, last] = [written[0], written.at(-1)];
  return first && last ? [[first.start, last.end]] : [];
}

function isBlank(line: Line | undefined): boolean {
  return line !== undefined && line.text.trim() === "";
}
