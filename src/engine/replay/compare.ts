import type { Briefing, Bullet } from "../../core/briefing.ts";
import { canonicalJson } from "../../lib/hash.ts";
import { textOf, type Reader } from "../../render/prose.ts";
import { writingWords } from "../../render/writing-words.ts";

/** A line of a briefing, and what it rests on. */
export interface ComparedLine {
  /** What it stands under. */
  part: string;
  text: string;
  by: "code" | "model";
  /** Ids of items, and keys of findings. */
  cites: readonly string[];
  flags: readonly string[];
}

/** What became of a line: `moved` where it stands elsewhere, `changed` where it says something else of the same. */
export type LineChange =
  | { kind: "same" | "moved" | "changed"; was: ComparedLine; is: ComparedLine }
  | { kind: "only-then"; was: ComparedLine }
  | { kind: "only-now"; is: ComparedLine };

/** Two briefings of the same data, line by line. */
export interface Comparison {
  /** Whether they are the same in everything, also in what a reader does not see. */
  isIdentical: boolean;
  /** In the order of the second; what only the first has stands where it would. */
  lines: readonly LineChange[];
}

/** Compares what was said with what is said now. */
export function compareBriefings(was: Briefing, is: Briefing): Comparison {
  const [before, after] = [linesOf(was), linesOf(is)];
  return { isIdentical: canonicalJson(was) === canonicalJson(is), lines: inOrder(before, after, pair(before, after)) };
}

/** A briefing as the lines that its reader reads. */
export function linesOf(briefing: Briefing): ComparedLine[] {
  const reader: Reader = { timezone: briefing.timezone, asOf: briefing.asOf };
  const ours = (part: string, text: string): ComparedLine => ({ part, text, by: "code", cites: [], flags: [] });
  const toLine =
    (part: string) =>
    ({ text, by, cites, flags }: Bullet): ComparedLine => ({ part, text: textOf(text, reader), by: by ?? "code", cites, flags });
  return [
    ours("Headline", textOf(briefing.headline, reader)),
    ...briefing.sections.flatMap(({ title, bullets }) => bullets.map(toLine(title))),
    ...briefing.gaps.map(toLine("Could not check")),
    ours("Coverage", textOf(briefing.coverage, reader)),
    ...(briefing.writing ? [ours("Written by", writingWords(briefing.writing).trim())] : []),
  ];
}

/** Which line of the second is which of the first, and how. */
interface Pairs {
  kindOf: ReadonlyMap<ComparedLine, Exclude<LineChange["kind"], "only-then" | "only-now">>;
  thenOf: ReadonlyMap<ComparedLine, ComparedLine>;
}

/** First what stands where it stood, then the same words elsewhere, then other words about the same. */
function pair(before: readonly ComparedLine[], after: readonly ComparedLine[]): Pairs {
  const kindOf = new Map<ComparedLine, "same" | "moved" | "changed">();
  const thenOf = new Map<ComparedLine, ComparedLine>();
  const free = new Set(before);
  const join = (kind: "same" | "moved" | "changed", was: ComparedLine, is: ComparedLine): void => {
    kindOf.set(is, kind);
    thenOf.set(is, was);
    free.delete(was);
  };
  for (const [was, is] of longestCommon(before, after)) join("same", was, is);
  const joinRest = (kind: "moved" | "changed", isLike: (was: ComparedLine, is: ComparedLine) => boolean): void => {
    for (const is of after.filter((line) => !thenOf.has(line))) {
      const was = [...free].find((line) => isLike(line, is));
      if (was) join(kind, was, is);
    }
  };
  joinRest("moved", (was, is) => keyOf(was) === keyOf(is));
  joinRest("changed", (was, is) => was.part === is.part && isAboutTheSame(was, is));
  return { kindOf, thenOf };
}

/** The lines of code about the whole of it are one of a kind; the others share what they rest on. */
function isAboutTheSame(was: ComparedLine, is: ComparedLine): boolean {
  const shares = (one: readonly string[], other: readonly string[]): boolean => one.some((each) => other.includes(each));
  if (was.flags.length > 0 || is.flags.length > 0) return shares(was.flags, is.flags);
  return shares(was.cites, is.cites) || (was.cites.length === 0 && is.cites.length === 0);
}

function keyOf(line: ComparedLine): string {
  return canonicalJson(line);
}

/** The longest row of lines that both have in the same order. */
function longestCommon(before: readonly ComparedLine[], after: readonly ComparedLine[]): [ComparedLine, ComparedLine][] {
  const [keys, others] = [before.map(keyOf), after.map(keyOf)];
  const lengths = Array.from({ length: keys.length + 1 }, () => Array.from({ length: others.length + 1 }, () => 0));
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0;
  for (let row = keys.length - 1; row >= 0; row -= 1) {
    for (let column = others.length - 1; column >= 0; column -= 1) {
      const length = keys[row] === others[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      lengths[row]?.splice(column, 1, length);
    }
  }
  const common: [ComparedLine, ComparedLine][] = [];
  for (let row = 0, column = 0; ;) {
    const [was, is] = [before[row], after[column]];
    if (!was || !is) return common;
    if (keys[row] === others[column]) {
      common.push([was, is]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
}

function inOrder(before: readonly ComparedLine[], after: readonly ComparedLine[], { kindOf, thenOf }: Pairs): LineChange[] {
  const joined = new Set(thenOf.values());
  let from = 0;
  const lost = (to: number): LineChange[] => {
    const gone = before.slice(from, to).filter((line) => !joined.has(line));
    from = Math.max(from, to);
    return gone.map((was) => ({ kind: "only-then", was }));
  };
  const changes = after.flatMap((is): LineChange[] => {
    const was = thenOf.get(is);
    const kind = kindOf.get(is);
    if (!was || !kind) return [{ kind: "only-now", is }];
    return [...(kind === "moved" ? [] : lost(before.indexOf(was))), { kind, was, is }];
  });
  return [...changes, ...lost(before.length)];
}
