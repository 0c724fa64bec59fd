import type { Bullet } from "../core/briefing.ts";
import type { Item } from "../core/item.ts";
import type { Prose, Span } from "../core/prose.ts";
import { isWeekdayOf, readDates, weekdayOf, weekdaysIn, zonesIn } from "./dates.ts";
import { dateOf, isMoment } from "./moment.ts";
import type { Lookup } from "./lookup.ts";
import { freeWords } from "./words.ts";

/** A line after code has put right what has one answer, and what that was, in words. */
export interface PutRight {
  bullet: Bullet;
  fixed: readonly string[];
}

type Mend = (bullet: Bullet, lookup: Lookup) => PutRight;

/** Puts right what has only one answer: cites that are missing, a wrong weekday, a zone behind a time that is shown in the reader's, an alias. */
export function putRight(bullet: Bullet, lookup: Lookup): PutRight {
  let current: PutRight = { bullet, fixed: [] };
  for (const mend of MENDS) {
    const next = mend(current.bullet, lookup);
    current = { bullet: next.bullet, fixed: [...current.fixed, ...next.fixed] };
  }
  return current;
}

const MENDS: readonly Mend[] = [mendCites, mendZones, mendWeekdays, mendAliases];

/**
 * A fact that is shown is cited, and a flagged line cites what its finding is about. Where something else is cited instead, who is wrong is
 * not known.
 */
function mendCites(bullet: Bullet, { items, judged }: Lookup): PutRight {
  const { cites, flags } = bullet;
  const shown = bullet.text.flatMap((span) => (span.kind === "fact" ? [span.fact.item] : []));
  const primaries = flags.flatMap((flag) => judged.get(flag)?.finding.primary ?? []);
  const about = cites.length > 0 || shown.some((id) => primaries.includes(id)) ? [] : primaries;
  const isAstray = cites.length > 0 && shown.length > 0 && !shown.some((id) => cites.includes(id));
  if (isAstray) return { bullet, fixed: [] };
  const added = [...new Set([...shown, ...about])].filter((id) => items.has(id) && !cites.includes(id));
  if (added.length === 0) return { bullet, fixed: [] };
  return { bullet: { ...bullet, cites: [...cites, ...added] }, fixed: added.map((id) => `${id} is cited`) };
}

/** Times that code writes are in the reader's zone: another behind one would make it untrue. */
function mendZones(bullet: Bullet): PutRight {
  const fixed: string[] = [];
  const text = bullet.text.map((span, index): Span => {
    const before = bullet.text[index - 1];
    if (span.kind !== "text" || before?.kind !== "fact" || (before.form !== "instant" && before.form !== "time")) return span;
    const [zone] = zonesIn(span.text);
    if (!zone || span.text.slice(0, zone.at).replaceAll(/[\s(]/g, "") !== "") return span;
    fixed.push(`the time is shown in the reader's zone, not in ${zone.word}`);
    return { ...span, text: span.text.slice(zone.at + zone.word.length).replace(/^\)/, "") };
  });
  return { bullet: { ...bullet, text }, fixed };
}

/**
 * A weekday that nothing backs becomes that of the only day that a line shows or, where it shows none, of the only one that the cited things
 * have in a field.
 */
function mendWeekdays(bullet: Bullet, lookup: Lookup): PutRight {
  const words = freeWords(bullet.text);
  const [only, ...others] = weekdaysIn(words);
  if (!only || others.length > 0) return { bullet, fixed: [] };
  const cited = bullet.cites.flatMap((id) => lookup.items.get(id) ?? []);
  const { loose } = readDates(words, cited, lookup.briefing.asOf, lookup.evidence.calendar.timezone);
  const day = loose.includes(only.word) ? onlyDay(bullet, lookup) : undefined;
  const wrong = day !== undefined && !isWeekdayOf(only.word, day) ? only.word : undefined;
  if (day === undefined || wrong === undefined) return { bullet, fixed: [] };
  return { bullet: { ...bullet, text: replaced(bullet.text, wrong, weekdayOf(day)) }, fixed: [`${wrong} is ${weekdayOf(day)}`] };
}

function onlyDay({ text, cites }: Bullet, { items, evidence }: Lookup): string | undefined {
  const zone = evidence.calendar.timezone;
  const dayOf = (value: unknown): string[] => (typeof value === "string" && isMoment(value) ? [dateOf(value, zone)] : []);
  const shown = new Set(text.flatMap((span) => (span.kind === "fact" ? dayOf(span.fact.value) : [])));
  const days = shown.size > 0 ? shown : new Set(cites.flatMap((id) => daysIn(items.get(id), dayOf)));
  return days.size === 1 ? [...days][0] : undefined;
}

function daysIn(item: Item | undefined, dayOf: (value: unknown) => string[]): string[] {
  return Object.values(item?.fields ?? {}).flatMap(dayOf);
}

/** Somebody who is called by what only a machine calls them is called by their name. */
function mendAliases(bullet: Bullet, { evidence }: Lookup): PutRight {
  const fixed: string[] = [];
  let text = bullet.text;
  for (const { key, name, aliases } of evidence.people.all) {
    for (const alias of aliases) {
      const isName = name.toLowerCase().split(" ").includes(alias.toLowerCase()) || alias.includes(" ") || alias === key;
      if (isName || !text.some((span) => span.kind === "text" && hasWord(span.text, alias))) continue;
      text = replaced(text, alias, name);
      fixed.push(`${alias} is ${name}`);
    }
  }
  return { bullet: { ...bullet, text }, fixed };
}

function hasWord(text: string, word: string): boolean {
  return wordPattern(word).test(text);
}

function replaced(text: Prose, word: string, by: string): Prose {
  return text.map((span) => (span.kind === "text" ? { ...span, text: span.text.replace(wordPattern(word), () => by) } : span));
}

function wordPattern(word: string): RegExp {
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{L}\\p{N}@.-])${escaped}(?![\\p{L}\\p{N}@]|\\.\\w)`, "u");
}
