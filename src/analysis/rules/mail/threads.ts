import type { Grade } from "../../../core/finding.ts";
import type { Actor, Item } from "../../../core/item.ts";
import { mailIn, type Mail } from "../../../core/kinds/mail.ts";
import type { People } from "../../../core/person.ts";
import { addressOf, isByPerson, isFromMe, sinceAnswer, type Written } from "../../letters.ts";
import { isExternal, isMe, isVip } from "../../people.ts";
import type { RuleContext } from "../../rule.ts";
import { raiseImpact } from "../../severity.ts";

const DAY_MS = 24 * 60 * 60_000;
/** From so many people on, what goes wrong in a conversation weighs more. */
const MANY_PEOPLE = 5;

/** What people wrote to each other under one subject; what machines and lists sent is no part of it. */
export interface Conversation {
  /** Message-ID that it began with: the same however many letters follow. */
  id: string;
  /** The oldest letter that is known. */
  root: Mail;
  /** The newest letter. */
  last: Mail;
  /** Oldest first. */
  letters: readonly Mail[];
  /** The reader's last letter. */
  mine: Mail | undefined;
  /** What others wrote and the reader has not answered. */
  unanswered: readonly Mail[];
}

/** Put together once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], { people: People; now: string; conversations: readonly Conversation[] }>();

/** The conversations in which somebody wrote within the last days. */
export function conversationsIn({ items, people, now }: RuleContext, days: number): Conversation[] {
  const read = known.get(items);
  const isKnown = read?.people === people && read.now === now;
  const conversations = isKnown ? read.conversations : readConversations(items, people, now);
  if (!isKnown) known.set(items, { people, now, conversations });
  const from = daysBefore(now, days);
  return conversations.filter(({ last }) => last.item.ts >= from);
}

/** The instant so many days before another. */
export function daysBefore(instant: string, days: number): string {
  return new Date(Date.parse(instant) - days * DAY_MS).toISOString();
}

/** Whether a letter is addressed to the reader rather than sent as a copy. */
export function isToMe({ item }: Mail, people: People): boolean {
  return item.actors.some((actor) => actor.role === "to" && isMe(people, actor));
}

/** Whether the reader was meant to read a letter: as its addressee or by an open copy. */
export function isForMe({ item }: Mail, people: People): boolean {
  return item.actors.some((actor) => (actor.role === "to" || actor.role === "cc") && isMe(people, actor));
}

/** Whom a letter was sent to, the reader apart. */
export function addresseesOf({ item }: Mail, people: People): Actor[] {
  return item.actors.filter((actor) => actor.role === "to" && !isMe(people, actor));
}

/** A rule's impact, raised for somebody important, for somebody from elsewhere, and where many read along. */
export function impactOf(base: Grade, whom: readonly Actor[], { item }: Written, people: People): Grade {
  return raiseImpact(
    base,
    whom.some((actor) => isVip(people, actor)),
    whom.some((actor) => isExternal(people, actor)),
    new Set(item.actors.map(addressOf)).size >= MANY_PEOPLE,
  );
}

function readConversations(items: readonly Item[], people: People, now: string): Conversation[] {
  const letters = mailIn(items).filter((mail) => isByPerson(mail) && mail.item.ts <= now);
  // Two sources may hold the same letter.
  const single = new Map(letters.map((mail) => [mail.messageId, mail]));
  const threads = Map.groupBy([...single.values()].toSorted(byTime), ({ thread }) => thread);
  return [...threads].flatMap(([id, thread]) => toConversation(id, thread, people));
}

function toConversation(id: string, letters: readonly Mail[], people: People): Conversation[] {
  const [root, last] = [letters[0], letters.at(-1)];
  if (root === undefined || last === undefined) return [];
  const mine = letters.findLast((mail) => isFromMe(mail, people));
  return [{ id, root, last, letters, mine, unanswered: sinceAnswer(letters, people) }];
}

function byTime(a: Mail, b: Mail): number {
  if (a.item.ts !== b.item.ts) return a.item.ts < b.item.ts ? -1 : 1;
  return a.item.id < b.item.id ? -1 : 1;
}
