import { isDeepStrictEqual } from "node:util";
import type { Bullet, Chart, Section } from "../core/briefing.ts";
import type { Prose, Span } from "../core/prose.ts";
import { checkSentence } from "./bullet.ts";
import { checkOwnWords } from "./own-words.ts";
import { holds, type Lookup } from "./lookup.ts";
import type { Place, Violation } from "./violation.ts";

/**
 * What is wrong with the cells of a line: their facts and numbers must stand in its text, their words are held to the same as those of any
 * line, and there must be one for each column.
 */
export function checkCells({ cells, ...bullet }: Bullet, { columns = [] }: Section, place: Place, lookup: Lookup): Violation[] {
  if (cells === undefined) return [];
  const faults = cells.flatMap((text) => [
    ...checkSentence({ ...bullet, text }, place, lookup),
    ...(bullet.by === "model" ? checkOwnWords({ ...bullet, text }, citedBy(bullet, lookup), place, lookup) : []),
  ]);
  const untold = cells.flat().filter((span) => !isTold(span, bullet.text, lookup));
  return [
    ...(cells.length === columns.length ? [] : [say(place, `expected ${columns.length} cells, got ${cells.length}`, bullet.cites)]),
    ...untold.map((span) => say(place, `expected ${nameOf(span)} of a cell to stand in the line too, got a line without it`, bullet.cites)),
    ...faults.map(({ message, ids, at }) => ({ ...say(place, message, ids), ...(at !== undefined && { at }) })),
  ];
}

/** What is wrong with a chart: each of its points is a number that follows from its facts, under a name that is true. */
export function checkChart({ title, points }: Chart, place: Place, lookup: Lookup): Violation[] {
  const sentences = [
    { text: [{ kind: "text" as const, text: title }], cites: [], flags: [] },
    ...points.flatMap(({ label, value, cites }) => [label, value].map((text) => ({ text, cites, flags: [] }))),
  ];
  const numbers = points.filter(({ value }) => !isNumber(value));
  return [
    ...numbers.map(({ cites }) => drawn(place, "expected a point of a chart to be one number with its facts, got none", cites)),
    ...sentences.flatMap((sentence) => checkSentence(sentence, place, lookup)).map(({ message, ids }) => drawn(place, message, ids)),
  ];
}

function isNumber([only, ...others]: Prose): boolean {
  if (only === undefined || others.length > 0) return false;
  return only.kind === "derived" || (only.kind === "fact" && typeof only.fact.value === "number");
}

/** A text may be cut in another place than it is in the line, or be a part of the words that the line has. */
function isTold(span: Span, text: Prose, lookup: Lookup): boolean {
  if (span.kind === "text" || span.kind === "strong") return true;
  return text.some((other) => {
    if (span.kind === "derived") return other.kind === "derived" && isDeepStrictEqual(other.derived, span.derived);
    if (other.kind !== "fact" || other.fact.item !== span.fact.item || !holds(span.fact, lookup)) return false;
    return other.fact.path === span.fact.path || isPart(span.fact.path, other.fact.path);
  });
}

/** Whether one stretch of a body lies within another. */
function isPart(path: string, whole: string): boolean {
  const [[start, end], [from, to]] = [stretchOf(path), stretchOf(whole)];
  return start >= from && end <= to;
}

function stretchOf(path: string): [number, number] {
  const [, start = NaN, end = NaN] = /^body\.(\d+)-(\d+)$/.exec(path) ?? [];
  return [Number(start), Number(end)];
}

function citedBy({ cites }: Pick<Bullet, "cites">, { items }: Lookup) {
  return cites.flatMap((id) => items.get(id) ?? []);
}

function nameOf(span: Span): string {
  if (span.kind === "fact") return `${span.fact.path} of ${span.fact.item}`;
  return span.kind === "derived" ? `the number of ${span.derived.unit || "things"}` : "the words";
}

function say(place: Place, message: string, ids: readonly string[]): Violation {
  return { code: "cell-differs", place, message, hint: "Say it in the line too, or leave the cells out.", ids };
}

function drawn(place: Place, message: string, ids: readonly string[]): Violation {
  return { code: "chart-differs", place, message, hint: "Leave the chart out: the lines beside it say the same.", ids };
}
