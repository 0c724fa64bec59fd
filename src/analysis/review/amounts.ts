import type { Measure } from "./asked.ts";
import type { Span } from "./words.ts";

/** A number with its unit as a document has it, from the least to the most that it may mean: a month has 28 to 31 days. */
export interface Amount {
  span: Span;
  measure: Measure;
  least: number;
  most: number;
}

const ONES =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const VALUES = new Map([
  ...ONES.map((word, index) => [word, index + 1] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
]);
/** A word that may be broken at the end of its line. */
const broken = (word: string): string => [...word].join("(?:-\\n\\s*)?");
const anyOf = (words: readonly string[]): string => words.map(broken).join("|");
const NUMBER_WORD = `(?:${anyOf([...VALUES.keys(), "hundred"].toSorted((a, b) => b.length - a.length))})`;
/** Of at most so many words more: without an end each of a thousand would be tried as the first. */
const SPELLED = `${NUMBER_WORD}(?:[\\s-]{1,9}(?:and[\\s-]{1,9})?${NUMBER_WORD}){0,9}`;
const DIGITS = "\\d[\\d.,]*\\d|\\d";
const GAP = "[\\s-]*";
const SIZE = "(?:\\s*(?<size>million|thousand|m|k)\\b)?";
const COUNT = `(?<![\\p{L}\\p{N}.,§])(?<first>${DIGITS}|\\b${SPELLED}\\b)${SIZE}(?:${GAP}\\(\\s*(?<second>${DIGITS}|${SPELLED})\\s*%?\\s*\\))?`;
const WORKING = `(?<working>${anyOf(["business", "working"])})`;
const PLAIN = `(?:${anyOf(["calendar", "full", "consecutive", "clear", "further", "additional"])})`;
const UNIT_WORD = anyOf(["day", "week", "month", "year", "euro", "dollar", "pound"]);
const UNIT = `(?:(?:${WORKING}|${PLAIN})[\\s-]+)?(?<unit>(?:${UNIT_WORD})s?|${broken("per")}[\\s-]*${broken("cent")}|%|eur|usd|gbp|[€$£])(?![\\p{L}\\p{N}])`;
const AMOUNT = new RegExp(`${COUNT}${GAP}${UNIT}`, "giu");
const MONEY = new RegExp(`(?<unit>[€$£]|\\b(?:eur|usd|gbp)\\b)${GAP}(?<first>${DIGITS})${SIZE}`, "giu");
/** Terms of payment are days by themselves. */
const NET = /\bnet\s+(?<first>\d{1,3})\b(?!\s*(?:calendar |business |working )?(?:days?|weeks?|months?|%))/giu;
/** Emphasis, and borders of a table's cells. */
const MARKS = /[*_~|`\r]/g;

/** The amounts of a text, in its order. */
export function amountsIn(written: string): Amount[] {
  // As long as it was, so that what is found stands where it stood.
  const text = written.replaceAll(MARKS, " ");
  const found = [
    ...[...text.matchAll(AMOUNT)].flatMap((match) => amountOf(match, match.groups?.["unit"] ?? "")),
    ...[...text.matchAll(MONEY)].flatMap((match) => amountOf(match, match.groups?.["unit"] ?? "")),
    ...[...text.matchAll(NET)].flatMap((match) => amountOf(match, "days")),
  ];
  return found.toSorted((a, b) => a.span[0] - b.span[0]);
}

function amountOf(match: RegExpExecArray, unit: string): Amount[] {
  const { first = "", second, size = "", working } = match.groups ?? {};
  const times = /^m/i.test(size) ? 1_000_000 : size === "" ? 1 : 1_000;
  const [value, again] = [valueOf(first) * times, second === undefined ? undefined : valueOf(second) * times];
  if (Number.isNaN(value)) return [];
  const span: Span = [match.index, match.index + match[0].length];
  const [low, high] = [Math.min(value, again ?? value), Math.max(value, again ?? value)];
  const measured = measureOf(unit.replaceAll(/-\n\s*/g, "").toLowerCase(), low, high, working !== undefined);
  return measured ? [{ span, ...measured }] : [];
}

type Measured = Pick<Amount, "measure" | "least" | "most">;

function measureOf(unit: string, low: number, high: number, isWorking: boolean): Measured | undefined {
  const [, measure, times = 1] = MEASURES.find(([words]) => words.test(unit)) ?? [];
  if (measure === undefined) return undefined;
  if (!isWorking) return { measure, least: low * times, most: high * times };
  // Two days of each week are none, and holidays may come on top.
  return { measure, least: low + 2 * Math.floor(low / 5), most: high + 2 * Math.ceil(high / 5) + 2 };
}

const MEASURES: readonly (readonly [RegExp, Measure, number])[] = [
  [/^day/, "day", 1],
  [/^week/, "day", 7],
  [/^month/, "month", 1],
  [/^year/, "month", 12],
  [/^(?:per|%)/, "percent", 1],
  [/^(?:eur|€)/, "euro", 1],
  [/^(?:usd|dollar|\$)/, "dollar", 1],
  [/^(?:gbp|pound|£)/, "pound", 1],
];

/** An amount in another unit of time; undefined where it is of another kind. */
export function amountIn({ measure, least, most }: Amount, wanted: Measure): Pick<Amount, "least" | "most"> | undefined {
  if (measure === wanted) return { least, most };
  if (measure === "month" && wanted === "day") {
    return { least: Math.floor(least * 30.4) - (least < 12 ? 2 : 1), most: Math.ceil(most * 30.5) + 1 };
  }
  if (measure === "day" && wanted === "month") return { least: least / 31, most: most / 28 };
  return undefined;
}

/** `30`, `1,000`, `50.000,00`, `twenty-four`, `one hundred and twenty`. */
function valueOf(written: string): number {
  if (/^\d/.test(written)) return digitsOf(written);
  const words = written
    .replaceAll(/-\n\s*/g, "")
    .toLowerCase()
    .split(/[\s-]+/);
  return words.reduce((sum, word) => (word === "hundred" ? Math.max(sum, 1) * 100 : sum + (VALUES.get(word) ?? 0)), 0);
}

function digitsOf(written: string): number {
  const grouped = /^\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?$/.test(written);
  if (!grouped) return Number(written.replace(",", "."));
  const [, whole = written, , cents = "0"] = /^(.*?\d{3})(?:([.,])(\d{1,2}))?$/.exec(written) ?? [];
  return Number(`${whole.replaceAll(/[.,]/g, "")}.${cents}`);
}
