import type { Item } from "../core/item.ts";
import { mailIn, type Mail } from "../core/kinds/mail.ts";
import type { People } from "../core/person.ts";
import type { WorkCalendar } from "../core/work-calendar.ts";
import { isByPerson, sinceAnswer } from "./letters.ts";
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
 * Of each conversation of the last two weeks in which somebody wrote since the reader answered, the letter that weighs most, the latest
 * of equal ones; the latest first. Which conversations are asked for is said by their last letter; only those are read.
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
  const threads = Map.groupBy(
    letters.toSorted((a, b) => b.item.ts.localeCompare(a.item.ts)),
    ({ thread }) => thread,
  );
  return [...threads.values()]
    .flatMap((thread) => {
      const open = openIn(thread, people);
      const [latest] = open;
      const isNew = latest !== undefined && latest.item.ts > newFrom;
      return latest !== undefined && latest.item.ts >= from && isAskedFor(latest, isNew) ? [{ open, isNew }] : [];
    })
    .flatMap(({ open, isNew }) => {
      const [heaviest] = open.map((mail) => ({ mail, isNew, ...weigh(mail) })).toSorted((a, b) => b.score - a.score);
      return heaviest ?? [];
    })
    .toSorted((a, b) => b.mail.item.ts.localeCompare(a.mail.item.ts));
}

/** The letters of a conversation that are open, the latest first; what machines sent counts where no person wrote. */
function openIn(thread: readonly Mail[], people: People): readonly Mail[] {
  const since = sinceAnswer(thread.toReversed(), people).toReversed();
  const byPeople = since.filter(isByPerson);
  return byPeople.length > 0 ? byPeople : since.slice(0, 1);
}
