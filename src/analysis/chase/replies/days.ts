import { Temporal } from "temporal-polyfill";
import { recogniseDates, type WriterClock } from "../../language/recognise-dates.ts";
import { VAGUE, between, type Read } from "./calendar-days.ts";
import { NTH_READER, READERS, TIME_READER, TODAY_READER, WEEKDAY_READER, type Reader } from "./day-words.ts";

/** A day or a time that words name, with their offsets. */
export interface Said extends Read {
  start: number;
  end: number;
  /** Whether it is over. */
  isPast: boolean;
}

/** When and where the writer writes. */
export interface Writer {
  now: Temporal.ZonedDateTime;
  clock: WriterClock;
}

/** A day in figures that lies further ahead had its month and day the other way round, most likely. */
const MONTHS_AWAY_DAYS = 75;

/** The writer as days are counted for them. */
export function writerAt(at: string, zone: string, isDayFirst: boolean): Writer {
  const now = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return { now, clock: { instant: new Date(at), offsetMinutes: now.offsetNanoseconds / 60_000_000_000, isDayFirst } };
}

/** Something of each way to name a time, since most clauses name none. */
const NAMES_A_TIME =
  /\d|day|week|wee|tomorrow|tonight|night|morning|noon|evening|month|quarter|year|sprint|hour|minute|min|hr|eo[dwmqy]|e\.o|cob|c\.o|soon|shortly|asap|eventually|point|time|while|now|already|earlier|ago|ly|later|holidays|christmas|xmas|easter|summer|launch|release|vacation|break|freeze|bed|leave|go|log|sleep|lunch|dinner|stand-?up|sync|meeting|call|demo|business|play|pm|uary|march|april|may|june|july|august|ember|ober|thing|jan|feb|apr|jun|jul|aug|sep|oct|nov|dec|mar/;

/** Days that a text in small letters names, in its order; a range is one. */
export function daysSaid(text: string, writer: Writer): Said[] {
  if (!NAMES_A_TIME.test(text)) return [];
  const found: Said[] = [];
  let rest = text;
  const take = (said: Said): void => {
    found.push(said);
    rest = rest.slice(0, said.start) + "_".repeat(said.end - said.start) + rest.slice(said.end);
  };
  for (const reader of READERS) for (const said of readWith(reader, rest, writer)) take(said);
  for (const said of datesIn(rest, writer)) take(said);
  for (const reader of [WEEKDAY_READER, NTH_READER]) for (const said of readWith(reader, rest, writer)) take(said);
  // A time of day says which day only where nothing else does.
  const hasDay = found.some(({ days, isPast }) => days !== null && !isPast);
  const times = readWith(TODAY_READER, rest, writer).map((said, place): Said =>
    hasDay || place > 0 ? { ...said, days: null, isSure: true, isPast: true } : said,
  );
  for (const said of times) take(said);
  for (const said of readWith(TIME_READER, rest, writer)) take(said);
  return joined(
    found.toSorted((a, b) => a.start - b.start),
    text,
  );
}

function readWith([words, read]: Reader, text: string, writer: Writer): Said[] {
  const today = writer.now.toPlainDate();
  return [...text.matchAll(words)].flatMap((match) => {
    const known = read(match, today, writer.now);
    return known === undefined ? [] : [{ isPast: false, ...known, start: match.index, end: match.index + match[0].length }];
  });
}

/** Days with their month, in words or figures, by the recogniser. */
function datesIn(text: string, { now, clock }: Writer): Said[] {
  const today = now.toPlainDate();
  if (!/\d/.test(text)) return [];
  return recogniseDates(text, "en", clock).flatMap(({ start, end, words, from, to }): Said[] => {
    if (from.month === undefined || from.day === undefined || !/\d/.test(words) || /[\w/.-]$/.test(text.slice(0, start))) return [];
    if (from.instant !== undefined || /hour|minute|day|week|month/.test(words.replace(/\w+day\b/, ""))) return [];
    if (/^ ?(?:of|done|finished|complete|through|there|merged|ready|written)/.test(text.slice(end)) && /^\d\/\d+$/.test(words)) return [];
    const first = Temporal.PlainDate.from(from.nearest, { overflow: "constrain" });
    const other =
      /^(?:st|nd|rd|th)? ?(?:or|-|to|\/|and) ?(?:the )?(\d{1,2})(?:st|nd|rd|th)?\b(?! ?(?:%|:|\/|\.\d|days?|weeks?|hours?|more))/.exec(
        text.slice(end),
      );
    const last = to
      ? Temporal.PlainDate.from(to.nearest, { overflow: "constrain" })
      : other
        ? first.with({ day: Math.max(1, Number(other[1])) })
        : first;
    const away = today.until(first, { largestUnit: "days" }).days;
    const isOtherDay = from.weekday !== undefined && first.dayOfWeek !== from.weekday;
    const stop = other && !to ? end + other[0].length : end;
    if (away < 0) return [{ start, end: stop, days: null, isSure: false, isPast: true }];
    const isAsked = /^[\d/.-]+$/.test(words) && !/\d{4}/.test(words) && away > MONTHS_AWAY_DAYS;
    return [
      {
        start,
        end: stop,
        ...(isAsked ? VAGUE : between(first, last, !isOtherDay && Temporal.PlainDate.compare(first, last) <= 0)),
        isPast: false,
      },
    ];
  });
}

const JOINT =
  /^\s*(?:,?\s*(?:or|(?:or )?(?:could|might|may|can) (?:also|just as well|as well|easily) be|or maybe|maybe|or even|perhaps|possibly|(?:or )?worst case|at worst|if not|or at the latest|latest|-|\/|to|through|till|until)\s*(?:by |on )?)\s*$/;

function joined(found: readonly Said[], text: string): Said[] {
  const ranges: Said[] = [];
  for (const said of found) {
    const last = ranges.at(-1);
    const gap = last ? text.slice(last.end, said.start) : "";
    const isBetween = last !== undefined && /^\s*and\s*$/.test(gap) && /\bbetween $/.test(text.slice(0, last.start));
    const isLatest = /^\s*,\s*$/.test(gap) && /^ (?:at the latest|latest|worst case|at worst|tops)/.test(text.slice(said.end));
    if (last?.days && said.days && !last.isPast && !said.isPast && (JOINT.test(gap) || isBetween || isLatest)) {
      const [from, to] = [last.days, said.days]
        .flatMap((each) => [each.from, each.to])
        .toSorted()
        .filter((_, index) => index % 3 === 0);
      ranges[ranges.length - 1] = {
        ...last,
        end: said.end,
        days: { from: from ?? last.days.from, to: to ?? said.days.to },
        isSure: last.isSure && said.isSure,
      };
    } else ranges.push(said);
  }
  return ranges;
}
