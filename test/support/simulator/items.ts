import type { Actor, FieldValue, Item } from "../../../src/core/item.ts";
import type { InstanceFields } from "../../../src/core/kinds/instance.ts";
import type { MailFields } from "../../../src/core/kinds/mail.ts";
import type { MessageFields } from "../../../src/core/kinds/message.ts";
import { Temporal } from "temporal-polyfill";
import { itemOf, taskOf } from "../items.ts";
import { actorOf, type Name } from "./cast.ts";

type Response = NonNullable<Actor["response"]>;

/** What a test says of a meeting; the rest is a meeting that nobody could find fault with. */
export interface Meeting extends Partial<InstanceFields> {
  /** Days from the scene's own. */
  days?: number;
  /** Who called it. */
  by?: Name;
  /** Who is needed, with what they said. */
  with?: Partial<Record<Name, Response>>;
  optional?: Partial<Record<Name, Response>>;
  /** Further people who accepted. */
  crowd?: number;
  /** What I said; null where I am not among those invited by name. */
  me?: Response | null;
  body?: string;
}

const AGENDA = "Agenda: where we stand, what is open, who does what until when.";

/** One date of a calendar event. */
export function instanceItem(
  given: Pick<InstanceFields, "start" | "end" | "timezone" | "created"> & { title: string },
  changes: Omit<Meeting, "days">,
): Item {
  const { by = "lee", with: needed = { lee: "accepted" }, optional = {}, crowd = 0, me = "accepted", body = AGENDA, ...fields } = changes;
  const { title, ...times } = given;
  const uid = fields.uid ?? slugOf(title);
  const all: InstanceFields = { ...PLAIN, ...times, uid, conference: `https://meet.example/${uid}`, ...fields };
  return itemOf({
    id: `ics:${all.calendar}/${uid}@${all.start.slice(0, 16)}`,
    source: "ics",
    kind: "instance",
    title,
    body,
    ts: all.allDay ? `${all.start}T00:00:00.000Z` : all.start,
    updatedAt: given.created ?? all.start,
    actors: invited(by, needed, optional, crowd, me),
    fields: { ...all },
  });
}

const PLAIN: Pick<InstanceFields, "calendar" | "recurring" | "allDay" | "status" | "showAs" | "previousStart" | "location" | "documents"> =
  {
    calendar: "work",
    recurring: false,
    allDay: false,
    status: "confirmed",
    showAs: "busy",
    previousStart: null,
    location: null,
    documents: ["https://docs.example/agenda"],
  };

/** What a test says of a message; the rest is a letter from Lee to me that asks for nothing. */
export interface MailWords extends Partial<MailFields> {
  from?: Name;
  to?: readonly Name[];
  cc?: readonly Name[];
  bcc?: readonly Name[];
  body?: string;
  quoteSpans?: Item["quoteSpans"];
}

/** One message; `thread` is its own id unless it answers something. */
export function mailItem(subject: string, sentAt: string, words: MailWords, timezone: string): Item {
  const { from = "lee", to = ["me"], cc = [], bcc = [], body = "All is well here.", quoteSpans = [], ...fields } = words;
  const messageId = fields.messageId ?? `${slugOf(subject)}-${sentAt.slice(0, 16)}@mail.example`;
  const folder = from === "me" ? "Sent" : "INBOX";
  const all: MailFields = { ...LETTER, messageId, thread: messageId, folder, offsetMinutes: offsetAt(sentAt, timezone), ...fields };
  return itemOf({
    id: `mail:${messageId}`,
    source: "mail",
    kind: "mail",
    title: subject,
    body,
    ts: sentAt,
    updatedAt: sentAt,
    quoteSpans,
    actors: [actorOf(from, "from"), ...[to, cc, bcc].flatMap((names, index) => names.map((name) => actorOf(name, ROLES[index] ?? "to")))],
    fields: { ...all },
  });
}

const ROLES = ["to", "cc", "bcc"];
const LETTER = {
  inReplyTo: null,
  unread: false,
  bulk: null,
  attachments: [],
  bounced: null,
  bouncedId: null,
  inviteUid: null,
  inviteStart: null,
};

/** A message that answers another one, within its thread. */
export function replyItem(to: Item, sentAt: string, words: MailWords, timezone: string): Item {
  const { messageId, thread } = to.fields;
  const inReplyTo = String(messageId);
  const ids = { messageId: `re-${inReplyTo}-${sentAt.slice(0, 16)}`, thread: String(thread), inReplyTo };
  return mailItem(`Re: ${to.title.replace(/^Re: /, "")}`, sentAt, { ...ids, ...words }, timezone);
}

/** What a test says of a message in a chat; the rest is a message of Lee's in a channel that mentions nobody. */
export interface ChatWords extends Partial<MessageFields> {
  by?: Name;
  to?: readonly Name[];
  reacted?: readonly Name[];
  quoteSpans?: Item["quoteSpans"];
  /** The message in whose thread it stands. */
  below?: Item;
}

/** One message in a chat. */
export function messageItem(text: string, sentAt: string, words: ChatWords, timezone: string): Item {
  const { by = "lee", to = [], reacted = [], quoteSpans = [], below, ...fields } = words;
  const message = (Date.parse(sentAt) / 1_000).toFixed(6);
  const thread = below === undefined ? message : String(below.fields["message"]);
  const all: MessageFields = { ...SAID, message, thread, question: text.includes("?"), timezone, ...fields };
  return itemOf({
    id: `slack:${all.channel}/${all.message}`,
    source: "slack",
    kind: "message",
    title: text.slice(0, 80),
    body: text,
    ts: sentAt,
    updatedAt: sentAt,
    quoteSpans,
    actors: [
      accountOf(by, "from"),
      ...to.map((name) => accountOf(name, "mentioned")),
      ...reacted.map((name) => accountOf(name, "reacted")),
    ],
    fields: { ...all },
  });
}

const SAID: Omit<MessageFields, "message" | "thread" | "question" | "timezone"> = {
  ...{ channel: "C0PIER", channelName: "#pier", group: false, replies: 0 },
  ...{ everybody: false, reactions: [], editedAt: null, bot: false, attachments: [] },
};

function accountOf(name: Name, role: string): Actor {
  return { ...actorOf(name, role), account: `slack:U${name.toUpperCase()}` };
}

/** A task as the files connector makes it. */
export function taskItem(title: string, fields: Readonly<Record<string, FieldValue>>, editedAt: string): Item {
  return taskOf(title, { startedAt: null, priority: null, project: null, owner: "Lee Park", ...fields }, editedAt);
}

/** The same item with other fields, as a later fetch brings it. */
export function itemWith(item: Item, fields: Readonly<Record<string, FieldValue>>): Item {
  const { contentHash: _contentHash, ...draft } = item;
  return itemOf({ ...draft, fields: { ...item.fields, ...fields } });
}

function invited(by: Name, needed: Meeting["with"], optional: Meeting["with"], crowd: number, me: Response | null): Actor[] {
  const mine = me === null || by === "me" ? [] : [actorOf("me", "required", me)];
  const others = Array.from({ length: crowd }, (_, index): Actor => {
    return { name: `Guest ${index}`, email: `guest${index}@harbor.example`, role: "required", response: "accepted" };
  });
  const role = (names: Meeting["with"], word: string): Actor[] =>
    namesIn(names).flatMap((name) => (name === by ? [] : [actorOf(name, word, names?.[name])]));
  const organizer = actorOf(by, "organizer", needed?.[by] ?? "accepted");
  return [organizer, ...mine, ...role(needed, "required"), ...role(optional, "optional"), ...others];
}

const NAMES: readonly Name[] = ["me", "grace", "lee", "jonas", "asha", "dana", "omar"];

function namesIn(record: Meeting["with"]): Name[] {
  return NAMES.filter((name) => record?.[name] !== undefined);
}

function offsetAt(instant: string, timezone: string): number {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).offsetNanoseconds / 60e9;
}

function slugOf(text: string): string {
  return text.toLowerCase().replaceAll(/\W+/g, "-");
}
