import type { Respelling } from "../spelling.ts";

const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const NUMBERS = 6;

/** "3 de julio", "3. Juli", "3 juli" in English; `between` is what stands between day and month, `names` are the twelve months without marks. */
export function monthsOf(between: string, names: readonly string[]): Respelling[] {
  return names.map((name, place): Respelling => [
    new RegExp(String.raw`(?<![\d.])(\d{1,2})(?:er|st|o)?${between}(?:${name})\b`, "g"),
    `$1 ${MONTHS[place]}`,
  ]);
}

/** "in drei Tagen" in English; `numbers` are one to six, as they stand before a day. */
export function aheadOf(within: string, numbers: readonly string[], days: string, weeks: string): Respelling[] {
  return numbers.slice(0, NUMBERS).flatMap((name, place): Respelling[] => [
    [new RegExp(String.raw`\b(?:${within}) (?:${name}|${place + 1}) (?:${days})\b`, "g"), `in ${place + 1} days`],
    [new RegExp(String.raw`\b(?:${within}) (?:${name}|${place + 1}) (?:${weeks})\b`, "g"), `in ${place + 1} weeks`],
  ]);
}
