import type { KnownBlock } from "@slack/types";
import { EXAMPLE_WORD, type Evidence, type Line } from "../page.ts";
import type { Segment } from "../prose.ts";
import { contextOf, LONGEST_TEXT, sectionOf } from "./blocks.ts";
import { fitLine, type Cost } from "./fit.ts";
import { findMenu } from "./menu.ts";
import { escapeText, linkMrkdwn, mrkdwnLength, mrkdwnOf, type Links } from "./mrkdwn.ts";
import type { Entry, Outline, Part } from "./outline.ts";

/** Blocks that must not be torn apart, such as a title and its first line. */
export type Unit = readonly KnownBlock[];

/** Lines without a menu share a block up to this length, so that a thread breaks between them. */
const LONGEST_GROUP = 1_000;

const ANSWER = "on the command line by chief done, snooze or mute and the key behind it.";
const HOW_TO_ANSWER = { heard: `Answer a flag by its menu, or ${ANSWER}`, unheard: `Answer a flag ${ANSWER}` };

/** Blocks that a thread has already, by their marks. */
export type Told = ReadonlySet<string>;

/** The blocks of what an earlier message has told in the thread. */
export function toldIn(outline: Outline): Told {
  return new Set([...threadUnits(outline, new Set()), closingUnit(outline, new Set())].flat().map(blockMark));
}

function blockMark(block: KnownBlock): string {
  return JSON.stringify(block);
}

/** What hangs below the message in the channel, in the order it is read, each flag with its menu. */
export function threadUnits({ page, parts, gaps, ...outline }: Outline, told: Told): Unit[] {
  const evidence = page.evidence.map((each) => evidenceText(each, outline.links));
  const units = [
    ...(page.example === undefined ? [] : [[contextOf(escapeText(`${EXAMPLE_WORD}: ${page.example}.`))]]),
    ...[...parts, ...(gaps ? [gaps] : [])].flatMap((part) => partUnits(part, outline, told)),
    ...textUnits("*Evidence*\n", evidence, "\n", contextOf),
  ];
  return units.filter((unit) => !unit.every((block) => told.has(blockMark(block))));
}

/** What a thread ends with: what was looked at, and how to answer. */
export function closingUnit({ page, links, isHeard }: Outline, told: Told): Unit {
  const coverage = lineText(page.coverage, links);
  return [coverage, page.answer === undefined ? "" : HOW_TO_ANSWER[isHeard ? "heard" : "unheard"]]
    .filter((text) => text.trim() !== "")
    .map(contextOf)
    .filter((block) => !told.has(blockMark(block)));
}

function partUnits({ title, style, entries }: Part, { links, isHeard }: Pick<Outline, "links" | "isHeard">, told: Told): Unit[] {
  if (entries.some(({ key }) => key !== undefined)) {
    const blocks = entries.map((entry) => sectionOf(lineText(markedLine(entry), links), isHeard ? findMenu(entry.key ?? "") : undefined));
    const [first, ...rest] = blocks.filter((block) => !told.has(blockMark(block)));
    return first ? [[sectionOf(titleText(title)), first], ...rest.map((block) => [block])] : [];
  }
  const isRunning = style === "line";
  const texts = entries.map((entry) => lineText(isRunning ? entry.line : markedLine(entry), links)).filter((text) => text.trim() !== "");
  if (texts.length === 0) return [[sectionOf(titleText(title))]];
  return isRunning ? textUnits(`${titleText(`${title}:`)} `, texts, " ") : textUnits(`${titleText(title)}\n`, texts, "\n");
}

/** Texts that share blocks, the first of them behind `start`. */
function textUnits(start: string, texts: readonly string[], separator: string, toBlock: (text: string) => KnownBlock = sectionOf): Unit[] {
  const groups: string[] = [];
  for (const text of texts) {
    const last = groups.at(-1);
    if (last !== undefined && last.length + text.length <= LONGEST_GROUP) groups[groups.length - 1] = `${last}${separator}${text}`;
    else groups.push(`${last === undefined ? start : ""}${text}`);
  }
  return groups.map((text) => [toBlock(text)]);
}

function markedLine({ mark, line }: Entry): Line {
  const start: Segment = { text: mark, style: "plain" };
  return [start, ...line];
}

function lineText(line: Line, links: Links): string {
  const costOf: Cost = (segment) => mrkdwnLength(segment, links);
  return mrkdwnOf(fitLine(line, LONGEST_TEXT, costOf), links);
}

function titleText(title: string): string {
  return mrkdwnOf([{ text: title, style: "strong" }], new Map());
}

function evidenceText({ alias, title, place, url }: Evidence, links: Links): string {
  if (url !== undefined && links.has(alias)) return `${alias}  ${linkMrkdwn(url, title)}`;
  return escapeText(`${alias}  ${title}${place === undefined ? "" : ` (${place})`}`);
}
