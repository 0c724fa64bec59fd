import type { Span } from "./words.ts";

/** A date as a document has it; two where day and month can be told apart by nobody. */
export interface WrittenDate {
  span: Span;
  /** Plain dates, the earliest first. */
  dates: readonly string[];
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH =
  "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
/** Emphasis, and borders of a table's cells. */
const MARKS = /[*_~|`\r]/g;
const GAP = "[\\s,]+";
const PATTERNS = [
  /(?<![\d-])(?<year>\d{4})-(?<number>\d{2})-(?<day>\d{2})(?!\d)/gu,
  new RegExp(`(?<!\\d)${DAY}${GAP}(?:of\\s+)?(?:day\\s+of\\s+)?${MONTH}${GAP}(?<year>\\d{4})(?!\\d)`, "giu"),
  new RegExp(`\\b${MONTH}${GAP}${DAY}${GAP}(?<year>\\d{4})(?!\\d)`, "giu"),
  /(?<!\d)(?<day>\d{1,2})\.\s?(?<number>\d{1,2})\.\s?(?<year>\d{4})(?!\d)/gu,
  /(?<!\d)(?<day>\d{1,2})\/(?<number>\d{1,2})\/(?<year>\d{4})(?!\d)/gu,
];

/** The dates of a text, in its order; days that no calendar has are left out. */
export function datesIn(written: string): WrittenDate[] {
  // As long as it was, so that what is found stands where it stood.
  const text = written.replaceAll(MARKS, " ");
  const found = PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(read));
  return found.toSorted((a, b) => a.span[0] - b.span[0]);
}

function read(match: RegExpExecArray): WrittenDate[] {
  const { year = "", month = "", number = "", day = "" } = match.groups ?? {};
  const known = month === "" ? Number(number) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const isUnsure = match[0].includes("/");
  const dates = [toDate(year, known, Number(day)), ...(isUnsure ? [toDate(year, Number(day), known)] : [])].flatMap((date) => date ?? []);
  return dates.length === 0 ? [] : [{ span: [match.index, match.index + match[0].length], dates: [...new Set(dates)].toSorted() }];
}

function toDate(year: string, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(Number(year), month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}
