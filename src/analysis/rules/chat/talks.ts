import type { Actor } from "../../../core/item.ts";
import { messagesIn, type Message } from "../../../core/kinds/message.ts";
import type { People } from "../../../core/person.ts";
import { isFromMe, writerOf } from "../../letters.ts";
import { isMe } from "../../people.ts";
import type { RuleContext } from "../../rule.ts";
import { daysBefore } from "../mail/threads.ts";

/** What people wrote to each other in one thread, or in a group outside of threads; what programs wrote is no part of it. */
export interface Talk {
  /** The same however many messages follow. */
  id: string;
  /** Oldest first. */
  messages: readonly Message[];
  last: Message;
  /** The reader's last message. */
  mine: Message | undefined;
  /** Whether the reader began it. */
  isMine: boolean;
  /** What the reader wrote in the same channel outside of threads, oldest first. */
  besides: readonly Message[];
}

/** The talks in which somebody wrote within the last days. */
export function talksIn({ items, people, now }: RuleContext, days: number): Talk[] {
  const from = daysBefore(now, days);
  const messages = messagesIn(items).filter(({ bot, item }) => !bot && item.ts >= from && item.ts <= now);
  const inOrder = messages.toSorted((a, b) =>
    a.item.ts === b.item.ts ? (a.message < b.message ? -1 : 1) : a.item.ts < b.item.ts ? -1 : 1,
  );
  const besides = Map.groupBy(
    inOrder.filter((message) => isAlone(message) && isFromMe(message, people)),
    placeOf,
  );
  return [...Map.groupBy(inOrder, talkOf)].flatMap(([id, talk]) => toTalk(id, talk, besides.get(placeOf(talk[0])) ?? [], people));
}

/** Whether a message is for the reader: it names them and not others only, or stands where it can only be for them. */
export function isToMe({ item, group }: Message, { isMine }: Talk, people: People): boolean {
  const mentioned = item.actors.filter(({ role }) => role === "mentioned");
  return mentioned.length > 0 ? mentioned.some((actor) => isMe(people, actor)) : group || isMine;
}

/** Whether the reader reacted to a message. */
export function hasMyReaction({ item }: Message, people: People): boolean {
  return item.actors.some((actor) => actor.role === "reacted" && isMe(people, actor));
}

/** Whether the reader wrote to somebody in the channel since, outside of threads: not everybody answers in one. */
export function isAnsweredBeside(message: Message, { besides }: Talk): boolean {
  const account = writerOf(message)?.account;
  return besides.some(
    (each) => each.item.ts > message.item.ts && each.item.actors.some((actor) => actor.role === "mentioned" && actor.account === account),
  );
}

/** Whom a message is for, as far as it says; else those who wrote in its talk, the reader apart. */
export function readersOf({ item }: Message, { messages }: Talk, people: People): Actor[] {
  const mentioned = item.actors.filter((actor) => actor.role === "mentioned" && !isMe(people, actor));
  if (mentioned.length > 0) return mentioned;
  const writers = messages.flatMap((each) => writerOf(each) ?? []).filter((actor) => !isMe(people, actor));
  return [...new Map(writers.map((actor) => [actor.account ?? actor.name, actor])).values()];
}

function toTalk(id: string, messages: readonly Message[], besides: readonly Message[], people: People): Talk[] {
  const [root, last] = [messages[0], messages.at(-1)];
  if (root === undefined || last === undefined) return [];
  const isMine = root.message === root.thread && isFromMe(root, people);
  return [{ id, messages, last, mine: messages.findLast((message) => isFromMe(message, people)), isMine, besides }];
}

/** In a group people answer below each other as often as in threads. */
function talkOf(message: Message): string {
  return message.group && isAlone(message) ? placeOf(message) : `${placeOf(message)}/${message.thread}`;
}

function placeOf(message: Message | undefined): string {
  return message === undefined ? "" : `${message.item.source}:${message.channel}`;
}

function isAlone({ message, thread, replies }: Message): boolean {
  return message === thread && replies === 0;
}
