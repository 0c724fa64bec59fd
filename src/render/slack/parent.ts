import type { KnownBlock } from "@slack/types";
import { EXAMPLE_WORD, type Line, type Page } from "../page.ts";
import { runsOf, type Segment } from "../prose.ts";
import { contextOf, sectionOf } from "./blocks.ts";
import { fitLine, type Cost } from "./fit.ts";
import { findMenu } from "./menu.ts";
import { mrkdwnOf } from "./mrkdwn.ts";
import type { Entry, Outline, Part } from "./outline.ts";

/** Columns of one line in Slack's window, and of one with a menu at its end: blocks are 600 px wide however wide the window is. */
const COLUMNS = 78;
const COLUMNS_BY_MENU = 70;
/** Small print holds more. */
const COLUMNS_OF_CONTEXT = 90;
const MOST_RISKS = 3;
const LONGEST_COUNT_TITLE = 24;
const LONGEST_TITLE = 32;

const NO_LINKS: ReadonlyMap<string, string> = new Map();
const SEPARATOR: Segment = { text: " · ", style: "plain" };

/** What stands in the channel: at most eight lines. All else is told below it. */
export function parentBlocks({ page, time, parts, gaps, answers, isHeard }: Outline): KnownBlock[] {
  const counts = countsOf(parts);
  return [
    sectionOf(shown(headlineOf(page), 2 * COLUMNS)),
    ...(counts.length > 0 ? [contextOf(shown(counts, COLUMNS_OF_CONTEXT))] : []),
    ...risksOf(parts).map((entry) => riskBlock(entry, { answers, isHeard })),
    ...(gaps ? [sectionOf(shown(gapLine(gaps), COLUMNS))] : []),
    contextOf(shown(originOf(page, time), COLUMNS_OF_CONTEXT)),
  ];
}

/** Signs that may be as wide as two letters; what Unicode writes in two units counts as two anyway. */
const WIDE = /[\u1100-\ud7ff\uf900-\uffff]/g;

/** Never too few, so that a line stays one line. */
const columnsOf: Cost = ({ text }) => text.length + (text.match(WIDE)?.length ?? 0);

function shown(line: Line, columns: number): string {
  return mrkdwnOf(fitLine(line, columns, columnsOf), NO_LINKS);
}

function headlineOf({ example, headline }: Page): Line {
  const all = headline.map((segment): Segment => ({ ...segment, style: "strong" }));
  return example === undefined ? all : [{ text: `${EXAMPLE_WORD} (${example.split(",")[0]}): `, style: "strong" }, ...all];
}

function countsOf(parts: readonly Part[]): Line {
  const counted = parts.filter(({ count }) => count !== undefined);
  return counted.flatMap(({ title, count }, index): Line => {
    const name = fitLine([{ text: title, style: "plain" }], LONGEST_COUNT_TITLE, columnsOf);
    return [...(index > 0 ? [SEPARATOR] : []), ...name, { text: `: ${count}`, style: "plain" }];
  });
}

/** What is numbered needs the reader first; after it all that can be answered. */
function risksOf(parts: readonly Part[]): Entry[] {
  const isNumbered = (part: Part): boolean => part.style === "numbered";
  const numbered = parts.filter(isNumbered).flatMap((part) => part.entries);
  const others = parts.filter((part) => !isNumbered(part)).flatMap((part) => part.entries.filter(({ key }) => key !== undefined));
  return [...numbered, ...others].slice(0, MOST_RISKS);
}

function riskBlock({ mark, line, key = "" }: Entry, { answers, isHeard }: Pick<Outline, "answers" | "isHeard">): KnownBlock {
  const answer = answers.get(key);
  const start: Segment = { text: mark, style: "plain" };
  if (!answer) return sectionOf(shown([start, ...leadOf(line)], COLUMNS_BY_MENU), isHeard ? findMenu(key) : undefined);
  const ending = [SEPARATOR, ...answer];
  const room = COLUMNS - ending.reduce((sum, segment) => sum + columnsOf(segment), 0);
  return sectionOf(mrkdwnOf([...fitLine([start, ...leadOf(line)], room, columnsOf), ...ending], NO_LINKS));
}

/** The emphasised words that a flag begins with; all of it where it begins with none. */
function leadOf(line: Line): Line {
  const [first = []] = runsOf(line);
  return first[0]?.style === "strong" ? first : line.filter(({ style }) => style !== "cite");
}

function gapLine({ title, entries }: Part): Line {
  const count = entries.length > 1 ? ` (${entries.length})` : "";
  return [{ text: `${title}${count}: `, style: "strong" }, ...(entries[0]?.line ?? []).filter(({ style }) => style !== "cite")];
}

function originOf({ title }: Page, time: Segment): Line {
  const name = fitLine([{ text: title, style: "plain" }], LONGEST_TITLE, columnsOf);
  return [...name, { text: ", ", style: "plain" }, time, { text: ". Details and evidence in the thread.", style: "plain" }];
}
