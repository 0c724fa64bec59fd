import { TOLD_STATUSES, type ToldStatus } from "../../core/ask.ts";
import type { Event } from "../../core/event.ts";
import { replyEvent, type HeardReply } from "../../core/heard-reply.ts";
import type { Person } from "../../core/person.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Reply } from "../../core/ports/replies.ts";
import type { Store } from "../../core/ports/store.ts";
import { instantOf } from "../../lib/clock.ts";
import { shorten } from "../../lib/text.ts";
import { createTurn } from "./once.ts";
import type { SentMessage } from "./sent.ts";

export interface HearingParts {
  store: Pick<Store, "asks" | "outbox" | "replies">;
  /** Resolves with `unheard` where nobody waits for it, else once what becomes of it is kept. */
  receive(event: Event): Promise<unknown>;
  clock: Clock;
}

/** What somebody said of what they were asked. */
export interface Answered {
  /** Delivery and the service's own id, the same whenever it is told again. */
  id: string;
  person: Person;
  at: string;
  text: string;
  /** The status of a button, and the id of its ask. */
  pressed?: { status: ToldStatus; ask: string };
  letter?: HeardReply["letter"];
}

/** What became of an answer: nobody waits for those that are `unheard`, and what was asked is long `over`. */
export type Heard = "kept" | "known" | "unheard" | "over";

/** Hears what people answer to questions, by whatever way: each answer is kept once and told once. Nothing is understood here. */
export interface Hearing {
  /** What is said below a message; undefined where that is not to its writer. */
  below(sent: SentMessage, answered: Answered): Promise<Heard | undefined>;
  /** What is said by itself in a service, which is about what was asked there last; undefined for somebody who was not asked. */
  loose(delivery: string, answered: Answered): Promise<Heard | undefined>;
}

/** What the meaning of a kept answer by a button begins with; the id of its ask follows. */
const PRESS = "press ";

/** What was answered by buttons, by ask: the last of each. */
export function pressesIn(replies: readonly Reply[]): ReadonlyMap<string, ToldStatus> {
  return new Map(
    replies.flatMap(({ meaning = "", text }) => {
      const status = TOLD_STATUSES.find((each) => inWords(each) === text);
      return meaning.startsWith(PRESS) && status !== undefined ? [[meaning.slice(PRESS.length), status]] : [];
    }),
  );
}

function inWords(status: ToldStatus): string {
  return status.replaceAll("_", " ");
}

/** What is said to somebody whose answer reaches nobody; whoever is heard is told by the run that hears them. */
export const NOT_NOTED = {
  kept: undefined,
  known: undefined,
  unheard: "Nobody waits for answers to this at the moment, so nothing was noted.",
  over: "This question is over, so nothing was noted.",
} satisfies Readonly<Record<Heard, string | undefined>>;

/** So long after its end a question can still be answered. */
const RECENT_MS = 14 * 24 * 3_600_000;
const LONGEST_TEXT = 4_000;
const LONGEST_TITLE = 120;

/** One after the other, so that what is told twice at once is not told on twice. */
export function createHearing(parts: HearingParts): Hearing {
  const inTurn = createTurn();
  return {
    below: (sent, answered) => inTurn(() => below(parts, sent, answered)),
    loose: (delivery, answered) => inTurn(() => loose(parts, delivery, answered)),
  };
}

/** Where an answer goes. */
interface Aim extends Pick<HeardReply, "grant" | "asks"> {
  automation: string;
  /** Key of the message that was answered. */
  message: string;
}

async function below(parts: HearingParts, { entry, briefing }: SentMessage, answered: Answered): Promise<Heard | undefined> {
  const { automation, grant, key, options } = entry;
  const { pressed, person } = answered;
  const isTheirs = [options["to"]].flat().includes(person.key);
  if (!isTheirs) return undefined;
  const asked = await askedIn(parts, person);
  if (!asked.some((ask) => ask.automation === automation)) return "over";
  const asks = pressed ? [pressed.ask] : (briefing.asking?.asks.map(({ id }) => id) ?? []);
  return tell(parts, { automation, grant, message: key, asks }, answered);
}

/**
 * Told to one automation alone, that of the last message that went out to them there: were others told as well, what is said of the one's task
 * could be taken for an answer to the other.
 */
async function loose(parts: HearingParts, delivery: string, answered: Answered): Promise<Heard | undefined> {
  const asked = await askedIn(parts, answered.person);
  const messages = asked.flatMap((ask) => ask.messages).toSorted((a, b) => b.at.localeCompare(a.at));
  for (const key of new Set(messages.map((message) => message.key))) {
    const entry = await parts.store.outbox.find(key);
    const hasLeft = entry?.delivery === delivery && entry.attempts > 0;
    if (hasLeft) return tell(parts, { automation: entry.automation, grant: entry.grant, message: key, asks: [] }, answered);
  }
  return undefined;
}

/** What somebody was asked that is open or ended lately; who wants no more questions may say at any time that they do again. */
async function askedIn({ store, clock }: HearingParts, { key }: Person) {
  const wish = (await store.asks.wishes()).find(({ person }) => person === key);
  const recent = new Date(clock.now() - RECENT_MS).toISOString();
  const since = wish?.stoppedAt !== undefined && wish.stoppedAt !== null && wish.stoppedAt < recent ? wish.stoppedAt : recent;
  const asks = await store.asks.list({ person: key, endedSince: since });
  return asks.filter(({ messages }) => messages.length > 0);
}

/** Told on before it is kept: a crash between the two has it told again, which changes nothing. */
async function tell({ store, receive, clock }: HearingParts, aim: Aim, { pressed, text, ...answered }: Answered): Promise<Heard> {
  const { id, person, at, letter } = answered;
  if (await store.replies.isKnown(id)) return "known";
  const words = text.slice(0, LONGEST_TEXT).toWellFormed();
  const said = pressed ? inWords(pressed.status) : words;
  const reply = { id, person: person.key, at, text: words, asks: aim.asks, grant: aim.grant };
  const more = { ...(pressed && { pressed: pressed.status }), ...(letter && { letter }) };
  const title = shorten(`${person.name} answers: ${said.replaceAll(/\s+/g, " ")}`, LONGEST_TITLE);
  if ((await receive(replyEvent(aim.automation, { ...reply, ...more }, title))) === "unheard") return "unheard";
  const kept = {
    id,
    message: aim.message,
    person: person.key,
    at: instantOf(clock),
    text: said,
    meaning: pressed ? PRESS + pressed.ask : "reply",
  };
  return (await store.replies.keep(kept)) ? "kept" : "known";
}
