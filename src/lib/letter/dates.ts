/** When a letter says that it was sent. */
export interface SentAt {
  /** Milliseconds since 1970. */
  ms: number;
  /** Minutes that the sender's clock is ahead of UTC; null where only UTC is said. */
  offsetMinutes: number | null;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ZONES: Readonly<Record<string, number>> = { EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420 };
const DATE = /(\d{1,2})[ -]+([a-z]{3})[a-z]*\.?[ -]+(\d{2,4})[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[a-z]{1,5})?/i;
const EARLIEST_MS = Date.UTC(1971, 0, 1);

/** A date as RFC 5322, section 3.3 writes it, or as ISO 8601 does; undefined for anything else, and for years that no letter comes from. */
export function parseMailDate(value: string): SentAt | undefined {
  const text = value.slice(0, 200);
  const found = DATE.exec(text);
  const sent = found ? fromParts(found) : fromIso(text);
  return sent && sent.ms > EARLIEST_MS ? sent : undefined;
}

function fromParts([, day, monthName = "", yearText = "", hour, minute, second, zone]: RegExpExecArray): SentAt | undefined {
  const month = MONTHS.indexOf(monthName.toLowerCase());
  const year = yearText.length === 4 ? Number(yearText) : Number(yearText) + (Number(yearText) < 50 ? 2000 : 1900);
  if (month === -1 || Number(hour) > 23 || Number(minute) > 59 || Number(day) > 31) return undefined;
  const offsetMinutes = offsetOf(zone);
  const local = Date.UTC(year, month, Number(day), Number(hour), Number(minute), Math.min(Number(second ?? 0), 59));
  return { ms: local - (offsetMinutes ?? 0) * 60_000, offsetMinutes };
}

function offsetOf(zone: string | undefined): number | null {
  const digits = /^([+-])(\d{2})(\d{2})$/.exec(zone ?? "");
  if (!digits) return ZONES[(zone ?? "").toUpperCase()] ?? null;
  const minutes = Number(digits[2]) * 60 + Number(digits[3]);
  // Beyond this it is no zone of the earth but a slip.
  if (minutes === 0 || minutes > 14 * 60) return null;
  return digits[1] === "-" ? -minutes : minutes;
}

function fromIso(text: string): SentAt | undefined {
  const found = /^\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?/i.exec(text);
  if (!found) return undefined;
  const offsetMinutes = offsetOf(found[3]?.replace(":", ""));
  const ms = Date.parse(`${found[1]}T${found[2]}Z`) - (offsetMinutes ?? 0) * 60_000;
  return Number.isNaN(ms) ? undefined : { ms, offsetMinutes };
}
