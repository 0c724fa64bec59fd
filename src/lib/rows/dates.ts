import { Temporal } from "temporal-polyfill";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = `(?:${MONTHS.join("|")})[a-z]*\\.?`;
const DAY_FIRST = new RegExp(`^(\\d{1,2})\\.? (${MONTH}),? (\\d{4})$`, "i");
const MONTH_FIRST = new RegExp(`^(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})$`, "i");
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const MOMENT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d:?\d\d)?$/i;

/** A plain date as written, or undefined where there is no such day. */
export function parseDate(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString();
  } catch {
    // Such as 30 February.
    return undefined;
  }
}

/**
 * The plain date of what people write in a table: `2026-11-20`, `20 Nov 2026`, `Nov 20, 2026`, `20.11.2026`, or a time of a day in a zone.
 * `11/12/2026` is none: it means two days.
 */
export function dateIn(text: string, timezone: string): string | undefined {
  const written = text.trim();
  const instant = MOMENT.test(written) ? instantIn(written, timezone) : undefined;
  if (instant !== undefined) return Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).toPlainDate().toString();
  const [, dotDay, dotMonth, dotYear] = DOTTED.exec(written) ?? [];
  if (dotYear !== undefined) return composed(dotYear, dotMonth, dotDay);
  const [, day, month, year] = DAY_FIRST.exec(written) ?? [];
  if (year !== undefined) return composed(year, monthOf(month), day);
  const [, firstMonth, secondDay, lastYear] = MONTH_FIRST.exec(written) ?? [];
  return lastYear === undefined ? parseDate(written) : composed(lastYear, monthOf(firstMonth), secondDay);
}

/** The UTC instant of a time of a day, in the zone that stands there or else in `timezone`; of a plain date, when that day begins. */
export function instantIn(text: string, timezone: string): string | undefined {
  const written = text.trim();
  const [, date, time, offset] = MOMENT.exec(written) ?? [];
  try {
    if (date !== undefined && offset !== undefined) return new Date(`${date}T${time}${offset.toUpperCase()}`).toISOString();
    const day = date === undefined ? dateIn(written, timezone) : date;
    if (day === undefined) return undefined;
    const local = Temporal.PlainDateTime.from(`${day}T${time ?? "00:00"}`, { overflow: "reject" });
    return new Date(local.toZonedDateTime(timezone).epochMilliseconds).toISOString();
  } catch {
    // Such as 25:00, or 30 February.
    return undefined;
  }
}

function monthOf(name = ""): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function composed(year: string, month = "", day = ""): string | undefined {
  return parseDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}
