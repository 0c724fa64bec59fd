import { thresholdsOf, type Rule } from "../../src/analysis/rule.ts";
import type { Actor, FieldValue, Item } from "../../src/core/item.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { People, Person } from "../../src/core/person.ts";
import type { WorkCalendar } from "../../src/core/work-calendar.ts";
import { calendarOf, itemOf } from "../support/items.ts";
import { NOW } from "./run-rule.ts";

const SAM = { name: "Sam Field", email: "sam@example.com" };
const DANA = { name: "Dana Reyes", email: "dana@acme.test" };

/** Sam, who reads; Dana, a customer; Lee, a colleague. `absences` are Dana's. */
export function peopleOf(absences: Person["absences"] = [], mine: Person["absences"] = []): People {
  const person = { aliases: [], vip: false };
  return {
    all: [
      { ...person, key: "me", name: SAM.name, emails: [SAM.email], absences: mine },
      { ...person, key: "dana", name: DANA.name, emails: [DANA.email, "dana@home.test"], aliases: ["dana"], absences },
      { ...person, key: "lee", name: "Lee Park", emails: ["lee@example.com"], absences: [] },
    ],
  };
}

/** A letter from Dana to Sam of Tuesday morning, unless `changes` say otherwise. */
export function letter(
  id: string,
  body: string,
  changes: { ts?: string; from?: Partial<Actor>; to?: Partial<Actor>; title?: string; fields?: Record<string, FieldValue> } = {},
): Item {
  const ts = changes.ts ?? "2026-11-17T09:00:00.000Z";
  return itemOf({
    id: `mail:${id}`,
    source: "mail",
    kind: "mail",
    title: changes.title ?? "Offer",
    body,
    ts,
    updatedAt: ts,
    actors: [
      { ...DANA, ...changes.from, role: "from" },
      { ...SAM, ...changes.to, role: "to" },
    ],
    fields: { ...MAIL, messageId: id, thread: id, ...changes.fields },
  });
}

/** A letter from Sam to Dana. */
export function sent(id: string, body: string, changes: Parameters<typeof letter>[2] = {}): Item {
  return letter(id, body, { from: SAM, to: DANA, ...changes });
}

const MAIL = {
  inReplyTo: null,
  folder: "INBOX",
  unread: false,
  bulk: null,
  offsetMinutes: 60,
  attachments: [],
  bounced: null,
  inviteUid: null,
  inviteStart: null,
};

/** Something in the calendar: with Dana, this afternoon, unless `changes` say otherwise. */
export function entry(title: string, changes: Record<string, FieldValue> = {}, actors: readonly Actor[] = WITH_DANA): Item {
  const start = typeof changes["start"] === "string" ? changes["start"] : "2026-11-19T14:00:00.000Z";
  const end = new Date(Date.parse(start) + 60 * 60 * 1000).toISOString();
  const ts = start.includes("T") ? start : `${start}T00:00:00.000Z`;
  return itemOf({
    id: `ics:${title}@${start}`,
    source: "ics",
    kind: "instance",
    title,
    ts,
    actors,
    fields: { ...INSTANCE, uid: title, start, end, ...changes },
  });
}

/** Sam asked Dana to come, and she does. */
export const WITH_DANA: readonly Actor[] = [
  { ...SAM, role: "organizer", response: "accepted" },
  { ...DANA, role: "required", response: "accepted" },
];

const INSTANCE = {
  calendar: "work",
  recurring: false,
  allDay: false,
  status: "confirmed",
  showAs: "busy",
  timezone: "Europe/Berlin",
  previousStart: null,
  location: null,
  conference: null,
  documents: [],
  created: null,
};

/** What a rule finds in these people's world. */
export function find(
  rule: Rule,
  items: readonly Item[],
  changes: { now?: string; calendar?: WorkCalendar; people?: People } = {},
): Finding[] {
  const { now = NOW, calendar = calendarOf(), people = peopleOf() } = changes;
  return rule.find({ items, gone: [], changes: [], now, calendar, people, thresholds: thresholdsOf(rule) });
}
