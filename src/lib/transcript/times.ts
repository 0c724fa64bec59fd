const SECONDS_A_MINUTE = 60;

/** Seconds of `1:02:03`, `02:03`, `00:02:03.450` or `00:02:03,450`; undefined for anything else. */
export function secondsOf(written: string | undefined): number | undefined {
  const [, hours = "0", minutes, seconds, fraction = "0"] = /^(?:(\d{1,3}):)?(\d{1,3}):(\d\d)(?:[.,](\d{1,3}))?$/.exec(written ?? "") ?? [];
  if (minutes === undefined || Number(seconds) >= SECONDS_A_MINUTE) return undefined;
  return (Number(hours) * SECONDS_A_MINUTE + Number(minutes)) * SECONDS_A_MINUTE + Number(seconds) + Number(`0.${fraction}`);
}

/** `00:12:03`. */
export function clockOf(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [
    Math.floor(whole / SECONDS_A_MINUTE ** 2),
    Math.floor(whole / SECONDS_A_MINUTE) % SECONDS_A_MINUTE,
    whole % SECONDS_A_MINUTE,
  ];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const BY_NAME_FIRST = new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\\d\\d)\\b`, "i");
const BY_DAY_FIRST = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of)? ${MONTH},? ((?:19|20)\\d\\d)\\b`, "i");
const IN_FIGURES = /(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/;

/** The first whole day that a text names, with where it stands; a day that does not exist is none. Figures alone count only with the year first. */
export function dayIn(text: string): { date: string; start: number; end: number } | undefined {
  const figures = IN_FIGURES.exec(text);
  const [monthFirst, dayFirst] = [BY_NAME_FIRST.exec(text), BY_DAY_FIRST.exec(text)];
  if (figures) return found(figures, figures[1], Number(figures[3]), figures[4]);
  if (dayFirst) return found(dayFirst, dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  return monthFirst ? found(monthFirst, monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]) : undefined;
}

function monthOf(word = ""): number {
  return MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
}

function found(match: RegExpExecArray, year = "", month: number, day = ""): ReturnType<typeof dayIn> {
  const date = `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const known = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(known.getTime()) || !known.toISOString().startsWith(date)) return undefined;
  return { date, start: match.index, end: match.index + match[0].length };
}
