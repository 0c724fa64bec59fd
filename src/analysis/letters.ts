import type { Actor, Item } from "../core/item.ts";
import { mailIn, type Mail } from "../core/kinds/mail.ts";
import type { People } from "../core/person.ts";
import { fact, prose, type Prose } from "../core/prose.ts";
import type { WorkCalendar } from "../core/work-calendar.ts";
import { hashOf } from "../lib/hash.ts";
import { parseOwnJson, type Json } from "../lib/json.ts";
import { readLetter } from "./language/read-letter.ts";
import { ASKED, type Letter, type Reading } from "./language/reading.ts";
import { isMe, personOf } from "./people.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTES_IN_HOUR = 60;
/** Counted up whenever letters are read in another way, so that none stays as it was understood before. */
const READER = 2;
/** Subjects of those who are away, where the head of the letter does not say that a machine wrote it. */
const AUTO_REPLY =
  /^\s*(?:auto(?:mated|matic)?[- ]?(?:reply|response|answer)|autoreply|out of (?:the )?office|abwesen(?:d|heit)|automatische antwort|réponse automatique|absence du bureau|respuesta automática)\b/i;

/** Something that somebody wrote to others: a letter, a message. */
export interface Written {
  item: Item;
}

/** The letters that people wrote within the last days, the oldest first; what was sent to many counts as none. */
export function lettersOf({ items, asOf }: { items: readonly Item[]; asOf: string }, days: number): Mail[] {
  const from = new Date(Date.parse(asOf) - days * DAY_MS).toISOString();
  const letters = mailIn(items).filter((mail) => isByPerson(mail) && mail.item.ts >= from && mail.item.ts <= asOf);
  return letters.toSorted((a, b) => a.item.ts.localeCompare(b.item.ts) || a.item.id.localeCompare(b.item.id));
}

/** Whether a person wrote a letter to people, rather than a machine, or somebody to a list. */
export function isByPerson({ bulk, bounced, item }: Mail): boolean {
  return bulk === null && bounced === null && !AUTO_REPLY.test(item.title);
}

/** Who wrote a letter. */
export function writerOf({ item }: Written): Actor | undefined {
  return item.actors.find((actor) => actor.role === "from");
}

/** Tells people apart. */
export function addressOf(actor: Actor | undefined): string {
  return (actor?.email ?? actor?.name ?? "").toLowerCase();
}

/** The letters of a conversation, the oldest first, that came after the reader's last answer; a mailbox may know of one that nobody can read. */
export function sinceAnswer(letters: readonly Mail[], people: People): readonly Mail[] {
  return letters.slice(letters.findLastIndex((mail) => isFromMe(mail, people) || mail.item.fields["answered"] === true) + 1);
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

/** What was read in letters: to be taken up again by the next run, since nothing takes rules longer than reading. */
export interface KnownReadings {
  /** Whose eyes they were read with; what others have read counts for nothing. */
  eyes: string;
  /** By content hash, as JSON: it takes a fifth of the memory, and few of them are asked for again. */
  found: readonly (readonly [hash: string, readings: Json<Reading[]>])[];
}

/** What was read in each letter, and by whose eyes: rules and reports ask the same. */
const readings = new WeakMap<Item, { eyes: string; found: Reading[] }>();
/** What an earlier run has read in each. */
const recalled = new WeakMap<Item, { eyes: string; found: Json<Reading[]> }>();
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
  const earlier = recalled.get(item);
  const found = earlier?.eyes === eyes ? parseOwnJson(earlier.found) : readLetter(toLetter());
  readings.set(item, { eyes, found });
  return found;
}

/** Spares these letters to be read again, as far as an earlier run has read them with the same eyes. */
export function recallReadings(items: readonly Item[], { eyes, found }: KnownReadings): void {
  const byHash = new Map(found);
  for (const item of items) {
    const reading = byHash.get(item.contentHash);
    if (reading !== undefined) recalled.set(item, { eyes, found: reading });
  }
}

/** What has been read in these letters and was not known before. */
export function newReadings(items: readonly Item[], who: Eyes): KnownReadings {
  const eyes = markOf(who);
  const found = items.flatMap((item) => {
    const known = readings.get(item);
    const isNew = known?.eyes === eyes && recalled.get(item)?.eyes !== eyes;
    return isNew ? [[item.contentHash, JSON.stringify(known.found)] as const] : [];
  });
  return { eyes, found };
}

/** The same for eyes that see the same. */
function markOf({ people, calendar: { timezone } }: Eyes): string {
  const byZone = marks.get(people) ?? new Map<string, string>();
  marks.set(people, byZone);
  const mark = byZone.get(timezone) ?? hashOf({ people: people.all, timezone, reader: READER });
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

/** The sentence of a letter that asks most surely; one that promises as well only where no other asks. */
export function requestIn(mail: Mail, eyes: Eyes): Reading | undefined {
  const asking = read(mail, eyes).filter(({ request }) => request >= ASKED);
  return asking.toSorted((a, b) => Number(a.isPromise) - Number(b.isPromise) || b.request - a.request)[0];
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
