import type { Understood } from "../../../core/ask.ts";
import { clausesIn, type Clause } from "./clauses.ts";
import type { AskedItem } from "./items.ts";
import type { Leaning } from "./leaning.ts";
import { isAutomatic, ownLines } from "./own-words.ts";
import { entriesIn, portionsOf } from "./portions.ts";
import { saysSomething, type Entry, type Portion } from "./position.ts";
import { hear, type Heard } from "./read-clause.ts";
import { readReply, type Reading, type Reply } from "./read-reply.ts";
import type { Person } from "./roster.ts";
import { isCourtesy, toldOf } from "./told.ts";
import { unclearOf } from "./unclear.ts";
import { returnDay, wishesIn, type Wishes } from "./wishes.ts";

/** Characters of the writer's own; of more than that nobody can tell what the last word was. */
const LONGEST_REPLY = 2_000;
/** Clauses; nobody tells so many things of a few items. */
const MOST_CLAUSES = 120;

/**
 * What a reply says of the items that were asked about; what is not sure becomes one question back, never a guess. Orders in it change nothing,
 * and neither does what is quoted. `leaning` says what words lean towards that no cue knows.
 */
export function understand(
  reply: Reply,
  asked: readonly AskedItem[],
  people: readonly Person[],
  leaning: Leaning = () => null,
): Understood {
  const own = ownLines(reply.text).filter(({ isQuoted }) => !isQuoted);
  if (own.reduce((length, { text }) => length + text.length, 0) > LONGEST_REPLY) {
    return { told: [], unclear: unclearAbout(asked, "status"), stop: false };
  }
  const reading = readReply(reply, asked, people);
  if (isAutomatic(reply.text)) {
    const until = returnDay(reading.spelled.text, reading.writer);
    return { told: [], stop: false, ...(until !== undefined && { snoozedUntil: until }) };
  }
  const entries = entriesIn(reading.spelled.text, asked.length, clausesAt);
  if (entries.reduce((count, { clauses }) => count + clauses.length, 0) > MOST_CLAUSES) {
    return { told: [], unclear: unclearAbout(asked, "status"), stop: false };
  }
  const { wishes, portions } = hearAll(reading, asked, entries);
  const isAnyOpen = portions.some(({ index, heard }) => heard.some(isUnmeant) || (index === null && heard.some(isWeighty)));
  const known = portions
    .flatMap((portion) => toldOf(portion, asked, reading, leaning))
    .map(({ told, ...rest }) => ({ ...rest, told: { ...told, sure: told.sure && !isAnyOpen && !isOfSomebodyIn(portions, rest.heard) } }));
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

/** What each clause of a reply says, by the item that it is about, and what its writer wishes. */
export function hearAll(
  reading: Reading,
  asked: readonly AskedItem[],
  entries: readonly Entry[] = entriesIn(reading.spelled.text, asked.length, clausesAt),
): { wishes: Wishes; portions: readonly Portion[] } {
  const clauses = entries.flatMap((entry) => entry.clauses);
  const wishes = wishesIn(clauses, reading.writer);
  return { wishes, portions: portionsIn(withoutWishes(entries, wishes), asked, reading) };
}

/** What makes whoever reads it doubt the rest too. */
function isUnmeant({ isIrony, isTakenBack, clause }: Heard): boolean {
  return isIrony || isTakenBack || /^or\b/.test(clause.text);
}

/** Whether what is said elsewhere of him or her may be meant of somebody whom these clauses name. */
function isOfSomebodyIn(portions: readonly Portion[], own: readonly Heard[]): boolean {
  if (!own.some(({ clause }) => /@\d/.test(clause.text))) return false;
  const others = portions.flatMap(({ heard }) => heard).filter((each) => !own.some(({ clause }) => clause.start === each.clause.start));
  return others.some(({ clause, rest }) => /^(?:he|she|they)\b/.test(clause.text) && rest !== "");
}

/** Whether something that is about no item may be meant of any. */
function isWeighty(heard: Heard): boolean {
  const { clause, isConditional, isOrder, rest } = heard;
  if (isCourtesy(heard) || rest === "") return false;
  return saysSomething(heard) || clause.isAsked || isConditional || isOrder || WEIGHTY.test(clause.text);
}

const WEIGHTY =
  /\b(?:not|no|never|nothing|nobody|none|without|but|though|although|however|except|wrong|joke|problem|issue|trouble|broken|again|only|half|part)\b/;

function unclearAbout(asked: readonly AskedItem[], why: "status" | "question"): NonNullable<Understood["unclear"]> {
  return { items: asked.map(({ item }) => item), why };
}

function clausesAt(text: string, offset: number): Clause[] {
  return clausesIn(text).map((clause) => ({ ...clause, start: clause.start + offset, end: clause.end + offset }));
}

function withoutWishes(entries: readonly Entry[], { clauses }: Wishes): Entry[] {
  return entries.map((entry) => ({
    ...entry,
    clauses: entry.clauses.flatMap((clause) => (clauses.includes(clause) ? [clause] : itemsIn(clause))),
  }));
}

/** What a wish is about, which the next clause may go on about. */
function itemsIn(clause: Clause): Clause[] {
  return [...clause.text.matchAll(/[§¶]\d+/g)].slice(0, 1).map(([text]) => ({ ...clause, text }));
}

function portionsIn(entries: readonly Entry[], asked: readonly AskedItem[], reading: Reading): Portion[] {
  if (asked.length > 1) return portionsOf(entries, reading.mentions, asked.length, (clause) => hear(clause, reading));
  return [{ index: 0, heard: entries.flatMap(({ clauses }) => clauses).map((clause) => hear(clause, reading)) }];
}
