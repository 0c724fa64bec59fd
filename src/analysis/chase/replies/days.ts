import { Temporal } from "temporal-polyfill";
import { recogniseDates, type WriterClock } from "../../language/recognise-dates.ts";

/** A day or a time that words name, with their offsets. */
export interface Said {
  start: number;
  end: number;
  /** The first and the last day that may be meant, plain dates; null where no day can be told from the words. */
  days: { from: string; to: string } | null;
  /** Whether they mean one day, or days that the writer named. */
  isSure: boolean;
  /** Whether it is over. */
  isPast: boolean;
}

/** When and where the writer writes. */
export interface Writer {
  now: Temporal.ZonedDateTime;
  clock: WriterClock;
}

type Read = Omit<Said, "start" | "end" | "isPast"> & { isPast?: boolean };
type Reader = readonly [words: RegExp, read: (match: RegExpExecArray, today: Temporal.PlainDate, writer: Writer) => Read | undefined];

const FRIDAY = 5;
const QUARTER_MONTHS = 3;
/** Until this hour "tomorrow" may mean the day that has already begun. */
const NIGHT_ENDS_HOUR = 4;
/** A day in figures that lies further ahead had its month and day the other way round, most likely. */
const MONTHS_AWAY_DAYS = 75;
const JUST_PASSED_DAYS = 10;
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const NUMBERS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10 };
const WEEKDAY = String.raw`(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?`;
const MONTH =
  "(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)";
const COUNT = String.raw`(\d{1,2}|an?|one|two|three|four|five|six|seven|ten)`;
const VAGUE: Read = { days: null, isSure: false };
const OVER: Read = { days: null, isSure: true, isPast: true };

const on = (day: Temporal.PlainDate, isSure = true): Read => between(day, day, isSure);
const between = (from: Temporal.PlainDate, to: Temporal.PlainDate, isSure: boolean): Read => ({
  days: { from: from.toString(), to: to.toString() },
  isSure,
});

/** What names days in words, the longest first: what one has read is not read again. */
const READERS: readonly Reader[] = [
  [new RegExp(String.raw`\bfrom (?:the )?(?:${WEEKDAY}|today|tomorrow)(?= (?:to|until|till)\b)`, "g"), ({ input }) => (/\b(?:slip|mov|push|shift|delay|bump|postpon)/.test(input) ? OVER : undefined)],
  [new RegExp(String.raw`\b${WEEKDAY},? (?:of )?last week\b|\blast week'?s? (?:on )?${WEEKDAY}`, "g"), () => OVER],
  [
    /\b(?:yesterday|last (?:night|week|month|monday|tuesday|wednesday|thursday|friday|weekend)|(?:an?|one|two|three|some|\d+|a few|a couple(?: of)?) (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?) ago|(?:long|ages|a while) ago|earlier (?:today|this week)|this morning|just now|already|since (?:\w+day|yesterday|last week))\b/g,
    ({ input, index }) => (/\b(?:by|before|until|till|for) $/.test(input.slice(0, index)) ? { ...VAGUE, isPast: true } : OVER),
  ],
  [
    new RegExp(String.raw`\b${WEEKDAY},? (?:of )?next week\b|\bnext week,? (?:on )?${WEEKDAY}`, "g"),
    (match, today) => on(weekAfter(today).add({ days: weekdayOf(match[1] ?? match[2]) - 1 })),
  ],
  [/\b(?:the )?end of (?:the )?next week\b|\bnext week'?s end\b/g, (_, today) => on(weekAfter(today).add({ days: FRIDAY - 1 }), false)],
  [
    /\b(?:(?:early|late|later|mid|middle of|beginning of|start of|sometime|some time)[ -])*(?:in )?(?:the )?next week\b/g,
    (_, today) => between(weekAfter(today), weekAfter(today).add({ days: FRIDAY - 1 }), false),
  ],
  [
    /\bweek after next\b|\bin the week after\b/g,
    (_, today) => between(weekAfter(today).add({ days: 7 }), weekAfter(today).add({ days: FRIDAY + 6 }), false),
  ],
  [/\b(?:e\.?o\.?w|(?:the )?end of (?:the |this )?(?:working )?week|week'?s end|end of week)\b/g, (_, today) => on(comingFriday(today))],
  [
    /\b(?:(?:early|late|later|mid|sometime|some time) )?(?:in )?(?:this|the) week(?! of)\b/g,
    (_, today) => (today.dayOfWeek > FRIDAY ? VAGUE : between(today, comingFriday(today), false)),
  ],
  [/\b(?:e\.?o\.?m|(?:the )?end of (?:the |this )?month|month[- ]?end)\b/g, (_, today) => on(lastOfMonth(today))],
  [/\b(?:(?:early|late|mid|sometime|some time)[ -])*(?:in )?next month\b/g, (_, today) => wholeMonth(today.add({ months: 1 }))],
  [/\b(?:later |sometime )?this month\b/g, (_, today) => between(today, lastOfMonth(today), false)],
  [/\b(?:e\.?o\.?q|(?:the )?end of (?:the |this )?quarter|quarter[- ]end)\b/g, (_, today) => on(lastOfQuarter(today))],
  [/\bnext quarter\b/g, (_, today) => quarterFrom(lastOfQuarter(today).add({ days: 1 }))],
  [/\bthis quarter\b/g, (_, today) => between(today, lastOfQuarter(today), false)],
  [/\bq([1-4])\b/g, ([, quarter], today) => comingQuarter(Number(quarter), today)],
  [/\b(?:e\.?o\.?y|(?:the )?end of (?:the |this )?year|year[- ]end)\b(?! close)/g, (_, today) => on(today.with({ month: 12, day: 31 }))],
  [new RegExp(String.raw`\b(?:the )?end of ${MONTH}\b`, "g"), ([, name], today) => on(lastOfMonth(comingMonth(name, today)))],
  [
    new RegExp(String.raw`\b(?:early|late|mid|middle of|beginning of|start of|sometime in|in)[ -](?:in )?${MONTH}\b(?! \d)`, "g"),
    ([, name], today) => wholeMonth(comingMonth(name, today)),
  ],
  [
    /\b(?:first thing(?: in the morning)?|in the morning|by (?:the )?morning|tomorrow,? first thing)\b(?! tomorrow| on)/g,
    (_, today, { now }) => (now.hour >= NIGHT_ENDS_HOUR ? on(today.add({ days: 1 })) : on(today, false)),
  ],
  [/\b(?:overnight|at midnight|around midnight|after midnight)\b/g, (_, today) => on(today.add({ days: 1 }), false)],
  [/(?<=^\W*(?:by |in |for |around |sometime )*)(january|february|april|june|july|august|september|october|november|december)(?=\W*$)/g, ([name], today) => wholeMonth(comingMonth(name, today))],
  [/\b(?:this |the |over the |next |on the )?weekend\b/g, () => VAGUE],
  [/\b(?:the )?day after tomorrow\b/g, (_, today, { now }) => on(today.add({ days: 2 }), now.hour >= NIGHT_ENDS_HOUR)],
  [
    /\b(?:later |first thing )?tomorrow(?: (?:morning|afternoon|evening|night|noon|lunch|eod|cob|at noon))?\b/g,
    (_, today, { now }) => on(today.add({ days: 1 }), now.hour >= NIGHT_ENDS_HOUR),
  ],
  [
    new RegExp(String.raw`(?:\b(?:in|within) (?:the next )?(?:about )?|(?<=^\W*(?:about |another )?))${COUNT} ?(?:-|to|or) ?${COUNT} (business |working |work)?(day|week)s?\b`, "g"),
    (match, today) => {
      const [from, to] = [ahead(match[1], match[4], match[3], today), ahead(match[2], match[4], match[3], today)];
      return between(from, to, true);
    },
  ],
  [
    new RegExp(String.raw`\b(?:in|within) (?:about )?${COUNT} (business |working |work)?(day|week)s?\b(?! ?or)|\b${COUNT} (day|week)s? from (?:now|today)\b`, "g"),
    (match, today) => on(ahead(match[1] ?? match[4], match[3] ?? match[5], match[2], today)),
  ],
  [
    /\b(?:within the|(?:in |within |give me |need )?(?:another |about |like |maybe )?(an?|one|two|three|four|five|six|\d{1,2}|(?:a )?few|(?:a )?couple(?: of)?|half an?)) ?(?:more )?(minute|min|hour|hr)s?(?: or (?:so|two))?\b(?! ago)/g,
    ([, count, unit], _, { now }) => within(count, unit, now),
  ],
  [
    /\b(?:soon|shortly|asap|eventually|at some point|sometime|some time|in a bit|in a while|a few (?:more )?days|(?:a )?couple(?: of)?(?: more)? (?:days|weeks)|some (?:more )?days|any day now|in the coming days|(?:in )?(?:the )?next few days|(?:in )?(?:a )?few weeks|a day or (?:two|so)|before (?:the )?(?:holidays|christmas|xmas|easter|summer|launch|release|vacation|break)|after (?:the )?(?:holidays|christmas|xmas|new year|launch|release|freeze|break)|(?:by|at|over) (?:christmas|xmas|new year|easter)|(?:next|this|end of(?: the| this)?) sprint|later on|when i (?:can|get (?:time|to it))|(?:by|before) (?:the |our )?(?:stand-?up|sync|meeting|call|demo)|by the time you (?:are up|wake up|read this|get in))\b/g,
    () => VAGUE,
  ],
  [
    /(?<!\bfor (?:about |over )?)\b(?:another|one more|two more|\d more|three more|an extra|one extra|two extra|a|two|three|four|five|\d{1,2}|few)(?: (?:more|extra|full|business|working|good))? (?:days?|weeks?|months?)\b(?!'| (?:ago|late|behind|early|overdue|ahead|of))/g,
    () => VAGUE,
  ],
  [/\b(?:later today|by today|by tonight|today|tonight|this (?:afternoon|evening)|before (?:i (?:go|leave|log off|sign off|crash|sleep)|bed|the day is over)|later tonight)\b/g, (_, today) => on(today)],
];
const WEEKDAY_READER: Reader = [
  new RegExp(String.raw`\b(?:(next|this|coming|this coming|on) )?${WEEKDAY}\b(?:,? (?:the )?\d{1,2}(?:st|nd|rd|th)\b(?! (?:of )?${MONTH}))?`, "g"),
  ([words, which, name], today) => weekday(words, which, weekdayOf(name), today),
];
const NTH_READER: Reader = [
  /\b(?:the |on )(\d{1,2})(?:st|nd|rd|th)\b|\b(?<=or |- |\/ ?)(\d{1,2})(?:st|nd|rd|th)\b|(?<![-\w.])(\d{1,2})(?:st|nd|rd|th)\b(?! (?:of |january|february|march|april|may|june|july|august|september|october|november|december|item|one|task|draft|version|round|pass|time))/g,
  ([, first, second, third], today) => nthOfMonth(Number(first ?? second ?? third), today),
];
const TODAY_READER: Reader = [
  /\b(?:(?:by |before |at )?(?:e\.?o\.?d|c\.?o\.?b|(?:the )?end of (?:the |this |my )?day|close of (?:business|play))|(?:by|before|after|at|around) (?:lunch(?:time)?|noon|midday|midnight|dinner)|(?:by |at |around |before |~)?(?:\d{1,2}(?::[0-5]\d)? ?(?:am|pm|ish|o'clock)|(?:[01]?\d|2[0-3]):[0-5]\d)(?: ?(?:cet|est|pst|et|pt|ist|gmt|utc|bst|cest|edt|pdt))?|(?:by|before|at|around) (?:1[0-2]|[1-9])(?= ?$| ?[,)]))(?! ago)/g,
  ([words], today, { now }) => clockTime(words, today, now),
];
/** Times that say which day only beside one. */
const TIME_READER: Reader = [
  /\b(?:pm|noon|noonish|midday|(?<=day )lunch(?:time)?|midnight|afternoonish|after (?:the )?(?:stand-?up|sync|meeting|call|school run|work)|(?:my|your|local|pacific|eastern|london|berlin) time|cet|est|pst|gmt|utc)\b/g,
  () => ({ days: null, isSure: true, isPast: true }),
];

/** The writer as days are counted for them. */
export function writerAt(at: string, zone: string, isDayFirst: boolean): Writer {
  const now = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return { now, clock: { instant: new Date(at), offsetMinutes: now.offsetNanoseconds / 60_000_000_000, isDayFirst } };
}

/** Days that a text in small letters names, in its order; a range is one. */
export function daysSaid(text: string, writer: Writer): Said[] {
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
  const times = readWith(TODAY_READER, rest, writer).map((said, place): Said => (hasDay || place > 0 ? { ...said, days: null, isSure: true, isPast: true } : said));
  for (const said of times) take(said);
  for (const said of readWith(TIME_READER, rest, writer)) take(said);
  return joined(found.toSorted((a, b) => a.start - b.start), text);
}

function readWith([words, read]: Reader, text: string, writer: Writer): Said[] {
  const today = writer.now.toPlainDate();
  return [...text.matchAll(words)].flatMap((match) => {
    const known = read(match, today, writer);
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
    const other = /^(?:st|nd|rd|th)? ?(?:or|-|to|\/|and) ?(?:the )?(\d{1,2})(?:st|nd|rd|th)?\b(?! ?(?:%|:|\/|\.\d|days?|weeks?|hours?|more))/.exec(text.slice(end));
    const last = to ? Temporal.PlainDate.from(to.nearest, { overflow: "constrain" }) : other ? first.with({ day: Number(other[1]) }) : first;
    const away = today.until(first, { largestUnit: "days" }).days;
    const isOtherDay = from.weekday !== undefined && first.dayOfWeek !== from.weekday;
    const stop = other && !to ? end + other[0].length : end;
    if (away < 0) return [{ start, end: stop, days: null, isSure: false, isPast: true }];
    const isAsked = /^[\d/.-]+$/.test(words) && !/\d{4}/.test(words) && away > MONTHS_AWAY_DAYS;
    return [{ start, end: stop, ...(isAsked ? VAGUE : between(first, last, !isOtherDay && Temporal.PlainDate.compare(first, last) <= 0)), isPast: false }];
  });
}

const JOINT = /^\s*(?:,?\s*(?:or|or maybe|maybe|or even|perhaps|possibly|(?:or )?worst case|at worst|if not|or at the latest|latest|-|\/|to|through|till|until)\s*(?:by |on )?)\s*$/;

function joined(found: readonly Said[], text: string): Said[] {
  const ranges: Said[] = [];
  for (const said of found) {
    const last = ranges.at(-1);
    const gap = last ? text.slice(last.end, said.start) : "";
    const isBetween = last !== undefined && /^\s*and\s*$/.test(gap) && /\bbetween $/.test(text.slice(0, last.start));
    const isLatest = /^\s*,\s*$/.test(gap) && /^ (?:at the latest|latest|worst case|at worst|tops)/.test(text.slice(said.end));
    if (last?.days && said.days && !last.isPast && !said.isPast && (JOINT.test(gap) || isBetween || isLatest)) {
      const [from, to] = [last.days, said.days].flatMap((each) => [each.from, each.to]).toSorted().filter((_, index) => index % 3 === 0);
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

/** A time of day without its day: today's, or tomorrow's where that is over; what may be either is not sure. */
function clockTime(words: string, today: Temporal.PlainDate, now: Temporal.ZonedDateTime): Read {
  const tomorrow = today.add({ days: 1 });
  if (/noon|midday|lunch/.test(words)) return now.hour >= 13 ? on(tomorrow, false) : on(today);
  const [, hours, minutes, half] = /(\d{1,2})(?::(\d\d))? ?(am|pm)?/.exec(words) ?? [];
  if (hours === undefined) return on(today);
  const isSaid = half !== undefined || minutes !== undefined;
  const hour = (Number(hours) % (half === undefined ? 24 : 12)) + (half === "pm" ? 12 : 0);
  if (hour > now.hour) return on(today, isSaid || hour < 12);
  return !isSaid && hour + 12 > now.hour ? on(today) : on(tomorrow, isSaid);
}

/** What is counted in hours and minutes is a day where it ends before midnight, or surely after it. */
function within(count: string | undefined, unit: string | undefined, now: Temporal.ZonedDateTime): Read {
  const isVague = count === undefined || /few|couple|half/.test(count);
  const many = isVague ? 1 : (NUMBERS[count] ?? Number(count));
  const [least, most] = isVague ? [1, 5] : [many, many];
  const ends = [least, most].map((each) => now.add(unit?.startsWith("m") === true ? { minutes: each } : { hours: each }).toPlainDate());
  const [first, last] = ends;
  return first && last && first.equals(last) ? on(first) : VAGUE;
}

function weekdayOf(name: string | undefined): number {
  return WEEKDAYS.indexOf(name ?? "") + 1;
}

function weekAfter(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.add({ days: 8 - today.dayOfWeek });
}

function comingFriday(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.add({ days: (FRIDAY - today.dayOfWeek + 7) % 7 });
}

/** Never today; where today is one, or where the coming one may be meant by "next", it is not sure. */
function weekday(words: string, which: string | undefined, day: number, today: Temporal.PlainDate): Read {
  const away = (day - today.dayOfWeek + 7) % 7;
  const coming = today.add({ days: away === 0 ? 7 : away });
  const named = /(\d{1,2})(?:st|nd|rd|th)$/.exec(words)?.[1];
  if (named !== undefined) {
    const nth = nthOfMonth(Number(named), today);
    return nth.days !== null && Temporal.PlainDate.from(nth.days.from).dayOfWeek === day ? nth : VAGUE;
  }
  if (which === "next") {
    const next = weekAfter(today).add({ days: day - 1 });
    return on(next, next.equals(coming));
  }
  if (which?.includes("this") === true) return on(today.add({ days: away }), away !== 0);
  return on(coming, away !== 0);
}

function nthOfMonth(day: number, today: Temporal.PlainDate): Read {
  if (day < 1 || day > 31) return VAGUE;
  // One that has just passed is more likely a slip than one of the month to come.
  if (day < today.day && today.day - day <= JUST_PASSED_DAYS) return { ...VAGUE, isPast: true };
  const month = day < today.day ? today.add({ months: 1 }) : today;
  return day > month.daysInMonth ? VAGUE : on(month.with({ day }));
}

function ahead(count: string | undefined, unit: string | undefined, kind: string | undefined, today: Temporal.PlainDate): Temporal.PlainDate {
  const many = NUMBERS[count ?? ""] ?? Number(count);
  if (unit === "week") return today.add({ weeks: many });
  if (kind === undefined) return today.add({ days: many });
  let day = today;
  for (let left = many; left > 0; ) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek <= FRIDAY) left -= 1;
  }
  return day;
}

function lastOfMonth(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.with({ day: day.daysInMonth });
}

function wholeMonth(day: Temporal.PlainDate): Read {
  return between(day.with({ day: 1 }), lastOfMonth(day), false);
}

function comingMonth(name: string | undefined, today: Temporal.PlainDate): Temporal.PlainDate {
  const month = MONTHS.findIndex((each) => each.startsWith(name?.slice(0, 3) ?? "")) + 1;
  return today.with({ day: 1 }).add({ months: (month - today.month + 12) % 12 });
}

function lastOfQuarter(today: Temporal.PlainDate): Temporal.PlainDate {
  return lastOfMonth(today.with({ day: 1, month: Math.ceil(today.month / QUARTER_MONTHS) * QUARTER_MONTHS }));
}

function quarterFrom(first: Temporal.PlainDate): Read {
  return between(first, lastOfQuarter(first), false);
}

function comingQuarter(quarter: number, today: Temporal.PlainDate): Read {
  const first = today.with({ day: 1, month: quarter * QUARTER_MONTHS - 2 });
  const last = lastOfQuarter(first);
  return quarterFrom(Temporal.PlainDate.compare(last, today) < 0 ? first.add({ years: 1 }) : first);
}
