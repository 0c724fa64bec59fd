import type { Mail } from "../core/kinds/mail.ts";
import type { People } from "../core/person.ts";
import type { WorkCalendar } from "../core/work-calendar.ts";
import { isSettledByOthers } from "./answers.ts";
import { isFromMe, read, writerOf } from "./letters.ts";
import type { Reading } from "./language/reading.ts";
import { isExternal, isMe, isVip } from "./people.ts";

/** From here on a letter needs its reader. */
export const NEEDS_YOU = 6;
/** From here on it is good to know. */
export const GOOD_TO_KNOW = 3;

const HALF = 0.5;
const DAY_MS = 24 * 60 * 60 * 1000;
/** So many letters of a conversation within a day are a quick one. */
const QUICK_LETTERS = 3;
/** Reasons of a connector for calling a letter bulk that say that a machine wrote it. */
const MACHINES: ReadonlySet<string> = new Set(["auto-submitted", "noreply", "auto-response-suppress"]);
const WEIGHTY =
  /\b(?:invoices?|payments?|contracts?|budgets?|refunds?|prices?|pricing|legal|lawyers?|nda|msa|gdpr|security|breach|audit)\b/i;

/** Whether a letter was sent to many at once, by people rather than by a machine that tells of its work. */
export function isNewsletter({ bulk }: Mail): boolean {
  return bulk !== null && !MACHINES.has(bulk);
}

/** What a letter is weighed against. */
export interface TriageContext {
  people: People;
  calendar: WorkCalendar;
  /** Every letter of the time that matters, the reader's own included. */
  letters: readonly Mail[];
}

/** How much a letter wants from its reader, and why, in few words each. */
export interface Triage {
  score: number;
  reasons: readonly string[];
}

/** Weighs letters to the workspace's owner; what all of them share is looked up once. */
export function createTriage(context: TriageContext): (mail: Mail) => Triage {
  const threads = Map.groupBy(context.letters, (mail) => mail.thread);
  const own = context.letters.filter((mail) => isFromMe(mail, context.people));
  const writtenTo = new Set(
    own.flatMap(({ item }) => item.actors.flatMap(({ role, email }) => (role === "from" ? [] : (email?.toLowerCase() ?? [])))),
  );
  return (mail) => {
    const held = marksOf(mail, threads.get(mail.thread) ?? [mail], writtenTo, context).filter((mark) => mark.holds);
    const reasons = held.flatMap(({ reason, points }) => (points > 0 && reason !== undefined ? [reason] : []));
    return { score: held.reduce((sum, { points }) => sum + points, 0), reasons };
  };
}

interface Mark {
  points: number;
  holds: boolean;
  /** Told where it speaks for the letter. */
  reason?: string;
}

function marksOf(mail: Mail, thread: readonly Mail[], writtenTo: ReadonlySet<string>, context: TriageContext): Mark[] {
  const { people } = context;
  const { item, bulk } = mail;
  const from = writerOf(mail);
  const to = item.actors.filter((actor) => actor.role === "to");
  const isDirect = to.some((actor) => isMe(people, actor));
  // What machines write is not read for what people ask.
  const readings = bulk === null ? read(mail, context) : [];
  const isAsked = isDirect && readings.some((reading) => reading.request >= HALF);
  return [
    { points: 3, holds: isAsked, reason: "asks you" },
    { points: 2, holds: readings.some(hasDeadline), reason: "names a date" },
    { points: 3, holds: from !== undefined && isVip(people, from), reason: "VIP" },
    {
      points: 2,
      holds: from !== undefined && isExternal(people, from) && writtenTo.has(from.email?.toLowerCase() ?? ""),
      reason: "external, you have written to them",
    },
    { points: 3, holds: isDirect && to.length === 1, reason: "to you alone" },
    { points: 1, holds: isDirect && to.length > 1 },
    { points: 2, holds: thread.some((each) => isFromMe(each, people)), reason: "you take part" },
    { points: 2, holds: bulk === null && isWeighty(mail, readings), reason: "money, law or security" },
    { points: 1, holds: bulk === null && isQuick(mail, thread), reason: "quick exchange" },
    { points: -4, holds: isNewsletter(mail) },
    { points: -3, holds: bulk !== null && MACHINES.has(bulk) },
    { points: -2, holds: !isDirect },
    { points: -2, holds: bulk === null && isSettledByOthers(mail, thread, context) },
  ];
}

function hasDeadline({ request, when }: Reading): boolean {
  return request >= HALF && when !== undefined;
}

function isWeighty({ item }: Mail, readings: readonly Reading[]): boolean {
  return (
    WEIGHTY.test(item.title) || readings.some(({ escalation, span }) => escalation !== undefined || WEIGHTY.test(item.body.slice(...span)))
  );
}

function isQuick({ item }: Mail, thread: readonly Mail[]): boolean {
  const near = thread.filter((each) => Math.abs(Date.parse(each.item.ts) - Date.parse(item.ts)) <= DAY_MS);
  return near.length >= QUICK_LETTERS;
}
