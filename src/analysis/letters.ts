import type { Item } from "../core/item.ts";
import { mailIn, type Mail } from "../core/kinds/mail.ts";
import type { People } from "../core/person.ts";
import { fact, prose, type Prose } from "../core/prose.ts";
import type { WorkCalendar } from "../core/work-calendar.ts";
import { hashOf } from "../lib/hash.ts";
import { readLetter } from "./language/read-letter.ts";
import type { Letter, Reading } from "./language/reading.ts";
import { isMe, personOf } from "./people.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTES_IN_HOUR = 60;

/** Something that somebody wrote to others: a letter, a message. */
export interface Written {
  item: Item;
}

/** The letters that people wrote within the last days, the oldest first; what was sent to many counts as none. */
export function lettersOf({ items, asOf }: { items: readonly Item[]; asOf: string }, days: number): Mail[] {
  const from = new Date(Date.parse(asOf) - days * DAY_MS).toISOString();
  const letters = mailIn(items).filter(
    ({ bulk, bounced, item }) => bulk === null && bounced === null && item.ts >= from && item.ts <= asOf,
  );
  return letters.toSorted((a, b) => a.item.ts.localeCompare(b.item.ts) || a.item.id.localeCompare(b.item.id));
}

/** Whether the workspace's owner wrote it. */
export function isFromMe({ item }: Written, people: People): boolean {
  return item.actors.some((actor) => actor.role === "from" && isMe(people, actor));
}

/** Whose eyes a letter is read with, and which clock goes for it where nothing else does. */
export interface Eyes {
  people: People;
  calendar: WorkCalendar;
}

/** What was read in letters, by content hash: to be taken up again by the next run, since nothing takes rules longer than reading. */
export interface KnownReadings {
  /** Whose eyes they were read with; what others have read counts for nothing. */
  eyes: string;
  found: Readonly<Record<string, Reading[]>>;
}

/** What was read in each letter, and by whose eyes: rules and reports ask the same. */
const readings = new WeakMap<Item, { eyes: string; found: Reading[] }>();
const marks = new WeakMap<People, Map<string, string>>();

/** What its sentences ask and promise, read as the reader whom `people` knows as `me`, or as its addressee where that is who wrote it. */
export function read(mail: Mail, eyes: Eyes): Reading[] {
  return readOnce(mail.item, eyes, () => letterOf(mail, eyes));
}

/** What the sentences of an item say, each item being read once for the same eyes. */
export function readOnce(item: Item, who: Eyes, toLetter: () => Letter): Reading[] {
  const eyes = markOf(who);
  const known = readings.get(item);
  if (known?.eyes === eyes) return known.found;
  const found = readLetter(toLetter());
  readings.set(item, { eyes, found });
  return found;
}

/** Spares these letters to be read again, as far as an earlier run has read them with the same eyes. */
export function recallReadings(items: readonly Item[], who: Eyes, { eyes, found }: KnownReadings): void {
  if (eyes !== markOf(who)) return;
  for (const item of items) {
    const reading = found[item.contentHash];
    if (reading) readings.set(item, { eyes, found: reading });
  }
}

/** What has been read in these letters. */
export function knownReadings(items: readonly Item[], who: Eyes): KnownReadings {
  const eyes = markOf(who);
  const pairs = items.flatMap((item) => {
    const known = readings.get(item);
    return known?.eyes === eyes ? [[item.contentHash, known.found] as const] : [];
  });
  return { eyes, found: Object.fromEntries(pairs) };
}

/** The same for eyes that see the same. */
function markOf({ people, calendar: { timezone } }: Eyes): string {
  const byZone = marks.get(people) ?? new Map<string, string>();
  marks.set(people, byZone);
  const mark = byZone.get(timezone) ?? hashOf({ people: people.all, timezone });
  byZone.set(timezone, mark);
  return mark;
}

function letterOf(mail: Mail, { people, calendar }: Eyes): Letter {
  const { body, quoteSpans, ts, actors } = mail.item;
  const readers = isFromMe(mail, people) ? actors.filter((actor) => actor.role === "to").map((actor) => actor.name) : myNames(people);
  return {
    text: body,
    quoteSpans,
    writtenAt: ts,
    timezone: zoneOf(mail, { people, calendar }),
    readerNames: withFirstNames(readers),
  };
}

/** Full names, and what people call each other. */
export function withFirstNames(names: readonly string[]): string[] {
  return names.flatMap((name) => [name, name.split(" ")[0] ?? name]);
}

/** The zone in which a letter's days and times are meant: an offset that it states, else its writer's, else the reader's. */
export function zoneOf({ item, offsetMinutes }: Mail, { people, calendar }: Eyes): string {
  const writer = item.actors.find((actor) => actor.role === "from");
  return offsetOf(offsetMinutes) ?? (writer && personOf(people, writer)?.timezone) ?? calendar.timezone;
}

/** Where none of these stands, no time of day is said: figures beside a clock's words, or behind a day. */
const TIME_OF_DAY =
  /\d[:.h]\d\d|\d ?(?:[ap]\.?m\b|uhr|h\b|o['’]?clock)|\b(?:noon|midday|midnight|mittag|midi|mediod[ií]a)\b|(?:\bat|\bum|@|à|\ba las?|day|today|tomorrow|\b(?:mon|tues?|wed|thur?s?|fri|sat|sun|heute|morgen|[a-z]+tag|demain|lundi|mardi|mercredi|jeudi|vendredi|ma[ñn]ana|lunes|martes|mi[eé]rcoles|jueves|viernes)\.?),? (?:at |around |um |à |a las? )?\d|\b(?:half|quarter) (?:past|to)\b/i;

/** Whether a time of day may be said in a letter: cheap to ask before it is read. */
export function mayNameTimeOfDay({ item: { body } }: Mail): boolean {
  return TIME_OF_DAY.test(body);
}

/** The words of a sentence, as its writer wrote them. */
export function quoteOf({ item }: Written, [start, end]: Reading["span"]): Prose {
  return prose`“${fact(item, `body.${start}-${end}`)}”`;
}

/** The name of whoever has a role in a letter, or the address where there is no name; nobody's where there is neither. */
export function nameOf({ item }: Written, role: string): Prose {
  const index = item.actors.findIndex((actor) => actor.role === role);
  const actor = item.actors[index];
  if (actor === undefined) return prose`somebody`;
  return [fact(item, `actors.${index}.${actor.name === "" && actor.email !== undefined ? "email" : "name"}`)];
}

/** What the workspace's owner is called. */
export function myNames(people: People): string[] {
  return people.all.filter((person) => person.key === "me").flatMap(({ name, aliases }) => [name, ...aliases]);
}

function offsetOf(minutes: number | null): string | undefined {
  if (minutes === null) return undefined;
  const ahead = Math.abs(minutes);
  const part = (value: number): string => String(Math.trunc(value)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${part(ahead / MINUTES_IN_HOUR)}:${part(ahead % MINUTES_IN_HOUR)}`;
}
