import { shortenShown } from "../../lib/text.ts";
import { defang } from "../defang.ts";
import type { Block, Evidence, Line, Page } from "../page.ts";

/** A part of the letter, and how many of its lines are left out. */
export interface LetterBlock extends Block {
  leftOut: number;
}

/** A page as long as mail may be. */
export interface Letter extends Omit<Page, "blocks"> {
  /** As in the header. */
  subject: string;
  /** The id of the run, by which the whole is found. */
  run: string;
  /** The name of a file that goes along and holds the whole; absent where none does. */
  attached?: string;
  blocks: readonly LetterBlock[];
  /** Of the whole letter. */
  leftOut: { lines: number; evidence: number };
}

/** Lines of each block, the most first. The last fits always: what is left of a block then is its title, and how much it held. */
export const LENGTHS = [Infinity, 64, 32, 16, 8, 4, 2, 1, 0] as const;

/** The rest are counted where a page has so many. */
const MOST_BLOCKS = 40;
const MOST_EVIDENCE_PER_LINE = 8;
const LONGEST_LINE = 600;
const MOST_SEGMENTS = 40;
/** A longer address is left out: it would be repeated wherever it is cited. */
const LONGEST_URL = 1_000;

/** The page with at most `most` lines in each block, and the evidence of those. */
export function shortenPage(page: Page, most: number): Omit<Letter, "subject" | "run" | "attached"> {
  const evidence = page.evidence.map(withoutLongUrl);
  if (most === Infinity) {
    return { ...page, blocks: page.blocks.map((block) => ({ ...block, leftOut: 0 })), evidence, leftOut: { lines: 0, evidence: 0 } };
  }
  const blocks = page.blocks.filter(({ id }, index) => index < MOST_BLOCKS || id === "gaps").map((block) => shortenBlock(block, most));
  const cited = evidence.filter(({ alias }) => blocks.some(({ lines }) => lines.some((line) => cites(line, alias))));
  const kept = cited.slice(0, MOST_EVIDENCE_PER_LINE * most);
  const lines = linesIn(page.blocks) - linesIn(blocks);
  return {
    ...page,
    headline: cutLine(page.headline),
    coverage: cutLine(page.coverage),
    ...{ blocks, evidence: kept, leftOut: { lines, evidence: evidence.length - kept.length } },
  };
}

function shortenBlock(block: Block, most: number): LetterBlock {
  const { lines, table } = block;
  const rows = table?.rows.slice(0, most).map((row) => row?.map(cutLine));
  return {
    ...block,
    lines: lines.slice(0, most).map(cutLine),
    ...(table && rows && { table: { ...table, rows } }),
    leftOut: Math.max(lines.length - most, 0),
  };
}

/** One that is too long goes on without emphasis and links, as text from outside. */
function cutLine(line: Line): Line {
  const text = line.map((segment) => segment.text).join("");
  if (text.length <= LONGEST_LINE && line.length <= MOST_SEGMENTS) return line;
  return [{ text: defang(shortenShown(text, LONGEST_LINE)), style: "plain", foreign: true }];
}

function cites(line: Line, alias: string): boolean {
  return line.some(({ style, text }) => style === "cite" && text.includes(`[${alias}]`));
}

function withoutLongUrl({ url, ...evidence }: Evidence): Evidence {
  return url === undefined || url.length > LONGEST_URL ? evidence : { ...evidence, url };
}

function linesIn(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.lines.length, 0);
}
