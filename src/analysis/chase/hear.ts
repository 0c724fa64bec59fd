import { isAnswerable, isOpenAsk, type Ask, type ToldStatus, type Understood, type Wish } from "../../core/ask.ts";
import type { HeardReply } from "../../core/heard-reply.ts";
import type { People } from "../../core/person.ts";
import { applyReply } from "./apply-reply.ts";
import { mentionsIn, type AskedItem } from "./replies/items.ts";
import { lean } from "./replies/lean.ts";
import type { Reply } from "./replies/read-reply.ts";
import { understand } from "./replies/understand.ts";
import { wishIn, withWish } from "./wishes.ts";

/** What is known when replies come in. */
export interface Hearing {
  asks: readonly Ask[];
  wishes: readonly Wish[];
  people: People;
  /** Keys of people who may be asked. */
  roster: readonly string[];
  /** The IANA zone of a person, by key. */
  zoneOf: (person: string) => string;
  /** A UTC instant. */
  now: string;
}

/** What one reply has come to. */
export interface Heard {
  reply: HeardReply;
  understood: Understood;
  /** The rows that it has changed, and those that are new by it. */
  asks: readonly Ask[];
}

/** All rows and wishes as they stand once everything was heard, and what each reply did. */
export interface HeardAll {
  asks: readonly Ask[];
  wishes: readonly Wish[];
  heard: readonly Heard[];
}

/** Looks once more at what code has understood of a reply, which counts the `number`th of them, from 1. */
export type SecondEar = (number: number, reply: Reply, asked: readonly AskedItem[], before: Understood) => Promise<Understood>;

/** Hears replies one after the other: each is about what its writer was asked, and nothing else. */
export async function hearReplies(replies: readonly HeardReply[], hearing: Hearing, secondEar: SecondEar): Promise<HeardAll> {
  let all: HeardAll = { asks: hearing.asks, wishes: hearing.wishes, heard: [] };
  for (const reply of replies) all = await hearOne(reply, all, hearing, secondEar);
  return all;
}

async function hearOne(reply: HeardReply, before: HeardAll, hearing: Hearing, secondEar: SecondEar): Promise<HeardAll> {
  const { people, roster, zoneOf, now } = hearing;
  const { person, at, text, id, pressed } = reply;
  const asked = askedIn(reply, before.asks);
  const items = asked.map(({ item, key, title }) => ({ item, key, title }));
  const words = { text, at, zone: zoneOf(person) };
  const understood: Understood =
    pressed === undefined
      ? lean(await secondEar(before.heard.length + 1, words, items, understand(words, items, people.all)), words, items, people.all)
      : { told: asked.slice(0, 1).map(({ item }) => toldBy(pressed, item)), stop: false };
  const rows = applyReply(before.asks, understood, { person, at, heardAt: now, people, roster, reply: id, text });
  const wish = wishIn(reply, understood);
  return {
    asks: [...new Map([...before.asks, ...rows].map((ask) => [ask.id, ask])).values()],
    wishes: wish === undefined ? before.wishes : withWish(before.wishes, wish),
    heard: [...before.heard, { reply, understood, asks: rows }],
  };
}

/**
 * The asks that a reply may be about: those that it names, or what its writer was asked and has not answered, with what they correct by name, or
 * else what they were asked last. A button is about its own ask and no other.
 */
function askedIn({ asks: named, person, text, pressed }: HeardReply, asks: readonly Ask[]): Ask[] {
  const own = asks.filter((ask) => ask.person === person && ask.messages.length > 0);
  const meant = own.filter(({ id }) => named.includes(id));
  if (meant.length > 0 || pressed !== undefined) return meant;
  if (!own.some(isOpenAsk)) return lastAsked(own);
  // Nobody is told that what they were asked has ended otherwise: they may speak of it still.
  const last = new Set(lastAsked(own));
  const waiting = own.filter((ask) => isOpenAsk(ask) || (ask.answer === undefined && last.has(ask)));
  return [...waiting, ...correctedIn(text, waiting, own)];
}

/** What was answered before and is called by its name, beside what waits for an answer. */
function correctedIn(text: string, waiting: readonly Ask[], own: readonly Ask[]): Ask[] {
  const taken = new Set(waiting.map(({ item }) => item));
  const answered = new Map(own.flatMap((ask) => (isAnswerable(ask) && !taken.has(ask.item) ? [[ask.item, ask]] : [])));
  const others = [...answered.values()];
  const called = new Set(mentionsIn(text, [...waiting, ...others]).map(({ index }) => index));
  return others.filter((_, position) => called.has(waiting.length + position));
}

/** Those of the last message: what was asked before that was asked by the same names, so that no name would mean one thing. */
function lastAsked(own: readonly Ask[]): Ask[] {
  const messages = own.flatMap((ask) => ask.messages);
  const last = messages.reduce((latest, { at }) => (at > latest ? at : latest), "");
  return own.filter((ask) => ask.messages.some(({ at }) => at === last));
}

/** What a button says. */
function toldBy(status: ToldStatus, item: string): Understood["told"][number] {
  return { item, status, eta: null, etaAsk: false, sure: true, percent: null, blocker: null, to: null, quote: [0, 0] };
}
