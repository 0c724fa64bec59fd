import type { ChaseSubject } from "../../core/automation.ts";
import type { Answer, Ask } from "../../core/ask.ts";
import type { Fact, Item } from "../../core/item.ts";
import type { WorkCalendar } from "../../core/work-calendar.ts";

/** What a definition says of whom it may ask, and how often. */
export interface ChaseOptions {
  /** What people are asked about; all when absent. */
  about?: readonly ChaseSubject[];
  /** Keys of people; nobody else is ever written to. */
  roster: readonly string[];
  /** Who wants to know: a key of people, or `me`. */
  requester: string;
  /** Business days after which nobody knows any more how an item stands. */
  cadenceDays: number;
  /** Local times between which people are written to, `HH:MM`. */
  hours: { start: string; end: string };
  /** ISO weekdays on which a first question is asked, where the date does not press. */
  days: readonly number[];
}

/** One item of the plan that is open, or was when it was last asked about. */
export interface ChaseItem {
  /** Id of the Item. */
  id: string;
  key: string;
  title: string;
  isOpen: boolean;
  /** Whether it has begun, or may: nothing that it waits for is open. */
  isReady: boolean;
  /** Key of the person who is to say how it stands: its owner, or whoever holds it up; null where nobody of config/people.yaml does. */
  actor: string | null;
  /** Whom the plan names where that is nobody of config/people.yaml; absent where it names nobody. */
  stranger?: string;
  /** Why it is that person, in words, such as `owns it`, `reviews #815`. */
  because: string;
  /** What a question to that person is about; `tasks` when absent. */
  about?: readonly ChaseSubject[];
  /** A plain date. */
  due: string | null;
  /** The day of the launch that it leads to, a plain date: nothing is asked after it; null where there is none. */
  launchDate: string | null;
  /** Business days that it may slip without moving the launch; null where that is not known. */
  slack: number | null;
  /** When it last moved, whoever did it and wherever: a UTC instant; null where nothing is known. */
  movedAt: string | null;
  /** What answers the question without asking, such as a merged pull request; empty where nothing does. */
  known: readonly Fact[];
}

/** How somebody may be reached. */
export interface Asked {
  key: string;
  name: string;
  timezone: string;
  /** Plain dates, both ends included. */
  absences: readonly { from: string; to: string }[];
  /** Spans in which they are in a meeting, or don't want to be disturbed. */
  busy: readonly { from: string; to: string }[];
  /** They have said that they want no more of these. */
  hasStopped: boolean;
  /** A plain date before which they want none. */
  snoozedUntil: string | null;
  /** Whether there is a way to write to them. */
  isReachable: boolean;
}

export interface ChaseInput {
  automation: string;
  options: ChaseOptions;
  /** All of the plan: what is missing is taken for removed, so nothing is decided while its source does not answer. */
  items: readonly ChaseItem[];
  people: readonly Asked[];
  /** Those of this automation that are open, and those that ended in the last 30 days. */
  asks: readonly Ask[];
  /** Those of other automations that reached their person: open ones, and those that ended lately with an answer, or with none. */
  others: readonly Ask[];
  /** When any automation, this one included, decided on a message to somebody in the last 7 days, whether or not it arrived: the `at` of its asks. */
  sent: readonly { person: string; at: string }[];
  /** Why nothing is asked any more: its plan is closed, or whoever wants to know called it off; null while it goes on. */
  closed: { state: "expired" | "cancelled"; reason: string } | null;
  calendar: WorkCalendar;
  now: string;
}

/** One message to one person: never two a day to anybody. */
export interface ChaseMessage {
  /** Of its person and their day, whichever automation writes: what is written down once by it can't go out twice. */
  key: string;
  person: string;
  /** By the freshest of its asks: a reminder has none that is new, a last reminder nothing but last ones. */
  kind: "ask" | "reminder" | "last_reminder";
  /** Ids of its asks, the most pressing first; at most five. */
  asks: readonly string[];
  /** How many smaller ones are not named. */
  more: number;
  /** Not before and not after these instants: within the person's hours, and before their next meeting. */
  from: string;
  to: string;
}

/** A message that is to go out and has not yet. */
export interface Leaving {
  key: string;
  /** Not before this instant. */
  from: string;
  /** Whether it waits for somebody's yes. */
  isHeld: boolean;
}

/** What is known of asking before the plan is looked at. */
export interface ChaseState extends Omit<ChaseInput, "items" | "calendar" | "now"> {
  /** What people had said since the last digest, before the replies that were heard now. */
  earlier: readonly Answer[];
  leaving: readonly Leaving[];
  /** Keys of people to whom a message goes only after somebody's yes. */
  held: readonly string[];
}

/** What asking has come to in one run. */
export interface Chased {
  /** All rows as they stand now, those included that have not changed. */
  asks: readonly Ask[];
  /** Those of them that are new or have changed. */
  changed: readonly Ask[];
  messages: ChaseMoves["messages"];
  waits: ChaseMoves["waits"];
  /** The plan's items as they were judged. */
  items: readonly ChaseItem[];
  /** The rows as Items, by which lines about them are cited. */
  evidence: readonly Item[];
  earlier: ChaseState["earlier"];
  /** Who wants to know: a key of people, or `me`. */
  requester: string;
  /** Why nobody is asked now, in words, such as a source that does not answer; absent where that is not so. */
  heldBack?: string;
}

/** What is to be done now. */
export interface ChaseMoves {
  /** Rows that are new or have changed. */
  asks: readonly Ask[];
  messages: readonly ChaseMessage[];
  /** Items about which nobody is asked now, and why, in words; with when that ends where that is known. */
  waits: readonly { item: string; person: string | null; why: string; until: string | null }[];
}
