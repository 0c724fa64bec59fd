import type { Actor, DraftItem } from "../../core/item.ts";
import type { MessageFields } from "../../core/kinds/message.ts";
import { shorten } from "../../lib/text.ts";
import type { Channel } from "./channels.ts";
import type { User } from "./cursor.ts";
import { instantOf } from "./instant.ts";
import { callsEverybody, mentionsIn, plainOf, type Names } from "./mrkdwn.ts";
import { plainLine } from "../../lib/plain-text.ts";
import type { Message } from "./wire.ts";

const LONGEST_TITLE = 80;
const LONGEST_NAME = 80;
/** Of each message; more are not told. */
const MOST_REACTIONS = 30;
const MOST_MENTIONED = 30;
const MOST_REACTED = 50;
const MOST_FILES = 20;

/** Messages of these kinds are written by somebody; all others tell of joins, new names and the like. */
const WRITTEN: ReadonlySet<string | undefined> = new Set([undefined, "bot_message", "me_message", "thread_broadcast", "file_share"]);

/** What is known of where a message stands, and of the people who may be named in it. */
export interface Place {
  channel: Channel;
  /** Address of the workspace, with the slash at its end. */
  site: string;
  users: ReadonlyMap<string, User>;
  names: Names;
}

/** Whether somebody wrote a message; what Chief itself wrote, the app being `self`, is nothing to read. */
export function isWritten({ subtype, user, bot_id: bot }: Message, self: { user?: string; bot?: string }): boolean {
  return WRITTEN.has(subtype) && (user === undefined || user !== self.user) && (bot === undefined || bot !== self.bot);
}

/** The ids of those whose names it takes to tell of a message. */
export function peopleIn(message: Message): string[] {
  return [...(message.user === undefined ? [] : [message.user]), ...mentionsIn(wordsOf(message)).slice(0, MOST_MENTIONED)];
}

/** One message as an Item. */
export function toDraft(message: Message, place: Place): DraftItem {
  const { channel, site } = place;
  const { text, foreign } = plainOf(wordsOf(message), place.names);
  const fields = fieldsOf(message, place, withoutSpans(text, foreign));
  const ts = instantOf(message.ts);
  return {
    id: `slack:${channel.id}/${message.ts}`,
    source: "slack",
    kind: "message",
    title: titleOf(text, fields.attachments),
    body: text,
    quoteSpans: foreign,
    url: addressOf(message, channel, site),
    ts,
    updatedAt: fields.editedAt ?? ts,
    actors: actorsOf(message, place.users),
    fields: { ...fields },
  };
}

function fieldsOf(message: Message, { channel, users }: Place, own: string): MessageFields {
  const { ts, thread_ts: thread = ts, user, edited } = message;
  return {
    channel: channel.id,
    channelName: channel.name,
    group: channel.isGroup,
    message: ts,
    thread,
    replies: message.reply_count,
    everybody: callsEverybody(wordsOf(message)),
    question: /\?["'”’)\]]*(?:\s|$)/.test(own),
    reactions: message.reactions.slice(0, MOST_REACTIONS).map(({ name, count }) => `${plainLine(name)} ${count}`),
    editedAt: edited && isTimestamp(edited.ts) ? instantOf(edited.ts) : null,
    bot: message.bot_id !== undefined || message.subtype === "bot_message",
    timezone: (user === undefined ? undefined : users.get(user)?.timezone) ?? null,
    attachments: message.files.slice(0, MOST_FILES).map(({ title, name }) => plainLine(title || name || "a file")),
  };
}

/** What programs write may stand in attachments only. */
function wordsOf({ text, attachments }: Message): string {
  if (text !== "") return text;
  return attachments.flatMap(({ fallback, text: words }) => words ?? fallback ?? []).join("\n");
}

function titleOf(text: string, files: readonly string[]): string {
  const words = plainLine(text);
  if (words !== "") return shorten(words, LONGEST_TITLE);
  return files[0] === undefined ? "A message without words" : shorten(files[0], LONGEST_TITLE);
}

/** https://docs.slack.dev/reference/methods/chat.getPermalink, without a call for each. */
function addressOf({ ts, thread_ts: thread = ts }: Message, { id }: Channel, site: string): string {
  const address = `${site}archives/${id}/p${ts.replace(".", "")}`;
  return thread === ts ? address : `${address}?thread_ts=${thread}&cid=${id}`;
}

function actorsOf(message: Message, users: ReadonlyMap<string, User>): Actor[] {
  const mentioned = mentionsIn(wordsOf(message)).slice(0, MOST_MENTIONED);
  const reacted = new Set(message.reactions.flatMap((reaction) => reaction.users));
  const known = [...reacted].filter((id) => users.has(id)).slice(0, MOST_REACTED);
  return [
    writerOf(message, users),
    ...mentioned.map((id) => actorOf(id, "mentioned", users.get(id))),
    ...known.map((id) => actorOf(id, "reacted", users.get(id))),
  ];
}

function writerOf({ user, bot_id: bot, username, bot_profile: profile }: Message, users: ReadonlyMap<string, User>): Actor {
  const id = user ?? bot ?? "";
  const name = username ?? profile?.name;
  if (bot === undefined || name === undefined) return actorOf(id, "from", users.get(id));
  return { ...actorOf(id, "from", users.get(id)), name: shorten(plainLine(name), LONGEST_NAME) };
}

function actorOf(id: string, role: string, user: User = { name: id === "" ? "somebody" : id }): Actor {
  const { name, email } = user;
  return { name, ...(email !== undefined && { email }), ...(id !== "" && { account: `slack:${id}` }), role };
}

function withoutSpans(text: string, spans: readonly (readonly [number, number])[]): string {
  return spans.toReversed().reduce((rest, [start, end]) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);
}

function isTimestamp(text: string): boolean {
  return /^\d{1,12}(?:\.\d{1,9})?$/.test(text);
}
