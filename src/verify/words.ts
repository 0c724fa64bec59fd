import { Temporal } from "temporal-polyfill";
import type { FieldValue, Item } from "../core/item.ts";
import { findPerson } from "../core/person.ts";
import type { Prose } from "../core/prose.ts";
import { dateOf, isMoment } from "./derivation.ts";
import type { Lookup } from "./lookup.ts";
import type { ViolationCode } from "./violation.ts";

/** Something in free words that no cited item backs. */
export interface Loose {
  code: Extract<ViolationCode, `${string}-unbacked`>;
  word: string;
}

const LINK = /https?:\/\/\S*|\bwww\.\S+|\]\([^)]*\)|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|app|ai|co|eu|uk|de)\b/gi;
const NUMBER = /\d+(?:[.,:]\d+)*/g;
const NUMBER_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"] as const;
const LARGE_WORDS = /\b(?:dozens?|hundreds?|thousands?|millions?|half|twice|percent)\b/gi;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
// "May" is left out: the verb is more frequent, and a date in May has a number that is checked.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const WEEKDAY = /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?\b/g;
const MONTH = /\b(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b/g;
const RELATIVE_DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tonight: 0, tomorrow: 1 };

/** The numbers, dates, names and links in free words that the cited items do not back. */
export function looseWords(text: Prose, cited: readonly Item[], lookup: Lookup): Loose[] {
  const words = text.map((span) => (span.kind === "text" || span.kind === "strong" ? span.text : " ")).join("");
  const backing = backingOf(cited, lookup);
  const links = words.match(LINK) ?? [];
  const rest = words.replace(LINK, " ");
  return [
    ...links.map((word) => ({ code: "link-unbacked" as const, word })),
    ...numbersIn(rest).flatMap(({ word, value }) => (backing.numbers.has(value) ? [] : [{ code: "number-unbacked" as const, word }])),
    ...datesIn(rest, backing, lookup).map((word) => ({ code: "date-unbacked" as const, word })),
    ...namesIn(rest, cited, lookup).map((word) => ({ code: "name-unbacked" as const, word })),
  ];
}

interface Backing {
  numbers: ReadonlySet<string>;
  dates: readonly string[];
  text: string;
}

function backingOf(cited: readonly Item[], { evidence }: Lookup): Backing {
  const values = cited.flatMap((item): FieldValue[] => [item.title, item.body, item.ts, item.updatedAt, ...Object.values(item.fields)]);
  const texts = values.flatMap((value) => (value === null || typeof value === "boolean" ? [] : typeof value === "object" ? value : [String(value)]));
  const moments = texts.filter(isMoment);
  const rest = texts.filter((text) => !isMoment(text)).join("\n");
  return {
    numbers: new Set((rest.match(NUMBER) ?? []).map(bare)),
    dates: moments.map((moment) => dateOf(moment, evidence.calendar.timezone)),
    text: rest,
  };
}

function numbersIn(words: string): { word: string; value: string }[] {
  const digits = (words.match(NUMBER) ?? []).map((word) => ({ word, value: bare(word) }));
  const spelled = NUMBER_WORDS.flatMap((word, index) => (new RegExp(`\\b${word}\\b`, "i").test(words) ? [{ word, value: String(index + 2) }] : []));
  return [...digits, ...spelled, ...(words.match(LARGE_WORDS) ?? []).map((word) => ({ word, value: word }))];
}

/** Without the marks that group thousands. */
function bare(number: string): string {
  return number.replaceAll(/,(?=\d{3}\b)/g, "");
}

function datesIn(words: string, { dates, text }: Backing, { briefing, evidence }: Lookup): string[] {
  const days = dates.map((date) => Temporal.PlainDate.from(date));
  const today = Temporal.PlainDate.from(dateOf(briefing.asOf, evidence.calendar.timezone));
  const weekdays = [...words.matchAll(WEEKDAY)].filter(([word, day]) => !text.includes(word) && !days.some((each) => WEEKDAYS[each.dayOfWeek - 1] === day));
  const months = [...words.matchAll(MONTH)].filter(([word]) => !text.includes(word) && !days.some((each) => MONTHS[each.month - 1] === word.slice(0, 3)));
  const relative = Object.entries(RELATIVE_DAYS).filter(([word, offset]) => {
    return new RegExp(`\\b${word}\\b`, "i").test(words) && !dates.includes(today.add({ days: offset }).toString());
  });
  return [...weekdays, ...months].map(([word]) => word).concat(relative.map(([word]) => word));
}

/** Names of people that the cited items do not speak of, by any name that those are known by. */
function namesIn(words: string, cited: readonly Item[], { names, evidence }: Lookup): string[] {
  const used = names.filter((name) => name.forms.some((form) => hasWord(words, form)));
  if (used.length === 0) return [];
  const called = cited.flatMap((item) => [...item.actors.flatMap((actor) => [actor.name, actor.email ?? ""]), ...Object.values(item.fields).map(String), item.title, item.body]);
  const known = new Set(called.flatMap((name) => findPerson(evidence.people, { name, email: name })?.name ?? []));
  return used.filter(({ full, forms }) => !known.has(full) && !called.some((text) => forms.some((form) => hasWord(text, form)))).map(({ full }) => full);
}

function hasWord(words: string, word: string): boolean {
  const at = words.indexOf(word);
  return at >= 0 && !/\p{L}/u.test(words.charAt(at - 1)) && !/\p{L}/u.test(words.charAt(at + word.length));
}
