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
  | { kind: "same" | "moved" | "changed"; then: ComparedLine; now: ComparedLine }
  | { kind: "only-then"; then: ComparedLine }
  | { kind: "only-now"; now: ComparedLine };

/** Two briefings of the same data, line by line. */
export interface Comparison {
  /** Whether they are the same in everything, also in what a reader does not see. */
  isIdentical: boolean;
  /** In the order of the second; what only the first has stands where it would. */
  lines: readonly LineChange[];
}

/** Compares what was said with what is said now. */
export function compareBriefings(then: Briefing, now: Briefing): Comparison {
  const [before, after] = [linesOf(then), linesOf(now)];
  return { isIdentical: canonicalJson(then) === canonicalJson(now), lines: inOrder(before, after, pair(before, after)) };
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
  const join = (kind: "same" | "moved" | "changed", then: ComparedLine, now: ComparedLine): void => {
    kindOf.set(now, kind);
    thenOf.set(now, then);
    free.delete(then);
  };
  for (const [then, now] of longestCommon(before, after)) join("same", then, now);
  const joinRest = (kind: "moved" | "changed", isLike: (then: ComparedLine, now: ComparedLine) => boolean): void => {
    for (const now of after.filter((line) => !thenOf.has(line))) {
      const then = [...free].find((line) => isLike(line, now));
      if (then) join(kind, then, now);
    }
  };
  joinRest("moved", (then, now) => keyOf(then) === keyOf(now));
  joinRest("changed", (then, now) => then.part === now.part && isAboutTheSame(then, now));
  return { kindOf, thenOf };
}

/** The lines of code about the whole of it are one of a kind; the others share what they rest on. */
function isAboutTheSame(then: ComparedLine, now: ComparedLine): boolean {
  const shares = (one: readonly string[], other: readonly string[]): boolean => one.some((each) => other.includes(each));
  if (then.flags.length > 0 || now.flags.length > 0) return shares(then.flags, now.flags);
  return shares(then.cites, now.cites) || (then.cites.length === 0 && now.cites.length === 0);
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
    const [then, now] = [before[row], after[column]];
    if (!then || !now) return common;
    if (keys[row] === others[column]) {
      common.push([then, now]);
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
    return gone.map((then) => ({ kind: "only-then", then }));
  };
  const changes = after.flatMap((now): LineChange[] => {
    const then = thenOf.get(now);
    const kind = kindOf.get(now);
    if (!then || !kind) return [{ kind: "only-now", now }];
    return [...(kind === "moved" ? [] : lost(before.indexOf(then))), { kind, then, now }];
  });
  return [...changes, ...lost(before.length)];
}
