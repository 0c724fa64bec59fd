import { isOpenAsk, type Ask, type ToldStatus, type Understood, type Wish } from "../../core/ask.ts";
import type { HeardReply } from "../../core/heard-reply.ts";
import type { People } from "../../core/person.ts";
import { applyReply } from "./apply-reply.ts";
import { understand } from "./replies/understand.ts";

/** What is known when replies come in. */
export interface Hearing {
  asks: readonly Ask[];
  wishes: readonly Wish[];
  people: People;
  /** Keys of people who may be asked. */
  roster: readonly string[];
  /** The IANA zone of a person, by key. */
  zoneOf: (person: string) => string;
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

/** Hears replies one after the other: each is about what its writer was asked, and nothing else. */
export function hearReplies(replies: readonly HeardReply[], hearing: Hearing): HeardAll {
  return replies.reduce<HeardAll>(
    (all, reply) => {
      const understood = understoodOf(reply, askedIn(reply, all.asks), hearing);
      const { person, at, text, id } = reply;
      const { people, roster } = hearing;
      const rows = applyReply(all.asks, understood, { person, at, people, roster, reply: id, text });
      return {
        asks: [...new Map([...all.asks, ...rows].map((ask) => [ask.id, ask])).values()],
        wishes: withWish(all.wishes, reply, understood),
        heard: [...all.heard, { reply, understood, asks: rows }],
      };
    },
    { asks: hearing.asks, wishes: hearing.wishes, heard: [] },
  );
}

/** The asks that a reply may be about: those that it names, or what its writer was asked and has not answered, or else what they answered last. */
function askedIn({ asks: named, person }: HeardReply, asks: readonly Ask[]): Ask[] {
  const own = asks.filter((ask) => ask.person === person && ask.messages.length > 0);
  const meant = own.filter(({ id }) => named.includes(id));
  if (meant.length > 0) return meant;
  const open = own.filter(isOpenAsk);
  return open.length > 0 ? open : own;
}

function understoodOf({ pressed, text, at, person }: HeardReply, asked: readonly Ask[], { people, zoneOf }: Hearing): Understood {
  if (pressed !== undefined) return { told: asked.slice(0, 1).map(({ item }) => toldBy(pressed, item)), stop: false };
  const items = asked.map(({ item, key, title }) => ({ item, key, title }));
  return understand({ text, at, zone: zoneOf(person) }, items, people.all);
}

/** What a button says. */
function toldBy(status: ToldStatus, item: string): Understood["told"][number] {
  return { item, status, eta: null, etaAsk: false, percent: null, blocker: null, to: null, quote: [0, 0] };
}

function withWish(wishes: readonly Wish[], { person, at }: HeardReply, { stop, snoozedUntil }: Understood): Wish[] {
  if (!stop && snoozedUntil === undefined) return [...wishes];
  const before = wishes.find((wish) => wish.person === person) ?? { person, stoppedAt: null, snoozedUntil: null };
  const wish: Wish = { ...before, ...(stop && { stoppedAt: at }), ...(snoozedUntil !== undefined && { snoozedUntil }) };
  return [...wishes.filter((each) => each.person !== person), wish];
}
