import type { Chart, ChartPoint } from "../core/briefing.ts";
import type { Prose } from "../core/prose.ts";
import { countOf } from "../lib/text.ts";
import { guardText } from "./guard.ts";
import { textOf, type Reader } from "./prose.ts";

/** A chart as its reader is shown it. */
export interface Picture {
  form: Chart["form"];
  title: string;
  points: readonly Point[];
}

/** One of its numbers, with its name and as it is read. */
export interface Point {
  label: string;
  value: number;
  shown: string;
}

/** Of more, nobody sees one apart from the next. */
const MOST_POINTS = 60;
const LONGEST_TITLE = 100;
const LONGEST_LABEL = 60;

/** Lays out a chart for its reader; undefined where there is nothing to compare. */
export function pictureOf({ form, title, unit, points }: Chart, reader: Reader): Picture | undefined {
  const shown = points.slice(0, MOST_POINTS).flatMap((point) => pointOf(point, unit, reader));
  return shown.length < 2 ? undefined : { form, title: guardText(title, LONGEST_TITLE).trim(), points: shown };
}

function pointOf({ label, value }: ChartPoint, unit: string, reader: Reader): Point[] {
  const number = numberIn(value);
  if (number === undefined) return [];
  const shown = guardText(unit === "" ? number.toLocaleString("en-US") : countOf(number, unit), LONGEST_LABEL);
  return [{ label: guardText(textOf(label, reader), LONGEST_LABEL), value: number, shown }];
}

/** The number that a point stands for; undefined where it is no single finite one. */
export function numberIn(value: Prose): number | undefined {
  const [only, ...others] = value;
  const number = only?.kind === "derived" ? only.derived.value : only?.kind === "fact" ? only.fact.value : undefined;
  return others.length === 0 && typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
