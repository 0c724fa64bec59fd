import type { Bullet, Section } from "../../core/briefing.ts";
import { findFact, type Fact, type Item } from "../../core/item.ts";
import type { Requirement } from "../../core/kinds/requirement.ts";
import type { TextFile } from "../../core/kinds/text-file.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { fitText, type Room } from "../briefing/length.ts";
import { numberOf } from "../digest/words.ts";
import { joined } from "../facts.ts";
import { reviewOf, type Review, type Reviewed } from "../review/review.ts";
import { finishReport, lineOf } from "./finish.ts";
import type { Report } from "./report.ts";

const COLUMNS = ["Document", "Requirement", "Severity", "Found", "Where", "What to do"];
/** Rows beyond this many are counted: nobody reads on, and the page has an end. */
const MOST_ROWS = 1_000;

/** Every document of a folder held against a checklist: what deviates in its own words, and what became of each file. */
export const documentReview: Report = (input) => {
  const review = reviewOf(input.items, plainDateOf(input.asOf, input.calendar.timezone));
  return (room) => finishReport({ headline: headlineOf(review), sections: sectionsOf(review, room), belongs: () => false }, input, room);
};

function sectionsOf(review: Review, room: Room): Section[] {
  const { deviations, unsure, forReaders, unread, documents, requirements } = review;
  const clean = cleanOf(review);
  const list = { style: "list" } as const;
  const table = { ...list, columns: COLUMNS };
  return [
    { ...table, id: "changed", title: "Deviations", bullets: deviations.slice(0, MOST_ROWS).map((each) => rowOf(each, room)) },
    { ...list, id: "open", title: "More deviations", bullets: restLines(deviations) },
    { ...table, id: "open", title: "To be looked at", bullets: unsure.slice(0, MOST_ROWS).map((each) => rowOf(each, room)) },
    { ...list, id: "open", title: "More to be looked at", bullets: restLines(unsure) },
    {
      ...list,
      id: "open",
      title: "Needs a reader",
      bullets: documents.length === unread.length ? [] : forReaders.map((each) => readerLine(each, review)),
    },
    { ...list, id: "open", title: "Not read", bullets: unread.map(unreadLine) },
    { style: "line", id: "counts", title: "Without a deviation", bullets: requirements.length === 0 ? [] : clean.map(pathLine) },
    {
      style: "line",
      id: "counts",
      title: "Read, and held against nothing",
      bullets: requirements.length === 0 ? readOf(documents).map(pathLine) : [],
    },
  ];
}

/** `200 documents: 163 without a deviation, 31 with 52, 6 not read`. */
function headlineOf(review: Review): Prose {
  const { documents, unread, deviations, unsure, requirements } = review;
  if (documents.length === 0) return prose`There are no documents to review`;
  if (requirements.length === 0) return prose`${count(documents, "document")}, and no checklist to hold them against`;
  const wrong = [...new Set(deviations.map(({ document }) => document))];
  const clean = cleanOf(review);
  const doubtful = [...new Set(unsure.map(({ document }) => document))].filter((document) => !wrong.includes(document));
  const parts = [
    ...(clean.length === 0 ? [] : [prose`${count(clean, "")} without a deviation`]),
    ...(wrong.length === 0 ? [] : [prose`${count(wrong, "")} with ${derived(deviations.length, "deviation", evidenceOf(deviations))}`]),
    ...(doubtful.length === 0 ? [] : [prose`${count(doubtful, "")} to be looked at`]),
    ...(unread.length === 0 ? [] : [prose`${count(unread, "")} not read`]),
  ];
  return prose`${count(documents, "document")}: ${joined(parts, ", ")}`;
}

/** Read, and nothing found that deviates or may. */
function cleanOf({ documents, deviations, unsure }: Review): TextFile[] {
  const remarked = new Set([...deviations, ...unsure].map(({ document }) => document));
  return readOf(documents).filter((document) => !remarked.has(document));
}

function readOf(documents: readonly TextFile[]): TextFile[] {
  return documents.filter(({ unread }) => unread === null);
}

/** Those that no row has room for, by their documents: none is left out. */
function restLines(remarks: readonly Reviewed[]): Bullet[] {
  const rest = Map.groupBy(remarks.slice(MOST_ROWS), ({ document }) => document);
  return [...rest].map(([{ item }, own]) => lineOf(prose`${fact(item, "fields.path")}: ${derived(own.length, "more", evidenceOf(own))}.`));
}

/** What deviates in the document's own words, where, from what, and what to do. */
function rowOf(remark: Reviewed, room: Room): Bullet {
  const { document, requirement, found, under } = remark;
  const { item } = document;
  const path: Prose = [fact(item, "fields.path")];
  const name: Prose = [fact(requirement.item, "title")];
  const severity: Prose = [fact(requirement.item, "fields.severity")];
  const words: Prose = found ? prose`“${quoted(document, found)}”` : prose`missing`;
  const where: Prose = under ? prose`“${quoted(document, under)}”` : found ? prose`its beginning` : prose`looked for in all of it`;
  const advice: Prose = requirement.advice === null ? prose`compare it with the checklist` : [fact(requirement.item, "fields.advice")];
  const place: Prose = under ? prose`under ${where}` : found ? prose`at ${where}` : where;
  const text = prose`${path} (${severity}): ${words}, ${place}. Asked: ${name}. To do: ${advice}.`;
  const cells = [path, name, severity, words, where, advice].map((cell) => fitText(cell, room));
  return { ...lineOf(text), cells };
}

function quoted({ item }: TextFile, [start, end]: readonly [number, number]): Span {
  return fact(item, `body.${start}-${end}`);
}

function readerLine({ item }: Requirement, { documents }: Review): Bullet {
  const start = /^reader:\s*/i.exec(item.body)?.[0].length ?? 0;
  const sentence = fact(item, `body.${start}-${item.body.length}`);
  const name = prose`${fact(item, "fields.name")} (${fact(item, "fields.severity")})`;
  return lineOf(prose`${name}: “${sentence}” No code can tell; read ${count(readOf(documents), "document")} for it.`);
}

function unreadLine({ item }: TextFile): Bullet {
  return lineOf(prose`${fact(item, "fields.path")}: ${fact(item, "fields.unread")}.`);
}

function pathLine({ item }: TextFile): Bullet {
  return lineOf(prose`${fact(item, "fields.path")}.`);
}

function count(documents: readonly TextFile[], unit: string): Span {
  return numberOf(
    documents.map(({ item }) => item),
    unit,
  );
}

/** Each remark counts by a part of its document that no other one counts by; where it has too few, of what was asked. */
function evidenceOf(remarks: readonly Reviewed[]): Fact[] {
  const used = new Map<string, number>();
  const nextOf = (item: Item): Fact[] => {
    const index = used.get(item.id) ?? 0;
    const path = partOf(index);
    used.set(item.id, index + 1);
    return findFact(item, path) === undefined ? [] : [getFact(item, path)];
  };
  return remarks.flatMap(({ document, requirement }) => {
    const own = nextOf(document.item);
    return own.length > 0 ? own : nextOf(requirement.item);
  });
}

/** The parts of a text in an order of their own: `0-1`, `0-2`, `1-2`, `0-3` and so on. */
function partOf(index: number): string {
  const end = Math.floor((Math.sqrt(8 * index + 1) + 1) / 2);
  return `body.${index - (end * (end - 1)) / 2}-${end}`;
}
