import type { Log, LogLine } from "./log.ts";
import { CALLED, CONTINUED, PASSED, REGION, WEIGHT } from "./parameters.ts";
import { findPrimary } from "./primary-error.ts";

/** Which way led to a region: what is new beside a green log, what points at a failure, or what stands before the exit. */
export type RegionMode = "difference" | "anchors" | "exit" | "nothing";

/** Why one line is in a region. */
export interface Reason {
  readonly line: number;
  /** Name of a parameter. */
  readonly by: string;
  /** With all that raised and lowered it. */
  readonly weight: number;
}

/** The lines of a log that tell what went wrong. */
export interface Region {
  readonly lines: readonly LogLine[];
  readonly primary: LogLine | null;
  readonly mode: RegionMode;
  /** Heaviest first. */
  readonly reasons: readonly Reason[];
  readonly step: string | null;
}

interface Weighed extends LogLine {
  readonly final: number;
  /** By how much it counts for less, since there are many like it. */
  readonly often: number;
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** Characters of a line, from its start, by which it is known as part of a trace. */
const LONGEST_TRIED = 300;

/** Finds them. Lines of a log that said nothing, or ended well, are none. What is said often points at a failure only where nothing else does. */
export function findRegion(log: Log): Region {
  const lines = weigh(log);
  const told = regionIn(lines, log);
  return told.mode === "nothing" ? regionIn(lines.map(asRare), log) : told;
}

function asRare({ final, often, ...line }: Weighed): Weighed {
  return { ...line, final: final * often, often: 1 };
}

function regionIn(lines: readonly Weighed[], log: Log): Region {
  const different = log.isCompared ? differentBlocks(lines, log.exit) : [];
  const anchored = different.length > 0 ? [] : anchoredBlocks(lines, log.exit);
  const mode = different.length > 0 ? "difference" : anchored.length > 0 ? "anchors" : log.exit === null ? "nothing" : "exit";
  const blocks = mode === "exit" || mode === "nothing" ? lastBlock(lines, log) : [...different, ...anchored];
  const most = mode === "difference" ? REGION.mostDifferent : REGION.mostAnchored;
  const { chosen, best } = choose(lines, blocks, most);
  const primary = findPrimary(chosen, best);
  return { lines: chosen, primary, mode, reasons: reasonsOf(chosen), step: stepOf(log, primary) };
}

function stepOf({ steps, lines, exit }: Log, primary: LogLine | null): string | null {
  const failed = lines.find(({ number }) => number === exit) ?? primary;
  return (failed && steps[failed.step]?.name.replace(/^Run /, "")) || null;
}

function weigh(log: Log): Weighed[] {
  const counts = new Map<string, number>();
  const keyOf = (line: LogLine): string => line.text.replaceAll(/\d+/g, "0");
  const anchors = log.lines.filter(({ weight }) => weight > 0);
  for (const line of anchors) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  const failed = log.lines.find(({ number }) => number === log.exit)?.step;
  const isNamed = failed !== undefined && log.steps[failed]?.name !== "";
  const rowOf = rows();
  return log.lines.map((line) => {
    if (line.weight === 0) return { ...line, final: 0, often: 1 };
    const fresh = log.isCompared && !line.isKnown ? WEIGHT.fresh : 0;
    const known = line.isKnown ? WEIGHT.known : 1;
    const elsewhere = isNamed && line.step !== failed ? WEIGHT.otherStep : 1;
    const row = rowOf(line);
    const often = 1 + WEIGHT.frequent * Math.max(0, row - WEIGHT.often, (counts.get(keyOf(line)) ?? 0) - WEIGHT.often);
    return { ...line, final: ((line.weight + fresh) * known * elsewhere * nearness(line.number, log)) / often, often };
  });
}

/** How many lines in a row, up to this one, are anchors by the same name: of those that bear one mark the first say most. */
function rows(): (line: LogLine) => number {
  let [last, count]: [string | null, number] = [null, 0];
  return ({ by }) => {
    const name = by?.replace(", negative", "") ?? null;
    count = name === last ? count + 1 : 1;
    last = name;
    return count;
  };
}

function nearness(number: number, { exit, total }: Log): number {
  const before = (exit ?? total) - number;
  if (before < 0) return WEIGHT.after / (1 - before / WEIGHT.afterReach);
  return WEIGHT.base + (1 - WEIGHT.base) / (1 + before / WEIGHT.reach);
}

/** Blocks of lines that no green log has, before the exit; all of them where none has an anchor. */
function differentBlocks(lines: readonly Weighed[], exit: number | null): Block[] {
  const isNew = ({ isKnown, number }: Weighed): boolean => !isKnown && (exit === null || number <= exit);
  const blocks = blocksOf(lines, isNew, REGION.differenceGap);
  const anchored = blocks.filter(({ start, end }) => lines.slice(start, end + 1).some(isAnchor));
  return (anchored.length > 0 ? anchored : blocks).toSorted(byScore);
}

function isAnchor({ weight, exit }: Weighed): boolean {
  return weight >= REGION.differenceAnchor && exit === null;
}

function anchoredBlocks(lines: readonly Weighed[], exit: number | null): Block[] {
  const blocks = blocksOf(lines, ({ final }) => final >= REGION.anchorLeast, REGION.mergeGap).toSorted(byScore);
  const least = (blocks[0]?.score ?? 0) * REGION.blockLeast;
  const kept = blocks.filter(({ score }) => score >= least).slice(0, REGION.mostBlocks);
  return kept.map((block) => widened(lines, block, exit));
}

function lastBlock(lines: readonly Weighed[], { exit }: Log): Block[] {
  if (exit === null) return [];
  const end = lines.findIndex(({ number }) => number === exit);
  return [{ start: Math.max(0, end - REGION.fallBack), end, score: 0 }];
}

function blocksOf(lines: readonly Weighed[], isPart: (line: Weighed) => boolean, gap: number): Block[] {
  const blocks: Block[] = [];
  let [start, end] = [-1, -1];
  const close = (): void => void (start >= 0 && blocks.push({ start, end, score: scoreOfBlock(lines, start, end) }));
  for (const [index, line] of lines.entries()) {
    if (!isPart(line)) continue;
    if (start >= 0 && line.number - (lines[end]?.number ?? 0) <= gap + 1) end = index;
    else {
      close();
      [start, end] = [index, index];
    }
  }
  close();
  return blocks;
}

function scoreOfBlock(lines: readonly Weighed[], start: number, end: number): number {
  const weights: number[] = [];
  for (let at = start; at <= end; at += 1) if ((lines[at]?.final ?? 0) > 0) weights.push(lines[at]?.final ?? 0);
  weights.sort((a, b) => b - a);
  const sum = (from: number, to?: number): number => weights.slice(from, to).reduce((total, each) => total + each, 0);
  return (weights[0] ?? 0) + REGION.blockSecond * sum(1, 6) + REGION.blockRest * sum(6);
}

/** Earlier before later, where nothing else tells them apart. */
function byScore(a: Block, b: Block): number {
  return b.score - a.score || a.start - b.start;
}

/** With some lines around it, and the whole of a trace or a comparison that goes on beyond them; what runs after the exit is something else. */
function widened(lines: readonly Weighed[], { start, end, score }: Block, exit: number | null): Block {
  const from = Math.max(0, start - REGION.before);
  let to = end;
  const last = Math.min(lines.length - 1, end + REGION.mostExtended);
  while (to < last && goesOn(lines[to + 1])) to += 1;
  let wide = Math.min(lines.length - 1, Math.max(to, end + REGION.after));
  while (wide < last && isCall(lines[wide]) && isCall(lines[wide + 1])) wide += 1;
  const isBeyond = ({ number }: Weighed): boolean => exit !== null && number > exit;
  const first = lines.slice(end + 1, wide + 1).findIndex(isBeyond);
  return { start: from, end: first === -1 ? wide : end + first, score };
}

function goesOn(line: Weighed | undefined): boolean {
  return CONTINUED.test(line?.text.slice(0, LONGEST_TRIED) ?? "") || isCall(line);
}

function isCall(line: Weighed | undefined): boolean {
  return CALLED.test(line?.text.slice(0, LONGEST_TRIED) ?? "");
}

/** A test that passed tells nothing of one that did not; where nothing tells, what went well last does. */
function withoutPassed(block: readonly Weighed[]): readonly Weighed[] {
  return block.some(isAnchor) ? block.filter(({ text }) => !PASSED.test(text.slice(0, LONGEST_TRIED))) : block;
}

/** The lines of the blocks, the heaviest block first, up to `most`: where one is too long, the part of it that weighs most. */
function choose(lines: readonly Weighed[], blocks: readonly Block[], most: number): { chosen: Weighed[]; best: ReadonlySet<number> } {
  const chosen = new Map<number, Weighed>();
  const isTold = teller();
  let best: ReadonlySet<number> | undefined;
  for (const { start, end } of blocks) {
    const part = withoutPassed(lines.slice(start, end + 1)).filter((line) => isTold(line) && !chosen.has(line.number));
    const kept = heaviest(part, most - chosen.size);
    for (const line of kept) chosen.set(line.number, line);
    best ??= new Set(kept.map(({ number }) => number));
    if (chosen.size >= most) break;
  }
  return { chosen: [...chosen.values()].toSorted((a, b) => a.number - b.number), best: best ?? new Set() };
}

/** Which lines are told, asked in their order: of equal ones the first few, and of a trace as much as of the line that it belongs to. */
function teller(): (line: Weighed) => boolean {
  const seen = new Map<string, number>();
  const calls = new Map<string, number>();
  let isHeadTold = true;
  return (line) => {
    const key = line.text.replaceAll(/\d+/g, "0");
    if (key === "") return false;
    if (isCall(line)) return isHeadTold && addTo(calls, key) <= REGION.mostRepeats;
    const isTold = addTo(seen, key) <= REGION.mostRepeats;
    if (!/\w/.test(key)) return isTold;
    calls.clear();
    isHeadTold = isTold;
    return isTold;
  };
}

function addTo(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}

/** So many lines that follow one another and weigh most; the first of equals. */
function heaviest(part: readonly Weighed[], most: number): readonly Weighed[] {
  if (part.length <= most) return part;
  let weight = part.slice(0, most).reduce((sum, { final }) => sum + final, 0);
  let [bestWeight, bestStart] = [weight, 0];
  for (let start = 1; start + most <= part.length; start += 1) {
    weight += (part[start + most - 1]?.final ?? 0) - (part[start - 1]?.final ?? 0);
    if (weight > bestWeight + 1e-9) [bestWeight, bestStart] = [weight, start];
  }
  return part.slice(bestStart, bestStart + most);
}

function reasonsOf(chosen: readonly Weighed[]): Reason[] {
  return chosen
    .filter(({ final }) => final > 0)
    .map(({ number, by, isKnown, final }) => ({
      line: number,
      by: isKnown ? `${by}, known` : (by ?? ""),
      weight: Math.round(final * 1000) / 1000,
    }))
    .toSorted((a, b) => b.weight - a.weight || a.line - b.line);
}
