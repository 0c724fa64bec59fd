import { Temporal } from "temporal-polyfill";
import type { FieldValue, Item } from "../core/item.ts";
import { findPerson, findPersonNamed } from "../core/person.ts";
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
const NUMBER_WORDS: readonly string[] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const NUMBER_WORD = new RegExp(`\\b(?:${NUMBER_WORDS.join("|")})\\b`, "gi");
const LARGE_WORD = /\b(?:dozens?|hundreds?|thousands?|millions?|half|twice|percent)\b/gi;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEKDAY = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?\b/g;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** "May" is more often a verb; a date in May has a number, which is checked. */
const MONTH =
  /\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b/g;
const RELATIVE_DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tonight: 0, tomorrow: 1 };
const RELATIVE_DAY = /\b(?:yesterday|today|tonight|tomorrow)\b/gi;

/** The numbers, dates, names and links in free words that the cited items do not back. */
export function looseWords(text: Prose, cited: readonly Item[], lookup: Lookup): Loose[] {
  const words = text.map((span) => (span.kind === "text" || span.kind === "strong" ? span.text : " ")).join("");
  const rest = words.replace(LINK, " ");
  return [
    ...(words.match(LINK) ?? []).map((word) => ({ code: "link-unbacked" as const, word })),
    ...looseNumbers(rest, cited).map((word) => ({ code: "number-unbacked" as const, word })),
    ...looseDates(rest, cited, lookup).map((word) => ({ code: "date-unbacked" as const, word })),
    ...looseNames(rest, cited, lookup).map((word) => ({ code: "name-unbacked" as const, word })),
  ];
}

function looseNumbers(words: string, cited: readonly Item[]): string[] {
  const digits = (words.match(NUMBER) ?? []).map((word) => ({ word, value: bare(word) }));
  const spelled = (words.match(NUMBER_WORD) ?? []).map((word) => ({ word, value: String(NUMBER_WORDS.indexOf(word.toLowerCase()) + 2) }));
  const used = [...digits, ...spelled, ...(words.match(LARGE_WORD) ?? []).map((word) => ({ word, value: word }))];
  if (used.length === 0) return [];
  const known = new Set(
    (
      textsOf(cited)
        .filter((text) => !isMoment(text))
        .join("\n")
        .match(NUMBER) ?? []
    ).map(bare),
  );
  return used.filter(({ value }) => !known.has(value)).map(({ word }) => word);
}

/** Without the marks that group thousands. */
function bare(number: string): string {
  return number.replaceAll(/,(?=\d{3}\b)/g, "");
}

function looseDates(words: string, cited: readonly Item[], { briefing, evidence }: Lookup): string[] {
  const used = [...(words.match(WEEKDAY) ?? []), ...(words.match(MONTH) ?? []), ...(words.match(RELATIVE_DAY) ?? [])];
  if (used.length === 0) return [];
  const zone = evidence.calendar.timezone;
  const texts = textsOf(cited);
  const days = texts.filter(isMoment).map((moment) => Temporal.PlainDate.from(dateOf(moment, zone)));
  const today = Temporal.PlainDate.from(dateOf(briefing.asOf, zone));
  const isMeant = (word: string, day: Temporal.PlainDate): boolean => {
    const offset = RELATIVE_DAYS[word.toLowerCase()];
    if (offset !== undefined) return day.equals(today.add({ days: offset }));
    return [WEEKDAYS[day.dayOfWeek - 1], MONTHS[day.month - 1]].includes(word.slice(0, 3));
  };
  const written = texts.filter((text) => !isMoment(text)).join("\n");
  return used.filter((word) => !written.includes(word) && !days.some((day) => isMeant(word, day)));
}

/** What items say in any field, as text. */
function textsOf(items: readonly Item[]): string[] {
  const values = items.flatMap((item): FieldValue[] => [item.title, item.body, item.ts, item.updatedAt, ...Object.values(item.fields)]);
  return values.flatMap((value) =>
    value === null || typeof value === "boolean" ? [] : typeof value === "object" ? value : [String(value)],
  );
}

/** Names of people that the cited items do not speak of, by any name that those are known by. */
function looseNames(words: string, cited: readonly Item[], { names, evidence }: Lookup): string[] {
  const used = names.filter((name) => name.forms.some((form) => hasWord(words, form)));
  if (used.length === 0) return [];
  const called = cited.flatMap((item) => [
    ...item.actors.flatMap((actor) => [actor.name, actor.email ?? ""]),
    ...Object.values(item.fields).map(String),
    item.title,
    item.body,
  ]);
  const accounts = cited.flatMap(({ actors }) => actors.flatMap(({ account }) => account ?? []));
  const owners = cited.flatMap(({ kind, fields, actors }) =>
    kind === "task" ? [String(fields["owner"]), ...actors.map(({ name }) => name)] : [],
  );
  const known = new Set([
    ...called.flatMap((name) => findPerson(evidence.people, { name, email: name })?.name ?? []),
    ...accounts.flatMap((account) => findPerson(evidence.people, { account })?.name ?? []),
    ...owners.flatMap((name) => findPersonNamed(evidence.people, name)?.name ?? []),
  ]);
  return used
    .filter(({ full, forms }) => !known.has(full) && !called.some((text) => forms.some((form) => hasWord(text, form))))
    .map(({ full }) => full);
}

function hasWord(words: string, word: string): boolean {
  const at = words.indexOf(word);
  return at >= 0 && !/\p{L}/u.test(words.charAt(at - 1)) && !/\p{L}/u.test(words.charAt(at + word.length));
}
