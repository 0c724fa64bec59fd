import { takePartOfDay, takeTimes, type ClockTime } from "./clock-words.ts";
import { take, type Taken } from "./reading.ts";

/** What stands behind `on` in a file. */
export type WrittenOn = Readonly<Record<string, unknown>>;

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
const DAY = String.raw`(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?`;
const ICAL = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
const PLACES: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };
/** Where a sentence says the days and not the hour. */
const USUAL: ClockTime = { hour: 9, minute: 0 };

const BEFORE =
  /\b(?:(?<lead>\d{1,3}|a quarter of an hour|half an hour|an hour)\s*(?:(?<unit>minutes?|mins?|hours?)\s+)?)?before (?:each|every|all|my|any) (?:of my )?(?:meetings?|events?|appointments?)\b/i;
const EVERY_SO = /\b(?:every|each)\s+(?<count>\d{1,3}|two|three|four|six|twelve)?\s*(?<unit>minutes?|mins?|hours?)\b|\bhourly\b/i;
const NTH = new RegExp(
  String.raw`\b(?:on )?(?:the |every )?(?<place>first|second|third|fourth|last) (?<day>${DAY}) of (?:the|each|every) month\b`,
  "i",
);
const MONTH_DAY = /\b(?:on )?the (?<day>[12]?\d|3[01])(?:st|nd|rd|th)? (?:day )?of (?:the|each|every) month\b/i;
const OTHER_WEEK = new RegExp(String.raw`\b(?:every (?:other|second) (?<day>${DAY})|(?<day2>${DAY}s?) every (?:other|second) week)\b`, "i");
const WORKDAYS =
  /\b(?:on )?(?:every |each |all )?(?:week|work|working |business )days?\b|\bmonday(?:s)? (?:to|through|till|-) friday(?:s)?\b/i;
const WEEKEND = /\b(?:every |each |on )?(?:the )?weekends?\b/i;
const WEEKDAYS = new RegExp(String.raw`\b(?:every|each|on)\s+(?<days>${DAY}(?:\s*(?:,|and|&|,\s*and)\s*(?:on\s+)?${DAY})*)(?!\w)`, "i");
const PLURAL = new RegExp(String.raw`\b(?<days>${DAY})(?:(?<=s)\b| (?=mornings?\b|afternoons?\b|evenings?\b))`, "i");
const DAILY = /\b(?:every day|each day|daily|once a day)\b/i;
const WEEKLY = /\b(?:every week|each week|weekly(?= at)|once a week)\b/i;
const MONTHLY = /\b(?:every month|each month|monthly|once a month)\b/i;
const DATED = /\b(?:once )?on (?<date>\d{4}-\d\d-\d\d)\b/i;

/** When a sentence wants something done; undefined where it does not say so. */
export function takeSchedule(sentence: string): Taken<WrittenOn> | undefined {
  return takeBefore(sentence) ?? takeEvery(sentence) ?? takeDays(sentence);
}

function takeBefore(sentence: string): Taken<WrittenOn> | undefined {
  const taken = take(sentence, BEFORE);
  if (!taken) return undefined;
  const { lead = "15", unit = "minutes" } = taken.found.groups ?? {};
  const written: Readonly<Record<string, string>> = { "a quarter of an hour": "15m", "half an hour": "30m", "an hour": "1h" };
  const known = written[lead.toLowerCase()] ?? `${Number(lead)}${unit.startsWith("h") ? "h" : "m"}`;
  return { found: { before: { source: "google-calendar", lead: known } }, rest: taken.rest };
}

function takeEvery(sentence: string): Taken<WrittenOn> | undefined {
  const taken = take(sentence, EVERY_SO);
  if (!taken) return undefined;
  const { count = "1", unit = "hour" } = taken.found.groups ?? {};
  const number = { two: 2, three: 3, four: 4, six: 6, twelve: 12 }[count.toLowerCase()] ?? Number(count);
  const every = `${number}${/^h/i.test(unit) ? "h" : "m"}`;
  const days = takeWorkdays(taken.rest);
  // "Every hour on weekdays" is a matter of the clock rather than of a span.
  if (days && number === 1 && every.endsWith("h")) return { found: { schedule: `0 * * * ${days.found}` }, rest: days.rest };
  return { found: { every }, rest: taken.rest };
}

/** Days by rules of their own first, since they have the names of days in them. */
function takeDays(sentence: string): Taken<WrittenOn> | undefined {
  const days = takeRule(sentence) ?? takeDated(sentence) ?? takeWeekdays(sentence) ?? takePlain(sentence);
  const timed = days ? takeHours(days.rest, true) : takeHours(sentence, false);
  if (!days && !timed) return undefined;
  const times = timed?.found ?? [USUAL];
  const found = (days?.found ?? inCron("* * *"))(times);
  return found && { found, rest: timed?.rest ?? days?.rest ?? sentence };
}

function takeHours(text: string, isBesideDay: boolean): Taken<ClockTime[]> | undefined {
  const times = takeTimes(text);
  const part = takePartOfDay(times?.rest ?? text, isBesideDay || times !== undefined);
  if (!times) return part && { found: [part.found], rest: part.rest };
  return { found: times.found, rest: part?.rest ?? times.rest };
}

/** What becomes of the hours that a sentence names; undefined where they don't fit. */
type AtTimes = (times: readonly ClockTime[]) => WrittenOn | undefined;

function takeRule(text: string): Taken<AtTimes> | undefined {
  const nth = take(text, NTH);
  if (nth) {
    const { place = "first", day = "" } = nth.found.groups ?? {};
    return { found: inRule(`FREQ=MONTHLY;BYDAY=${PLACES[place.toLowerCase()]}${ICAL[numberOf(day)]}`), rest: nth.rest };
  }
  const other = take(text, OTHER_WEEK);
  if (!other) return undefined;
  const { day, day2 = "" } = other.found.groups ?? {};
  return { found: inRule(`FREQ=WEEKLY;INTERVAL=2;BYDAY=${ICAL[numberOf(day ?? day2)]}`), rest: other.rest };
}

function takeDated(text: string): Taken<AtTimes> | undefined {
  const taken = take(text, DATED);
  const date = taken?.found.groups?.["date"] ?? "";
  return (
    taken && { found: ([time = USUAL, ...more]) => (more.length > 0 ? undefined : { at: `${date}T${clock(time)}` }), rest: taken.rest }
  );
}

function takeWeekdays(text: string): Taken<AtTimes> | undefined {
  const work = takeWorkdays(text);
  if (work) return { found: inCron(`* * ${work.found}`), rest: work.rest };
  const named = take(text, WEEKDAYS) ?? take(text, PLURAL);
  if (!named) return undefined;
  const days = (named.found.groups?.["days"] ?? "").split(/\s*(?:,|\band\b|&)\s*/).filter((day) => day !== "");
  const numbers = [...new Set(days.map((day) => numberOf(day.replace(/^on\s+/, ""))))].toSorted((a, b) => a - b);
  return { found: inCron(`* * ${numbers.join(",")}`), rest: named.rest };
}

function takeWorkdays(text: string): Taken<string> | undefined {
  const work = take(text, WORKDAYS);
  const taken = work ?? take(text, WEEKEND);
  return taken && { found: work ? "1-5" : "0,6", rest: taken.rest };
}

function takePlain(text: string): Taken<AtTimes> | undefined {
  const month = take(text, MONTH_DAY);
  if (month) return { found: inCron(`${month.found.groups?.["day"]} * *`), rest: month.rest };
  for (const [pattern, fields] of [
    [DAILY, "* * *"],
    [WEEKLY, "* * 1"],
    [MONTHLY, "1 * *"],
  ] as const) {
    const taken = take(text, pattern);
    if (taken) return { found: inCron(fields), rest: taken.rest };
  }
  return undefined;
}

/** Hours of the same minute fit into one expression, others take one each. */
function inCron(days: string): AtTimes {
  return (times) => {
    const byMinute = Map.groupBy(times, ({ minute }) => minute);
    const lines = [...byMinute].map(([minute, at]) => `${minute} ${at.map(({ hour }) => hour).join(",")} ${days}`);
    return { schedule: lines.length === 1 ? lines[0] : lines };
  };
}

function inRule(rule: string): AtTimes {
  return (times) => {
    const rules = times.map(({ hour, minute }) => `${rule};BYHOUR=${hour};BYMINUTE=${minute};BYSECOND=0`);
    return { rrule: rules.length === 1 ? rules[0] : rules };
  };
}

function numberOf(day: string): number {
  return DAYS.findIndex((name) => name.startsWith(day.toLowerCase().slice(0, 3)));
}

function clock({ hour, minute }: ClockTime): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
