import { findNearest, listOf } from "../lib/text.ts";

/** A recurrence rule taken apart. */
export interface RuleText {
  /** `NAME=VALUE` pairs of the rule itself. */
  parts: ReadonlyMap<string, string>;
  /** DTSTART, EXDATE and RDATE lines, as written. */
  dates: readonly string[];
}

/** Rules without a DTSTART count from here: a Monday, so that weeks begin with it. */
const ANCHOR = "20240101T000000";

/** What a part's value may be: a pattern, and numbers from `least` to `most`, counted from the end where `negative`. */
interface PartRule {
  pattern: RegExp;
  range?: { least: number; most: number };
  says: string;
}

const PARTS: Readonly<Record<string, PartRule>> = {
  FREQ: { pattern: /^(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY)$/, says: "YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY or MINUTELY" },
  INTERVAL: { pattern: /^\d+$/, range: { least: 1, most: 10_000 }, says: "a number from 1" },
  COUNT: { pattern: /^\d+$/, range: { least: 1, most: 1_000_000 }, says: "a number from 1" },
  UNTIL: { pattern: /^\d{8}(?:T\d{6}Z?)?$/, says: "a time such as 20261231T235959Z" },
  BYSECOND: { pattern: /^\d+$/, range: { least: 0, most: 59 }, says: "one number from 0 to 59" },
  BYMINUTE: { pattern: /^\d+(?:,\d+)*$/, range: { least: 0, most: 59 }, says: "numbers from 0 to 59" },
  BYHOUR: { pattern: /^\d+(?:,\d+)*$/, range: { least: 0, most: 23 }, says: "numbers from 0 to 23" },
  BYDAY: { pattern: /^[+-]?\d*(?:MO|TU|WE|TH|FR|SA|SU)(?:,[+-]?\d*(?:MO|TU|WE|TH|FR|SA|SU))*$/, says: "days such as MO,WE or -1FR" },
  BYMONTHDAY: { pattern: /^[+-]?\d+(?:,[+-]?\d+)*$/, range: { least: 1, most: 31 }, says: "numbers from 1 to 31 or -31 to -1" },
  BYYEARDAY: { pattern: /^[+-]?\d+(?:,[+-]?\d+)*$/, range: { least: 1, most: 366 }, says: "numbers from 1 to 366 or -366 to -1" },
  BYWEEKNO: { pattern: /^[+-]?\d+(?:,[+-]?\d+)*$/, range: { least: 1, most: 53 }, says: "numbers from 1 to 53 or -53 to -1" },
  BYMONTH: { pattern: /^\d+(?:,\d+)*$/, range: { least: 1, most: 12 }, says: "numbers from 1 to 12" },
  BYSETPOS: { pattern: /^[+-]?\d+(?:,[+-]?\d+)*$/, range: { least: 1, most: 366 }, says: "numbers from 1 to 366 or -366 to -1" },
  WKST: { pattern: /^(?:MO|TU|WE|TH|FR|SA|SU)$/, says: "a day such as MO" },
};

/** Takes a rule apart: `FREQ=…` alone, with `RRULE:` before it, or as lines with DTSTART, EXDATE and RDATE. */
export function parseRuleText(rule: string): RuleText {
  const lines = rule.split(/\r?\n/).map((line) => line.trim());
  const pairs = lines
    .filter((line) => line !== "" && !isDate(line))
    .flatMap((line) => line.replace(/^RRULE:/, "").split(";"))
    .map((pair): [string, string] => [pair.split("=")[0] ?? "", pair.split("=").slice(1).join("=")]);
  return { parts: new Map(pairs), dates: lines.filter(isDate) };
}

function isDate(line: string): boolean {
  return /^(?:DTSTART|EXDATE|RDATE)/.test(line);
}

/** The rule as iCalendar lines, counted from a fixed Monday where it names no start of its own. */
export function toCalendarLines(rule: RuleText, timezone: string): string {
  const start = hasStart(rule) ? [] : [`DTSTART;TZID=${timezone}:${ANCHOR}`];
  const parts = [...rule.parts].map(([name, value]) => `${name}=${value}`).join(";");
  return [...start, ...rule.dates, `RRULE:${parts}`].join("\n");
}

/** Whether the rule says from when it counts. */
export function hasStart(rule: RuleText): boolean {
  return rule.dates.some((line) => line.startsWith("DTSTART"));
}

/** The first part that is unknown or out of range, in words: the library would silently leave it out. */
export function findPartProblem(rule: RuleText): string | undefined {
  for (const [name, value] of rule.parts) {
    const expected = PARTS[name];
    if (!expected) return unknownPart(name);
    if (!isWithin(value, expected)) return `expected ${name} of the rrule to be ${expected.says}, got ${JSON.stringify(value)}`;
  }
  if (!rule.parts.has("FREQ")) return "expected the rrule to have FREQ, such as FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0, got none";
  const uncounted = rule.parts.has("COUNT") && !hasStart(rule);
  return uncounted ? "expected an rrule with COUNT to say from when it counts (a DTSTART line), got none" : undefined;
}

function unknownPart(name: string): string {
  const nearest = findNearest(name, Object.keys(PARTS));
  return `expected parts such as ${listOf(Object.keys(PARTS).slice(0, 3))} in the rrule, got ${JSON.stringify(name)}${nearest ? `: did you mean ${nearest}?` : ""}`;
}

function isWithin(value: string, { pattern, range }: PartRule): boolean {
  if (!pattern.test(value)) return false;
  if (!range) return true;
  return value.split(",").every((number) => Math.abs(Number(number)) >= range.least && Math.abs(Number(number)) <= range.most);
}
