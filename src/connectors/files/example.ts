import { Temporal } from "temporal-polyfill";
import { plainDateOf } from "../../core/work-calendar.ts";
import { parseDate } from "../../lib/rows/dates.ts";
import { shorten } from "../../lib/text.ts";

/** A file of made-up data, whose dates are moved so that it is always about today. */
export interface Example {
  /** Moves one of the file's dates; null stays null. */
  move(date: string | null): string | null;
  /** When the file counts as edited, in milliseconds: noon of its `edited` day, moved. */
  editedAtMs: number;
  remarks: readonly string[];
}

/** The example that a file's front matter declares; undefined for real data. `asOf` is the instant that `anchor` is moved to. */
export function findExample(frontMatter: ReadonlyMap<string, string>, asOf: string, timezone: string): Example | undefined {
  if (frontMatter.get("example") !== "true") return undefined;
  const today = plainDateOf(asOf, timezone);
  const anchor = dateAt(frontMatter, "anchor") ?? today;
  const { days } = Temporal.PlainDate.from(anchor).until(today, { largestUnit: "days" });
  const edited = Temporal.PlainDate.from(dateAt(frontMatter, "edited") ?? anchor).add({ days });
  return {
    move: (date) => (date === null ? null : Temporal.PlainDate.from(date).add({ days }).toString()),
    editedAtMs: edited.toZonedDateTime({ timeZone: timezone, plainTime: "12:00" }).epochMilliseconds,
    remarks: ["anchor", "edited"].flatMap((key) => remarkOn(frontMatter, key) ?? []),
  };
}

function dateAt(frontMatter: ReadonlyMap<string, string>, key: string): string | undefined {
  return parseDate(frontMatter.get(key) ?? "");
}

function remarkOn(frontMatter: ReadonlyMap<string, string>, key: string): string | undefined {
  const value = frontMatter.get(key);
  if (value === undefined || parseDate(value) !== undefined) return undefined;
  return `expected ${key} to be a date such as 2026-11-20, got ${shorten(value, 40)}`;
}
