import type { Item } from "../core/item.ts";
import { mailIn, type Mail } from "../core/kinds/mail.ts";
import type { People } from "../core/person.ts";
import type { WorkCalendar } from "../core/work-calendar.ts";
import { isFromMe } from "./letters.ts";
import { createTriage, type Triage } from "./triage.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** On a first run, what came within this time counts as new. */
const NEW_MS = DAY_MS;
/** What needs its reader stays so until it is answered, yet not for ever. */
const NEEDED_MS = 14 * DAY_MS;

/** A letter with its weight. */
export interface Weighed extends Triage {
  mail: Mail;
  /** Whether it came since the last time that its reader was told. */
  isNew: boolean;
}

/** What the inbox is made of. */
export interface InboxInput {
  items: readonly Item[];
  asOf: string;
  since?: string;
  people: People;
  calendar: WorkCalendar;
}

/**
 * The last letter of each conversation of the last two weeks that somebody else wrote and that is asked for, with its weight; the
 * latest first. Letters are read one by one, so what nobody asks for costs nothing.
 */
export function inboxOf(
  { items, asOf, since, people, calendar }: InboxInput,
  isAskedFor: (mail: Mail, isNew: boolean) => boolean = () => true,
): Weighed[] {
  const before = (ms: number): string => new Date(Date.parse(asOf) - ms).toISOString();
  const from = before(NEEDED_MS);
  const newFrom = since ?? before(NEW_MS);
  const letters = mailIn(items).filter(({ item }) => item.ts <= asOf);
  const weigh = createTriage({ people, calendar, letters });
  const latest = new Map(letters.toSorted((a, b) => a.item.ts.localeCompare(b.item.ts)).map((mail) => [mail.thread, mail]));
  const open = [...latest.values()].filter((mail) => mail.item.ts >= from && !isFromMe(mail, people));
  return open
    .map((mail) => ({ mail, isNew: mail.item.ts > newFrom }))
    .filter(({ mail, isNew }) => isAskedFor(mail, isNew))
    .map((each) => ({ ...each, ...weigh(each.mail) }))
    .toSorted((a, b) => b.mail.item.ts.localeCompare(a.mail.item.ts));
}
