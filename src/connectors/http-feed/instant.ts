const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** https://www.rfc-editor.org/rfc/rfc5322#section-4.3, as loosely as feeds write it. */
const LETTER =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]{0,6}[\s-]+(\d{4}|\d\d)(?:\s+(\d\d?):(\d\d)(?::(\d\d))?\s*([a-z]{1,5}|(?:GMT|UTC)?[+-]\d\d:?\d\d)?)?$/i;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Hours from UTC, as RFC 5322 has them, and those of Europe; any other name of a zone is taken for UTC. */
const ZONES: Readonly<Record<string, number>> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  cet: 1,
  cest: 2,
  bst: 1,
};

/** The UTC instant that a feed means; undefined where it is none. Without a zone it is taken for UTC, a date alone for its beginning. */
export function instantIn(text: string | undefined): string | undefined {
  const line = text?.slice(0, 100).trim().replaceAll(/\s+/g, " ") ?? "";
  const ms = fromIso(line) ?? fromLetter(line) ?? fromNumber(line);
  // Earlier than the first feed there was, it is a mistake of a program.
  return ms !== undefined && ms >= Date.UTC(1990, 0) && ms < Date.UTC(10_000, 0) ? new Date(ms).toISOString() : undefined;
}

function fromIso(line: string): number | undefined {
  const [, date, time = "00:00", zone = "Z"] = ISO.exec(line) ?? [];
  if (date === undefined) return undefined;
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  return finite(Date.parse(`${date}T${time}${offset.toUpperCase()}`));
}

function fromLetter(line: string): number | undefined {
  const [whole, day, month = "", year, hour = 0, minute = 0, second = 0, zone = "GMT"] = LETTER.exec(line) ?? [];
  const index = MONTHS.indexOf(month.toLowerCase());
  if (whole === undefined || index < 0 || Number(day) > 31 || Number(hour) > 24 || Number(minute) > 59) return undefined;
  const full = Number(year) + (year?.length === 2 ? (Number(year) < 50 ? 2_000 : 1_900) : 0);
  return finite(Date.UTC(full, index, Number(day), Number(hour), Number(minute), Number(second)) - offsetOf(zone));
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  if (sign === undefined) return (ZONES[zone.toLowerCase()] ?? 0) * 3_600_000;
  return (sign === "-" ? -60_000 : 60_000) * (Number(hours) * 60 + Number(minutes));
}

/** Seconds or milliseconds since 1970, as JSON often has them. */
function fromNumber(line: string): number | undefined {
  if (/^\d{10}$/.test(line)) return Number(line) * 1_000;
  return /^\d{13}$/.test(line) ? Number(line) : undefined;
}

function finite(ms: number): number | undefined {
  return Number.isFinite(ms) ? ms : undefined;
}
