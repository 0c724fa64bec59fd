import type { Item } from "../../core/item.ts";
import { messagesIn, type Message as KnownMessage } from "../../core/kinds/message.ts";
import { countOf } from "../../lib/text.ts";
import { pagesOf, type Ask } from "./ask.ts";
import { LARGEST_PAGE, type Channel } from "./channels.ts";
import type { Failure } from "./failure.ts";
import { expectList, messageSchema, type Message } from "./wire.ts";

/** From one of Slack's timestamps to another. */
export interface Span {
  oldest: string;
  latest: string;
}

/** What stands in a channel: messages that were read now, and Items of the fetch before that stand as they were. */
export interface History {
  messages: Message[];
  known: Item[];
  failures: Failure[];
  notes: string[];
}

/** What the fetch before brought of each thread, oldest first, by its channel and the message that it began with. */
export type KnownThreads = ReadonlyMap<string, readonly KnownMessage[]>;

export function knownThreads(picture: readonly Item[]): KnownThreads {
  const messages = messagesIn(picture).toSorted((a, b) => (a.message < b.message ? -1 : 1));
  return Map.groupBy(messages, ({ channel, thread }) => `${channel}/${thread}`);
}

/** What to read of a channel. */
export interface Wish {
  span: Span;
  known: KnownThreads;
  /** Whether a message is one to tell of. */
  isWanted(message: Message): boolean;
  /** Of the newest messages at most so many. */
  max: number;
}

/** The newest messages of a channel, those in its threads included. Threads in which nothing can have changed are not read again. */
export async function readHistory(ask: Ask, channel: Channel, wish: Wish): Promise<History> {
  const { known, span, max } = wish;
  const history: History = { messages: [], known: [], failures: [], notes: [] };
  let isCut = await readMessages(ask, channel, wish, history);
  const roots = history.messages.length;
  const threads = history.messages.filter((message) => message.reply_count > 0).toSorted((a, b) => (latestOf(a) < latestOf(b) ? 1 : -1));
  for (const root of threads) {
    const before = known.get(`${channel.id}/${root.ts}`);
    isCut ||= history.messages.length + history.known.length - roots >= max;
    if (isCut) break;
    if (before && isUnchanged(before, root)) history.known.push(...repliesIn(before, span));
    else if (!(await readThread(ask, channel, root, wish, history))) break;
  }
  return cutTo(max, channel, history, isCut);
}

/** Adds what stands in the channel itself, the newest first; tells whether something older was left out. */
async function readMessages(ask: Ask, channel: Channel, { span, max, isWanted }: Wish, history: History): Promise<boolean> {
  const args = { channel: channel.id, ...span, limit: Math.min(max, LARGEST_PAGE) };
  for await (const page of pagesOf(ask, channel.name, (client, at) => client.conversations.history({ ...args, ...at }))) {
    if (!page.ok) {
      history.failures.push(page.failure);
      return false;
    }
    history.messages.push(
      ...expectList(messageSchema, page.value.messages).filter((message) => isWithin(message.ts, span) && isWanted(message)),
    );
    if (history.messages.length >= max && page.value.has_more === true) return true;
  }
  return false;
}

/** Adds the answers of a thread; false where no other thread of the channel need be asked for either. */
async function readThread(ask: Ask, channel: Channel, { ts }: Message, { span, isWanted }: Wish, history: History): Promise<boolean> {
  const args = { channel: channel.id, ts, ...span, limit: LARGEST_PAGE };
  for await (const page of pagesOf(ask, `threads in ${channel.name}`, (client, at) => client.conversations.replies({ ...args, ...at }))) {
    if (!page.ok && page.word === "thread_not_found") return true;
    if (!page.ok) {
      history.failures.push(page.failure);
      return false;
    }
    const replies = expectList(messageSchema, page.value.messages);
    history.messages.push(...replies.filter((reply) => reply.ts !== ts && isWithin(reply.ts, span) && isWanted(reply)));
  }
  return true;
}

/** A reaction to an answer shows nowhere else than in its thread, so a thread that ends in an open question is looked at again. */
function isUnchanged(before: readonly KnownMessage[], root: Message): boolean {
  const [first, last] = [before[0], before.at(-1)];
  if (first?.message !== root.ts || last === undefined) return false;
  const isSame = first.replies === root.reply_count && last.message === (root.latest_reply ?? last.message) && last !== first;
  const mayBeOpen = last.question || last.item.actors.some(({ role }) => role === "mentioned");
  return isSame && !(mayBeOpen && last.reactions.length === 0);
}

function repliesIn(thread: readonly KnownMessage[], span: Span): Item[] {
  return thread.flatMap(({ item, message, thread: root }) => (message !== root && isWithin(message, span) ? [item] : []));
}

function cutTo(max: number, channel: Channel, { messages, known, failures, notes }: History, isCut: boolean): History {
  const unique = [...new Map(messages.map((message) => [message.ts, message])).values()];
  const dates = [...unique.map(({ ts }) => ts), ...messagesIn(known).map(({ message }) => message)].toSorted().toReversed();
  const oldest = dates[max - 1] ?? "";
  if (!isCut && dates.length <= max) return { messages: unique, known, failures, notes };
  return {
    messages: unique.filter(({ ts }) => ts >= oldest),
    known: known.filter((item) => String(item.fields["message"]) >= oldest),
    failures,
    notes: [...notes, `Read the newest ${countOf(max, "message")} in ${channel.name} and left out older ones.`],
  };
}

function latestOf({ ts, latest_reply: latest }: Message): string {
  return latest ?? ts;
}

function isWithin(timestamp: string, { oldest, latest }: Span): boolean {
  return Number(timestamp) >= Number(oldest) && Number(timestamp) <= Number(latest);
}
