import { isPersonal, type Briefing, type Section } from "../core/briefing.ts";
import type { Fact } from "../core/item.ts";
import { choiceOf } from "../lib/text.ts";
import { ANSWER_LABELS } from "./answer-labels.ts";
import { guardUrl } from "./guard.ts";
import { EXAMPLE_WORD, type Line } from "./page.ts";
import { segmentsOf, type FindPage, type Reader } from "./prose.ts";

/** A line, and the id of the ask that it is about. */
export interface PersonalLine {
  line: Line;
  ask?: string;
}

/** Lines that stand together: the `opening`, each of a `list` by itself, a `paragraph`, or the `words` to answer by, which buttons take the place of. */
export interface PersonalPart {
  form: "opening" | "list" | "paragraph" | "words";
  lines: readonly PersonalLine[];
}

/** What one person is asked, or is told to their answer, as people write to each other: no headings, no evidence; what is named leads to its page. */
export interface Personal {
  parts: readonly PersonalPart[];
}

/** A longer address takes the place of words. */
const LONGEST_URL = 1_000;

/** Lays out a question to one person, or what they are told to their answer; undefined for any other briefing. */
export function personalOf(briefing: Briefing): Personal | undefined {
  if (!isPersonal(briefing)) return undefined;
  const reader: Reader = { timezone: briefing.timezone, asOf: briefing.asOf };
  const findPage = findPageIn(briefing);
  const asks = briefing.asking?.asks.map(({ id }) => id) ?? [];
  const example = briefing.example ? [{ text: `${EXAMPLE_WORD}: `, style: "strong" } as const] : [];
  const opening = { form: "opening", lines: [{ line: [...example, ...segmentsOf(briefing.headline, reader, findPage)] }] } as const;
  const parts = briefing.sections.flatMap((section): PersonalPart[] => {
    const asked = section.id === "open" ? asks : [];
    const lines = section.bullets.map(({ text }, at) => lineOf(segmentsOf(text, reader, findPage), asked[at]));
    const words = asked.length === 0 ? [] : [{ form: "words", lines: [{ line: wordsFor(asked.length) }] } as const];
    return [{ form: formOf(section), lines }, ...words];
  });
  return { parts: [opening, ...parts].filter(({ lines }) => lines.some(({ line }) => line.length > 0)) };
}

function lineOf(line: Line, ask: string | undefined): PersonalLine {
  return ask === undefined ? { line } : { line, ask };
}

function formOf({ style }: Section): PersonalPart["form"] {
  return style === "list" || style === "numbered" ? "list" : "paragraph";
}

function wordsFor(count: number): Line {
  const labels = choiceOf(ANSWER_LABELS.map(([, label]) => label));
  return [{ text: `Write back${count === 1 ? "" : " for each"}: ${labels}.`, style: "plain" }];
}

/** Each thing leads to its page once, where it is named first. */
function findPageIn({ citations }: Briefing): FindPage {
  const pages = new Map(citations.map(({ item, url = "" }) => [item, guardUrl(url)]));
  return ({ item }: Fact) => {
    const page = pages.get(item);
    pages.delete(item);
    return page === undefined || page.length > LONGEST_URL ? undefined : page;
  };
}

/** The addresses that a line leads to. */
export function pagesIn(line: Line): string[] {
  return line.flatMap(({ url }) => url ?? []);
}
