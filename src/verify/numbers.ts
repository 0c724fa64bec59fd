import type { FieldValue, Item } from "../core/item.ts";
import type { Derived } from "../core/prose.ts";
import { saysOf } from "./says.ts";

/** A number as it is written, with the unit behind it. */
interface Counted {
  word: string;
  value: number;
  unit?: string;
  /** Whether it says itself that it is not exact, and on which side the true one lies. */
  rounding?: Rounding;
}

type Rounding = "near" | "above" | "below";

const ONES = [
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
];
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SPELLED = new Map<string, number>([
  ...[...ONES, "sixteen", "seventeen", "eighteen", "nineteen"].map((word, index) => [word, index + 2] as const),
  ...TENS.map((word, index) => [word, (index + 2) * 10] as const),
]);
const UNITS: Readonly<Record<string, string>> = {
  second: "seconds?|secs?",
  minute: "minutes?|mins?",
  hour: "hours?|hrs?|h",
  "business day": "(?:business|working)[ -]days?|workdays?",
  day: "days?",
  week: "weeks?",
  month: "months?",
  year: "years?",
  percent: "%|percent|per cent",
  euro: "€|eur|euros?",
  dollar: "\\$|usd|dollars?",
  pound: "£|gbp",
};
const UNIT = new RegExp(
  `^(?:${Object.entries(UNITS)
    .map(([unit, words]) => `(?<${unit.replace(" ", "_")}>${words})`)
    .join("|")})(?![\\p{L}\\p{N}])`,
  "iu",
);
const NUMBER = new RegExp(`(?<sign>[€$£])?\\s?(?<digits>\\d+(?:[.,:⁄]\\d+)*)|\\b(?<spelled>${[...SPELLED.keys()].join("|")})\\b`, "giu");
/** "One" is a number where a unit follows, and else mostly a word. */
const ONE = /(?:\bone|(?<=\bby )an?)(?=[\s-](?:second|minute|hour|(?:business|working)[ -]day|day|week|month|year)\b)/gi;
/** What is a number in words, in other digits, or so vague that it says more than is known. */
const LARGE =
  /\b(?:dozens?|hundreds?|thousands?|millions?|billions?|half|twice|percent|couple(?! with\b)|thirds?(?![ -]part)|fortnights?|scores? of|by (?:hours|days|weeks)|(?:by|for|of|in) (?:months|years|decades|ages))\b|[^\p{ASCII}\P{N}]+/giu;
const ROUNDINGS: readonly (readonly [RegExp, Rounding])[] = [
  [/\b(?:about|around|roughly|some|approximately|close to)\s+$/i, "near"],
  [/\b(?:over|more than|at least|above|upwards of)\s+$/i, "above"],
  [/\b(?:nearly|almost|under|less than|up to|below)\s+$/i, "below"],
];
/** How far a number that says itself that it is not exact may lie from the true one. */
const ROUNDED_BY = 0.1;

/** The numbers in free words that neither the cited items nor what was computed of them back; a unit has to be the same. */
export function looseNumbers(words: string, cited: readonly Item[], computed: readonly Derived[]): string[] {
  const used = numbersIn(words);
  const large = words.match(LARGE) ?? [];
  if (used.length === 0 && large.length === 0) return [];
  // Whoever cites two things may say that they are two.
  const counted = cited.length > 1 ? [{ word: "", value: cited.length }] : [];
  const known: Counted[] = [
    ...counted,
    ...cited.flatMap(numbersOf),
    ...computed.map(({ value, unit }) => ({ word: unit, value, unit: unit.toLowerCase() })),
  ];
  const text = cited.map((item) => saysOf(item).words.toLowerCase()).join("\n");
  return [
    ...used.filter((each) => !known.some((other) => backs(other, each, words))).map(({ word }) => word),
    ...large.filter(
      (word) => !text.includes(word.toLowerCase()) && !used.some((each) => each.word.toLowerCase().endsWith(word.toLowerCase())),
    ),
  ];
}

const read = new WeakMap<Item, Counted[]>();

function numbersOf(item: Item): Counted[] {
  const found = read.get(item) ?? [...numbersIn(saysOf(item).words), ...Object.entries(item.fields).flatMap(fieldNumber)];
  read.set(item, found);
  return found;
}

const NAMED_UNIT = /(Seconds|Minutes|Hours|Days|Weeks|Percent|Usd|Eur)$/;
const UNITS_OF_NAMES: Readonly<Record<string, string>> = { usd: "dollar", eur: "euro", percent: "percent" };

/** A field's name says its unit, as in `plannedStageHours`. */
function fieldNumber([name, value]: [string, FieldValue]): Counted[] {
  const unit = NAMED_UNIT.exec(name)?.[1]?.toLowerCase();
  if (typeof value !== "number" || unit === undefined) return [];
  return [{ word: name, value, unit: UNITS_OF_NAMES[unit] ?? unit.replace(/s$/, "") }];
}

function numbersIn(words: string): Counted[] {
  const numbers = [...words.matchAll(NUMBER)].map((match) => {
    const { sign, digits, spelled } = match.groups ?? {};
    const value = spelled === undefined ? valueOf(digits ?? "") : (SPELLED.get(spelled.toLowerCase()) ?? Number.NaN);
    return countedAt(words, match.index, match[0], value, sign);
  });
  return [...numbers, ...[...words.matchAll(ONE)].map((match) => countedAt(words, match.index, match[0], 1))];
}

function countedAt(words: string, at: number, written: string, value: number, sign?: string): Counted {
  const behind = words.slice(at + written.length, at + written.length + 20);
  const gap = /^[\s-]?/.exec(behind)?.[0] ?? "";
  const match = UNIT.exec(behind.slice(gap.length));
  const named = Object.entries(match?.groups ?? {}).find(([, found]) => found !== undefined)?.[0];
  const unit = named?.replace("_", " ") ?? unitOfSign(sign);
  const rounding = ROUNDINGS.find(([before]) => before.test(words.slice(Math.max(0, at - 20), at) + /^\s*/.exec(written)?.[0]))?.[1];
  const word = `${written}${match ? gap + match[0] : ""}`.trim();
  return { word, value, ...(unit !== undefined && { unit }), ...(rounding && { rounding }) };
}

function unitOfSign(sign: string | undefined): string | undefined {
  return sign === "€" ? "euro" : sign === "$" ? "dollar" : sign === "£" ? "pound" : undefined;
}

/** Without the marks that group thousands; what has several parts, as a version does, is compared as it is written. */
function valueOf(digits: string): number {
  const plain = digits.replaceAll(/,(?=\d{3}\b)/g, "");
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : hashOf(plain);
}

/** A number that no count is, the same for the same text. */
function hashOf(text: string): number {
  return [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7) + 0.123456789;
}

function backs(known: Counted, used: Counted, words: string): boolean {
  return hasUnit(known, used, words) && isNear(known.value, used);
}

/** A unit must be the same one. What has none may be said of whatever the number counts, unless that is a unit itself. */
function hasUnit(known: Counted, used: Counted, words: string): boolean {
  if (used.unit !== undefined) return used.unit === known.unit;
  return known.unit === undefined || !(known.unit in UNITS) ? true : words.toLowerCase().includes(known.unit);
}

function isNear(known: number, { value, rounding }: Counted): boolean {
  if (rounding === undefined || known === value) return known === value;
  const isClose = Math.abs(known - value) <= ROUNDED_BY * Math.abs(known);
  return isClose && (rounding === "near" || (rounding === "above" ? known > value : known < value));
}
