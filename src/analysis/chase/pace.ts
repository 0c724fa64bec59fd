import { MOST_MESSAGES, type Ask } from "../../core/ask.ts";
import { plainDateOf, weekdayOf, workdayAfter } from "../../core/work-calendar.ts";
import type { Barrier, FindBarrier } from "./barriers.ts";
import type { End } from "./ends.ts";
import { dateAt, hoursOn } from "./hours.ts";
import { isWornOut, PATIENCE_DAYS } from "./patience.ts";
import { isSnoozed, presses, type Setting } from "./setting.ts";
import type { Asked, ChaseItem } from "./types.ts";

/** Business days of its person for which more is waited for after a reply that does not say how it stands. */
const REPLY_DAYS = 2;
/** A reminder comes at about the time of day of the message before: by so much earlier, for who asks at the same time each day. */
const LEEWAY_MS = 60 * 60_000;
/** A week has no more: what comes on none of them never comes by its weekday. */
const MOST_WORKDAYS = 7;

/** What keeps an ask back beside its person's own time: a first question waits for its weekday, a reminder for its day. */
export function paceOf(ask: Ask, item: ChaseItem, person: Asked, setting: Setting): FindBarrier {
  if (ask.repliedAt !== undefined || ask.messages.length >= MOST_MESSAGES) {
    const waiting: Barrier = { why: `an answer of ${person.name} is waited for`, untilMs: givenUpAt(ask, person, setting) };
    return () => waiting;
  }
  const last = ask.messages.at(-1);
  if (last === undefined) return (atMs) => weekdayBarrier(atMs, item, person, setting);
  const untilMs = reminderAt(last.at, item, person, setting);
  const waiting: Barrier = { why: `asked on ${dateOf(last.at, person)}, a reminder follows where nothing moves`, untilMs };
  return (atMs) => (atMs < untilMs ? waiting : undefined);
}

function weekdayBarrier(atMs: number, item: ChaseItem, { timezone, absences }: Asked, setting: Setting): Barrier | undefined {
  const { calendar, options } = setting;
  const isGood = (date: string): boolean => options.days.includes(weekdayOf(date)) || presses(item, date, setting);
  const today = dateAt(atMs, timezone);
  if (isGood(today)) return undefined;
  let date = workdayAfter(calendar, today, 1, absences);
  for (let count = 1; count < MOST_WORKDAYS && !isGood(date); count += 1) date = workdayAfter(calendar, date, 1, absences);
  const untilMs = isGood(date) ? hoursOn(date, timezone, options.hours).fromMs : null;
  return { why: "it can wait for a better day of the week", untilMs };
}

/** A reminder comes a business day after the message before, and where it presses as soon as that day begins. */
function reminderAt(last: string, item: ChaseItem, person: Asked, setting: Setting): number {
  const { calendar, options } = setting;
  const { absences, timezone } = person;
  const date = workdayAfter(calendar, dateOf(last, person), 1, absences);
  const { fromMs, toMs } = hoursOn(date, timezone, options.hours);
  if (presses(item, date, setting)) return fromMs;
  const sinceOpeningMs = Date.parse(last) - hoursOn(dateOf(last, person), timezone, options.hours).fromMs;
  return Math.max(fromMs, Math.min(fromMs + sinceOpeningMs, toMs) - LEEWAY_MS);
}

function dateOf(instant: string, { timezone }: Asked): string {
  return plainDateOf(instant, timezone);
}

/** When an answer to the last reminder, or to a question back, is waited for no longer. */
function givenUpAt({ messages, repliedAt, createdAt }: Ask, person: Asked, { calendar, options }: Setting): number {
  const [since, days] = repliedAt === undefined ? [messages.at(-1)?.at ?? createdAt, 1] : [repliedAt, REPLY_DAYS];
  const date = workdayAfter(calendar, dateOf(since, person), days, person.absences);
  return hoursOn(date, person.timezone, options.hours).fromMs;
}

/** How an ask ends that has waited too long; undefined where it may go on waiting. `why` is what it waits for. */
export function endByPatience(ask: Ask, person: Asked, why: string, setting: Setting): End | undefined {
  const isFinal = ask.repliedAt !== undefined || ask.messages.length >= MOST_MESSAGES;
  const isGivenUp = isFinal && setting.nowMs >= givenUpAt(ask, person, setting);
  if (!isGivenUp && !isWornOut(ask, setting)) return undefined;
  // Who asked to be asked later is not silent.
  if (isSnoozed(person, setting)) return { state: "expired", reason: `${person.name} wants no questions before ${person.snoozedUntil}` };
  if (ask.messages.length > 0 || ask.repliedAt !== undefined) return { state: "silent", reason: silence(ask, person, setting) };
  return { state: "expired", reason: `no chance to ask within ${PATIENCE_DAYS} business days: ${why}` };
}

function silence({ askedBack, repliedAt, messages, createdAt }: Ask, { name }: Asked, { calendar }: Setting): string {
  if (askedBack) return `what ${name} wrote was not clear, and the question back was not answered`;
  if (repliedAt !== undefined) return `${name} replied, but not how it stands`;
  return `no reply from ${name} since ${plainDateOf(messages[0]?.at ?? createdAt, calendar.timezone)}`;
}
