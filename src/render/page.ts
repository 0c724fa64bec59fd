import { MOST_COUNTED_KEYS, type Briefing, type Bullet, type Citation, type Section } from "../core/briefing.ts";
import { isOwnFact } from "../core/item.ts";
import { listOf } from "../lib/text.ts";
import { guardText, guardUrl } from "./guard.ts";
import { EMPTY, formatDay, formatInstant, isOfAnotherYear, segmentsOf, type Reader, type Segment } from "./prose.ts";
import { pictureOf, type Picture } from "./picture.ts";
import { layTable, type Table } from "./table.ts";
import { writingWords } from "./writing-words.ts";

/** One line of a page, piece by piece. */
export type Line = readonly Segment[];

/** A part of the page under one title. */
export interface Block {
  id: Section["id"] | "gaps";
  title: string;
  style: Section["style"];
  lines: readonly Line[];
  /** The same lines by columns, for where there is room for a table. */
  table?: Table;
  /** What its numbers look like, for where pictures can be shown. */
  picture?: Picture;
}

/** What an alias stands for. `place` says where to look where there is no web page. */
export interface Evidence {
  alias: string;
  title: string;
  place?: string;
  url?: string;
}

/** A Briefing as all channels show it: dates in the reader's zone, text guarded, citations in place. What is left to a channel is its looks. */
export interface Page {
  title: string;
  /** Follows the first word where the data is made up; absent where it is not. */
  example?: string;
  headline: Line;
  blocks: readonly Block[];
  coverage: Line;
  /** Which briefing this is, and of when. */
  origin: string;
  /** How to answer what has a key; absent where nothing has. */
  answer?: string;
  evidence: readonly Evidence[];
}

/** The first word where the data is made up, and what it means. */
export const EXAMPLE_WORD = "EXAMPLE";
const EXAMPLE_TEXT = "made-up data, to show what a briefing looks like";

/** How a reader answers a flag. */
const ANSWER = "Answer a flag with chief done, snooze or mute and the key behind it.";

const LONGEST_TITLE = 100;
const LONGEST_REMARK = 400;
const KEY_LENGTH = 7;

/** Whether a block is told in one paragraph where there is room for lists: of several lines it would be hard to read. */
export function isParagraph({ style, lines }: Pick<Block, "style" | "lines">): boolean {
  return style === "line" && lines.length <= 1;
}

/** Short names of Items, by their ids. */
type Aliases = ReadonlyMap<string, string>;

/** Whether a block is the first of its title: two parts of a page with one name could not be told apart by those who go from part to part. */
export function isFirstOfTitle({ title }: Block, at: number, blocks: readonly Block[]): boolean {
  return blocks.findIndex((block) => block.title === title) === at;
}

/** Lays out a Briefing for any channel. */
export function pageOf(briefing: Briefing): Page {
  const reader: Reader = { timezone: briefing.timezone, asOf: briefing.asOf };
  const leads = leadsOf(briefing.citations);
  const aliases = new Map(briefing.citations.map((citation) => [citation.item, leadOf(citation, leads).alias]));
  const title = guardText(briefing.title, LONGEST_TITLE);
  const toLine = (bullet: Bullet): Line => withCitations(segmentsOf(bullet.text, reader), bullet.cites, aliases);
  const toLineOf = ({ id, style }: Section, bullet: Bullet): Line => withKeys(toLine(bullet), keysOf(id, bullet), style);
  const toBlock = (section: Section): Block => {
    const table = layTable(section, guardTitle, (bullet) => cellsOf(bullet, section.id, reader, aliases));
    const picture = section.chart && pictureOf(section.chart, reader);
    const lines = section.bullets.map((bullet) => toLineOf(section, bullet));
    return {
      id: section.id,
      title: guardTitle(section.title),
      style: section.style,
      lines,
      ...(table && { table }),
      ...(picture && { picture }),
    };
  };
  const hasKeys = briefing.sections.some(({ id, bullets }) => bullets.some((bullet) => keysOf(id, bullet).length > 0));
  return {
    title,
    ...(briefing.example && { example: exampleText(briefing) }),
    headline: [{ text: `${dayOf(briefing, reader)}: `, style: "plain" }, ...segmentsOf(briefing.headline, reader)],
    blocks: [
      ...briefing.sections.map(toBlock),
      ...(briefing.gaps.length > 0
        ? [
            {
              id: "gaps" as const,
              title: "Could not check",
              style: "list" as const,
              lines: briefing.gaps.map((gap) => toLine(gap).map(unmarked)),
            },
          ]
        : []),
    ],
    coverage: [...segmentsOf(briefing.coverage, reader), ...remarksOf(briefing)],
    origin: `${title}, ${formatInstant(briefing.asOf, reader)} (${guardText(briefing.timezone, LONGEST_TITLE)})`,
    ...(hasKeys && { answer: ANSWER }),
    evidence: briefing.citations.filter((citation) => leadOf(citation, leads) === citation).map(evidenceOf),
  };
}

/** Of what lies on one page of a service, the first that is cited stands for all: nobody follows the same link twice. */
function leadsOf(citations: readonly Citation[]): ReadonlyMap<string, Citation> {
  return new Map(citations.toReversed().map((citation) => [pageKeyOf(citation), citation]));
}

function leadOf(citation: Citation, leads: ReadonlyMap<string, Citation>): Citation {
  return leads.get(pageKeyOf(citation)) ?? citation;
}

function pageKeyOf({ item, url }: Citation): string {
  return url === undefined ? item : `${item.split(":", 1)[0]} ${url}`;
}

/** What to do about a gap marks commands and keys by signs that only a terminal's reader takes for marks. */
function unmarked({ text, ...segment }: Segment): Segment {
  return { ...segment, text: text.replaceAll(/`([^`\n]+)`/g, "$1") };
}

function guardTitle(title: string): string {
  return guardText(title, LONGEST_TITLE).trim();
}

/** The cells of a line. Its evidence and its key stand in the first that says something, where a row is known by its name. */
function cellsOf({ cells = [], cites, ...bullet }: Bullet, id: Section["id"], reader: Reader, aliases: Aliases): Line[] {
  const lines = cells.map((cell) => segmentsOf(cell, reader));
  const first = lines.findIndex((line) => line.length > 0);
  return lines.map((line, at) =>
    at === first ? withKeys(withCitations(line, cites, aliases, behind), keysOf(id, { ...bullet, cites }), "list") : line,
  );
}

function remarksOf({ writing }: Briefing): Segment[] {
  const words = guardText(writingWords(writing), LONGEST_REMARK);
  return words === "" ? [] : [{ text: words, style: "plain" }];
}

/** What the first word means, and the commands that bring one's own data in its place. */
function exampleText({ sources }: Briefing): string {
  const commands = [...new Set(sources.flatMap(({ madeUpUntil }) => madeUpUntil ?? []))];
  return commands.length === 0 ? EXAMPLE_TEXT : `${EXAMPLE_TEXT}; your own comes with ${listOf(commands)}`;
}

/** The day spoken of, with its year where a date of another year makes a reader wonder. */
function dayOf({ asOf, sections, gaps, headline }: Briefing, reader: Reader): string {
  const lines = [headline, ...sections.flatMap((section) => section.bullets.map((bullet) => bullet.text)), ...gaps.map((gap) => gap.text)];
  return formatDay(
    asOf,
    reader,
    lines.flat().some((span) => isOfAnotherYear(span, reader)),
  );
}

/** What can be answered by a key: a flag that is told by name and still stands, and risks that are only counted, as many as are counted. */
export function keysOf(id: Section["id"], { text, flags }: Bullet): readonly string[] {
  if (id === "cleared") return [];
  if (text.some((span) => span.kind === "fact" && !isOwnFact(span.fact))) return flags.slice(0, 1);
  const counted = text.find((span) => span.kind === "derived")?.derived.value ?? flags.length;
  return id === "risks" && counted <= MOST_COUNTED_KEYS ? flags.slice(0, counted) : [];
}

/** The aliases go before the full stop, as in print; a cell is no sentence, and has them behind all of its text. */
function withCitations(line: Line, cites: readonly string[], aliases: Aliases, place = beforeStop): Line {
  const text = [...new Set(cites.flatMap((item) => aliases.get(item) ?? []))].map((alias) => `[${alias}]`);
  return text.length === 0 || line.length === 0 ? line : place(line, { text: ` ${text.join("")}`, style: "cite" });
}

function behind(line: Line, segment: Segment): Line {
  return [...line, segment];
}

/** What a reader answers a flag by: enough of its key to tell it from all others. Where lines run on, it stands before the full stop. */
function withKeys(line: Line, keys: readonly string[], style: Section["style"]): Line {
  if (keys.length === 0) return line;
  const segment: Segment = { text: keys.map((key) => ` ${key.slice(0, KEY_LENGTH)}`).join(""), style: "cite" };
  return style === "line" ? beforeStop(line, segment) : behind(line, segment);
}

function beforeStop(line: Line, segment: Segment): Line {
  const last = line.at(-1);
  const stop = last && /[.!?]$/.exec(last.text)?.[0];
  if (last === undefined || stop === undefined) return behind(line, segment);
  return [...line.slice(0, -1), { ...last, text: last.text.slice(0, -1) }, segment, { text: stop, style: last.style }].filter(
    (each) => each.text !== "",
  );
}

function evidenceOf({ alias, title, place, url }: Citation): Evidence {
  const link = url === undefined ? undefined : guardUrl(url);
  return {
    alias,
    title: guardText(title, LONGEST_TITLE).trim() || EMPTY,
    ...(place !== undefined && { place: guardText(place, LONGEST_TITLE) }),
    ...(link && { url: link }),
  };
}
