import type { Briefing, Bullet, Citation, Section } from "../core/briefing.ts";
import { guardText, guardUrl } from "./guard.ts";
import { EMPTY, formatDay, formatInstant, segmentsOf, type Reader, type Segment } from "./prose.ts";

/** One line of a page, piece by piece. */
export type Line = readonly Segment[];

/** A part of the page under one title. */
export interface Block {
  id: Section["id"] | "gaps";
  title: string;
  style: Section["style"];
  lines: readonly Line[];
}

/** What an alias stands for. `place` is a path or name for those without a web page. */
export interface Evidence {
  alias: string;
  title: string;
  place: string;
  url?: string;
}

/** A Briefing as all channels show it: dates in the reader's zone, text guarded, citations in place. What is left to a channel is its looks. */
export interface Page {
  title: string;
  example: boolean;
  headline: Line;
  blocks: readonly Block[];
  coverage: Line;
  /** Which briefing this is, and of when. */
  origin: string;
  evidence: readonly Evidence[];
}

/** The first word where the data is made up, and what it means. */
export const EXAMPLE_WORD = "EXAMPLE";
export const EXAMPLE_TEXT = "made-up data, to show what a briefing looks like";

const LONGEST_TITLE = 100;
const KEY_LENGTH = 7;

/** Lays out a Briefing for any channel. */
export function pageOf(briefing: Briefing): Page {
  const reader: Reader = { timezone: briefing.timezone, asOf: briefing.asOf };
  const aliases = new Map(briefing.citations.map((citation) => [citation.item, citation.alias]));
  const title = guardText(briefing.title, LONGEST_TITLE);
  const toLine = (bullet: Bullet): Line => withCitations(segmentsOf(bullet.text, reader), bullet.cites, aliases);
  const toFlag = (bullet: Bullet): Line => withKey(toLine(bullet), bullet.flags[0]);
  return {
    title,
    example: briefing.example,
    headline: [{ text: `${formatDay(briefing.asOf, reader)}: `, style: "plain" }, ...segmentsOf(briefing.headline, reader)],
    blocks: [
      ...briefing.sections.map(({ id, style, bullets, ...section }) => {
        return {
          id,
          title: guardText(section.title, LONGEST_TITLE).trim(),
          style,
          lines: bullets.map(style === "numbered" ? toFlag : toLine),
        };
      }),
      ...(briefing.gaps.length > 0
        ? [{ id: "gaps" as const, title: "Could not check", style: "list" as const, lines: briefing.gaps.map(toLine) }]
        : []),
    ],
    coverage: segmentsOf(briefing.coverage, reader),
    origin: `${title}, ${formatInstant(briefing.asOf, reader)} (${guardText(briefing.timezone, LONGEST_TITLE)})`,
    evidence: briefing.citations.map(evidenceOf),
  };
}

/** The aliases go before the full stop, as in print. */
function withCitations(line: readonly Segment[], cites: readonly string[], aliases: ReadonlyMap<string, string>): Line {
  const text = cites.flatMap((item) => aliases.get(item) ?? []).map((alias) => `[${alias}]`);
  const last = line.at(-1);
  if (text.length === 0 || !last) return line;
  const cite: Segment = { text: ` ${text.join("")}`, style: "cite" };
  const stop = /[.!?]$/.exec(last.text)?.[0];
  if (stop === undefined) return [...line, cite];
  return [...line.slice(0, -1), { ...last, text: last.text.slice(0, -1) }, cite, { text: stop, style: last.style }];
}

/** What a reader answers a flag by: enough of its key to tell it from all others. */
function withKey(line: Line, key: string | undefined): Line {
  return key === undefined ? line : [...line, { text: ` ${key.slice(0, KEY_LENGTH)}`, style: "cite" }];
}

function evidenceOf({ alias, item, title, url }: Citation): Evidence {
  const link = url === undefined ? undefined : guardUrl(url);
  return {
    alias,
    title: guardText(title, LONGEST_TITLE).trim() || EMPTY,
    place: guardText(placeOf(item), LONGEST_TITLE),
    ...(link && { url: link }),
  };
}

/** Where an item lives by its id: what stands between the source and the part, long hashes cut as git cuts them. */
function placeOf(item: string): string {
  const native = item.slice(item.indexOf(":") + 1).replace(/^\.\//, "");
  const part = native.lastIndexOf("#");
  return (part > 0 ? native.slice(0, part) : native).replaceAll(/\/([0-9a-f]{7})[0-9a-f]{33}\b/g, " $1");
}
