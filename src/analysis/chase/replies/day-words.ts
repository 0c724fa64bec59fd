import type { Temporal } from "temporal-polyfill";
import {
  FRIDAY,
  OVER,
  VAGUE,
  ahead,
  between,
  clockTime,
  comingFriday,
  comingMonth,
  comingQuarter,
  lastOfMonth,
  lastOfQuarter,
  nthOfMonth,
  on,
  quarterFrom,
  weekAfter,
  weekday,
  weekdayOf,
  weekOfMonth,
  wholeMonth,
  within,
  type Read,
} from "./calendar-days.ts";

/** Words that name a time, and what they mean on a day and at an instant of the writer's. */
export type Reader = readonly [
  words: RegExp,
  read: (match: RegExpExecArray, today: Temporal.PlainDate, now: Temporal.ZonedDateTime) => Read | undefined,
];

/** Until this hour "tomorrow" may mean the day that has already begun. */
const NIGHT_ENDS_HOUR = 4;
const WEEKDAY = String.raw`(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?`;
const MONTH =
  "(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)";
const COUNT = String.raw`(\d{1,2}|an?|one|two|three|four|five|six|seven|ten)`;

/** What names days in words, the longest first: what one has read is not read again. */
export const READERS: readonly Reader[] = [
  [
    /(?<=\b(?:done|closed|tagged|submitted|filed|uploaded|posted|finished|completed|shipped|merged|deployed|sent|landed|signed|published|migrated|released|launched|went live|went out)(?: it| them| this| round| off)? )(?:over the weekend|at (?:noon|lunch|midnight|\d{1,2}(?::\d\d)?(?: ?[ap]m)?)\b)/g,
    () => OVER,
  ],
  [
    new RegExp(String.raw`\bfrom (?:the )?(?:${WEEKDAY}|today|tomorrow)(?= (?:to|until|till)\b)`, "g"),
    ({ input }) => (/\b(?:slip|mov|push|shift|delay|bump|postpon)/.test(input) ? OVER : undefined),
  ],
  [new RegExp(String.raw`\b${WEEKDAY},? (?:of )?last week\b|\blast week'?s? (?:on )?${WEEKDAY}`, "g"), () => OVER],
  [
    /\b(?:yesterday|last (?:night|week|month|monday|tuesday|wednesday|thursday|friday|weekend)|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|some|\d+|a few|few|(?:a )?couple(?: of)?|half an?) ?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?) ago|(?:long|ages|a while) ago|earlier (?:today|this week)|this morning|just now|already|as of (?:\w+day|yesterday|this morning|last \w+)|since (?:\w+day|today|noon|lunch(?:time)?|yesterday|last week))\b/g,
    ({ input, index }) => (/\b(?:by|before|until|till|for) $/.test(input.slice(0, index)) ? { ...VAGUE, isPast: true } : OVER),
  ],
  [
    new RegExp(String.raw`\b${WEEKDAY},? (?:of )?next week\b|\bnext week,? (?:on )?${WEEKDAY}`, "g"),
    (match, today) => on(weekAfter(today).add({ days: weekdayOf(match[1] ?? match[2]) - 1 })),
  ],
  [/\b(?:at |by )?(?:the )?end of today\b/g, (_, today) => on(today)],
  [/\b(?:in )?(?:the )?(?:next|new) year\b/g, () => VAGUE],
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
  [
    new RegExp(String.raw`\b(?:the )?(first|1st|second|2nd|third|3rd|last) (?:full )?week (?:of|in) ${MONTH}\b`, "g"),
    ([, nth, name], today) => weekOfMonth(nth, comingMonth(name, today)),
  ],
  [new RegExp(String.raw`\b(?:the )?end of ${MONTH}\b`, "g"), ([, name], today) => on(lastOfMonth(comingMonth(name, today)))],
  [
    new RegExp(String.raw`\b(?:early|late|mid|middle of|beginning of|start of|sometime in|in)[ -](?:in )?${MONTH}\b(?! \d)`, "g"),
    ([, name], today) => wholeMonth(comingMonth(name, today)),
  ],
  [
    /\b(?:first thing(?: in the morning)?|in the morning|by (?:the )?morning|tomorrow,? first thing)\b(?! tomorrow| on)/g,
    (_, today, now) => (now.hour >= NIGHT_ENDS_HOUR ? on(today.add({ days: 1 })) : on(today, false)),
  ],
  [/\b(?:overnight|at midnight|around midnight|after midnight)\b/g, (_, today) => on(today.add({ days: 1 }), false)],
  [
    /(?<=^\W*(?:by |in |for |around |sometime )*)(january|february|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\W*$)/g,
    ([name], today) => wholeMonth(comingMonth(name, today)),
  ],
  [/\b(?:this |the |over the |next |on the )?weekend\b/g, () => VAGUE],
  [/\b(?:the )?day after tomorrow\b/g, (_, today, now) => on(today.add({ days: 2 }), now.hour >= NIGHT_ENDS_HOUR)],
  [
    /\b(?:later |first thing )?tomorrow(?: (?:morning|afternoon|evening|night|noon|lunch|eod|cob|at noon))?\b/g,
    (_, today, now) => on(today.add({ days: 1 }), now.hour >= NIGHT_ENDS_HOUR),
  ],
  [
    new RegExp(
      String.raw`(?:\b(?:in|within) (?:the next )?(?:about )?|(?<=^\W*(?:about |another )?))${COUNT} ?(?:-|to|or) ?${COUNT} (business |working |work)?(day|week)s?\b`,
      "g",
    ),
    (match, today) => {
      const [from, to] = [ahead(match[1], match[4], match[3], today), ahead(match[2], match[4], match[3], today)];
      return between(from, to, true);
    },
  ],
  [
    new RegExp(
      String.raw`\b(?:in|within) (?:about )?${COUNT} (business |working |work)?(day|week)s?\b(?! ?or)|\b${COUNT} (day|week)s? from (?:now|today)\b`,
      "g",
    ),
    (match, today) => on(ahead(match[1] ?? match[4], match[3] ?? match[5], match[2], today)),
  ],
  [
    /\b(?:within the|(?:in |within |give me |need )?(?:another |about |like |maybe )?(an?|one|two|three|four|five|six|\d{1,2}|(?:a )?few|(?:a )?couple(?: of)?|half an?)) ?(?:more )?(minute|min|hour|hr|h)s?\b(?: or (?:so|two))?\b(?! ago| of (?:work|effort|editing|writing|testing))/g,
    ([, count, unit], _, now) => within(count, unit, now),
  ],
  [
    /\b(?:soon|shortly|asap|eventually|at some point|sometime|some time|in a bit|in a while|a few (?:more )?days|(?:a )?couple(?: of)?(?: more)? (?:days|weeks)|some (?:more )?days|any day now|in the coming days|(?:in )?(?:the )?next few days|(?:in )?(?:a )?few weeks|a day or (?:two|so)|before (?:the )?(?:holidays|christmas|xmas|easter|summer|launch|release|vacation|break)|after (?:the )?(?:holidays|christmas|xmas|new year|launch|release|freeze|break)|(?:by|at|over) (?:christmas|xmas|new year|easter)|(?:next|this|end of(?: the| this)?) sprint|later on|when i (?:can|get (?:time|to it))|(?:by|before) (?:the |our )?(?:stand-?up|sync|meeting|call|demo)|by the time you (?:are up|wake up|read this|get in))\b/g,
    () => VAGUE,
  ],
  [
    /(?<!\bfor (?:about |over )?)\b(?:another|one more|two more|\d more|three more|an extra|one extra|two extra|a|two|three|four|five|\d{1,2}|few)(?: (?:more|extra|full|business|working|good))? (?:days?|weeks?|months?)\b(?!'| (?:ago|late|behind|early|overdue|ahead|of))/g,
    () => VAGUE,
  ],
  [
    /\b(?:later today|by today|by tonight|today|tonight|this (?:afternoon|evening)|before (?:i (?:go|leave|log off|sign off|crash|sleep)|bed|the day is over)|later tonight)\b/g,
    (_, today) => on(today),
  ],
];
/** Weekdays by name, which are never today. */
export const WEEKDAY_READER: Reader = [
  new RegExp(
    String.raw`\b(?:(next|this|coming|this coming|on) )?${WEEKDAY}\b(?:,? (?:the )?\d{1,2}(?:st|nd|rd|th)\b(?! (?:of )?${MONTH}))?`,
    "g",
  ),
  ([words, which, name], today) => weekday(words, which, weekdayOf(name), today),
];
/** The nth of a month. */
export const NTH_READER: Reader = [
  /\b(?:the |on )(\d{1,2})(?:st|nd|rd|th)\b|\bthe (\d{1,2})(?=\s*$)|\b(?<=or |- |\/ ?)(\d{1,2})(?:st|nd|rd|th)\b|(?<![-\w.])(\d{1,2})(?:st|nd|rd|th)\b(?! (?:of |january|february|march|april|may|june|july|august|september|october|november|december|item|one|task|draft|version|round|pass|time))/g,
  ([, ...nth], today) => nthOfMonth(Number(nth.find((each) => each !== undefined)), today),
];
/** Times of day, which are of today or of tomorrow. */
export const TODAY_READER: Reader = [
  /\b(?:(?:by |before |at )?(?:e\.?o\.?d|c\.?o\.?b|(?:the )?end of (?:the |this |my )?day|(?:close|end) of (?:business|play))|(?:by|before|after|at|around) (?:lunch(?:time)?|noon|midday|midnight|dinner)|(?:by |at |around |before |~)?(?:\d{1,2}(?::[0-5]\d)? ?(?:am|pm|ish|o'clock)|(?:[01]?\d|2[0-3]):[0-5]\d)(?: ?(?:cet|est|pst|et|pt|ist|gmt|utc|bst|cest|edt|pdt))?|(?:by|before|at|around) (?:1[0-2]|[1-9])(?= ?$| ?[,)]))(?! ago)/g,
  ([words], today, now) => clockTime(words, today, now),
];
/** Times that say which day only beside one. */
export const TIME_READER: Reader = [
  /\b(?:pm|noon|noonish|midday|(?<=day )lunch(?:time)?|midnight|afternoonish|after (?:the )?(?:stand-?up|sync|meeting|call|school run|work)|(?:my|your|local|pacific|eastern|london|berlin) time|cet|est|pst|gmt|utc)\b/g,
  () => ({ days: null, isSure: true, isPast: true }),
];
