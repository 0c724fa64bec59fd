import type { Told, Understood } from "../../../core/ask.ts";
import { clausesIn, type Clause } from "./clauses.ts";
import type { AskedItem } from "./items.ts";
import { judge } from "./judge.ts";
import { isAutomatic, ownLines } from "./own-words.ts";
import { entriesIn, portionsOf } from "./portions.ts";
import { saysSomething, type Entry, type Portion } from "./position.ts";
import { hear, type Heard } from "./read-clause.ts";
import { readReply, type Reading, type Reply } from "./read-reply.ts";
import type { Person } from "./roster.ts";
import { typedSpan } from "./spelling.ts";
import { returnDay, wishesIn, type Wishes } from "./wishes.ts";
import { COURTESY, SMALL_TALK } from "./words/wishes.ts";

/** Characters of the writer's own; of more than that nobody can tell what the last word was. */
const LONGEST_REPLY = 2_000;

/**
 * What a reply says of the items that were asked about; what is not sure becomes one question back, never a guess. Orders in it change nothing,
 * and neither does what is quoted.
 */
export function understand(reply: Reply, asked: readonly AskedItem[], people: readonly Person[]): Understood {
  const own = ownLines(reply.text).filter(({ isQuoted }) => !isQuoted);
  if (own.reduce((length, { text }) => length + text.length, 0) > LONGEST_REPLY) {
    return { told: [], unclear: unclearAbout(asked, "status"), stop: false };
  }
  const reading = readReply(reply, asked, people);
  if (isAutomatic(reply.text)) {
    const until = returnDay(reading.spelled.text, reading.writer);
    return { told: [], stop: false, ...(until !== undefined && { snoozedUntil: until }) };
  }
  const entries = entriesIn(reading.spelled.text, clausesAt);
  const wishes = wishesIn(
    entries.flatMap(({ clauses }) => clauses),
    reading.writer,
  );
  const portions = portionsIn(withoutWishes(entries, wishes), asked, reading);
  const known = portions.flatMap((portion) => toldOf(portion, asked, reading));
  const isOnlyMarks = entries.length === 0 && reply.text.includes("?");
  const unclear = isOnlyMarks ? unclearAbout(asked, "question") : unclearOf(portions, known, asked, wishes);
  return {
    told: known.map(({ told }) => told).filter(({ status, eta, etaAsk }) => status !== null || eta !== null || etaAsk),
    ...(unclear && { unclear }),
    stop: wishes.stop,
    ...(wishes.start && { start: true }),
    ...(wishes.snoozedUntil !== undefined && { snoozedUntil: wishes.snoozedUntil }),
  };
}

function unclearAbout(asked: readonly AskedItem[], why: "status" | "question"): NonNullable<Understood["unclear"]> {
  return { items: asked.map(({ item }) => item), why };
}

function clausesAt(text: string, offset: number): Clause[] {
  return clausesIn(text).map((clause) => ({ ...clause, start: clause.start + offset, end: clause.end + offset }));
}

function withoutWishes(entries: readonly Entry[], { clauses }: Wishes): Entry[] {
  return entries.map((entry) => ({ ...entry, clauses: entry.clauses.filter((clause) => clauses.includes(clause)) }));
}

function portionsIn(entries: readonly Entry[], asked: readonly AskedItem[], reading: Reading): Portion[] {
  if (asked.length > 1) return portionsOf(entries, reading.mentions, asked.length, (clause) => hear(clause, reading));
  return [{ index: 0, heard: entries.flatMap(({ clauses }) => clauses).map((clause) => hear(clause, reading)) }];
}

interface Known {
  told: Told;
  /** Whether it has to be asked who is meant. */
  isPersonOpen: boolean;
  heard: readonly Heard[];
}

/** What is told of the item of a portion; nothing where it is of none, or holds thanks alone. */
function toldOf({ index, heard }: Portion, asked: readonly AskedItem[], reading: Reading): Known[] {
  const item = index === null ? undefined : asked[index];
  const telling = heard.filter((each) => !isCourtesy(each));
  if (!item || telling.length === 0) return [];
  const { status, eta, isEtaOpen, percent, waitsFor, handover } = judge(heard, item.due);
  const blocker = waitsFor && waitsFor.span[1] > waitsFor.span[0] ? blockerOf(waitsFor.heard.clause, waitsFor.span, reading) : undefined;
  const told: Told = {
    item: item.item,
    status,
    eta: eta && (eta.from === eta.to ? eta.from : eta),
    etaAsk: isEtaOpen,
    percent,
    blocker: blocker ? { by: blocker.by, what: blocker.what } : null,
    to: handover?.to ?? null,
    quote: typedSpan(reading.spelled, telling[0]?.clause.start ?? 0, telling.at(-1)?.clause.end ?? 0),
  };
  return [{ told, heard: telling, isPersonOpen: handover?.isUnclear === true || blocker?.isUnclear === true }];
}

/** What is waited for, as typed; by whom, where one person of the roster is named first, and not as one of several. */
function blockerOf(
  { text, start }: Clause,
  [from, to]: readonly [number, number],
  { reply, spelled, namings }: Reading,
): { by: string | null; what: string; isUnclear: boolean } {
  const words = text.slice(from, to);
  const people = namings[Number(/@(\d+)/.exec(words)?.[1] ?? -1)]?.people ?? [];
  const isOfSeveral = /@\d+(?:'s)?\s*(?:,|and|or|&|\/)\s*@\d+/.test(words);
  const [by] = people;
  return {
    by: by !== undefined && people.length === 1 && !isOfSeveral ? by : null,
    what: reply.text.slice(...typedSpan(spelled, start + from, start + to)),
    isUnclear: people.length > 1,
  };
}

/** Thanks, greetings, and the like. */
function isCourtesy({ clause, senses }: Heard): boolean {
  if (senses.has("on_track") || /^\W*thumbsup\W*$/.test(clause.text)) return false;
  return !clause.isAsked && clause.text.replace(COURTESY, "").trim() === "";
}

/** The one question that has to be asked back: what is least clear comes first. */
function unclearOf(
  portions: readonly Portion[],
  known: readonly Known[],
  asked: readonly AskedItem[],
  wishes: Wishes,
): Understood["unclear"] {
  const isWish = wishes.stop || wishes.snoozedUntil !== undefined;
  const isChat = portions.some(({ heard }) => heard.some(({ clause }) => SMALL_TALK.test(clause.text)));
  const asks = (heard: readonly Heard[]): boolean =>
    heard.some((each) => !isCourtesy(each) && (!(isWish || isChat) || saysSomething(each)));
  const loose = portions.filter(({ index, heard }) => index === null && asks(heard)).flatMap(({ heard }) => heard);
  const isTold = known.some(({ told }) => told.status !== null);
  const spokenOf = new Set(known.map(({ told }) => told.item));
  const others = asked.map(({ item }) => item).filter((item) => !spokenOf.has(item));
  if (loose.length > 0 && others.length > 0 && (!isTold || loose.some(saysSomething))) return { items: others, why: "which_item" };
  const persons = itemsOf(known.filter(({ isPersonOpen }) => isPersonOpen));
  if (persons.length > 0) return { items: persons, why: "person" };
  const open = itemsOf(known.filter(({ told, heard }) => told.status === null && asks(heard)));
  if (open.length > 0) return { items: open, why: "status" };
  if (known.some(({ heard }) => heard.some(isQuestion))) return { items: itemsOf(known), why: "question" };
  const days = itemsOf(known.filter(({ told }) => told.etaAsk));
  return days.length > 0 ? { items: days, why: "date" } : undefined;
}

function itemsOf(known: readonly Known[]): string[] {
  return known.map(({ told }) => told.item);
}

/** A question of the writer's own, rather than "the load test? dropped". */
function isQuestion({ clause, senses, rest }: Heard): boolean {
  return clause.isAsked && rest !== "" && senses.size === 0 && !SMALL_TALK.test(clause.text);
}
