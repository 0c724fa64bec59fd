import { z } from "zod";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import { instantOf } from "../../../src/lib/clock.ts";
import { openListenedSlack, type ListenedSlack, type SlackCall } from "../slack-listening.ts";
import { createTellings, roomOf, type Tellings } from "./telling.ts";

/** A message as it stands in a conversation with one person. */
export interface Letter {
  ts: string;
  /** The person's id in Slack. */
  to: string;
  /** When it came: a UTC instant. */
  at: string;
  /** The first message of its thread, where it hangs below one. */
  thread?: string;
  text: string;
  blocks: readonly unknown[];
  /** What its sender marked it with. */
  metadata: z.infer<typeof Mark>;
}

/** What becomes of a message that is about to be kept: the app dies before or after it is. */
export type Strike = "before" | "after" | undefined;

/** A Slack in which an app writes to people and hears them, on a clock of its own. */
export interface Town extends Tellings {
  slack: ListenedSlack;
  letters: readonly Letter[];
  /** What each of them said at any time, in the order in which it was to be read. */
  editions: readonly Letter[];
  /** What was said to one person alone, for the moment. */
  whispers: readonly string[];
  /** Calls of whoever has another token are cut off. */
  token: string;
  /** Asked about each message; `after` and `before` cut its sender off. */
  strike(letter: Letter): Strike;
}

const Mark = z.looseObject({ event_type: z.string(), event_payload: z.looseObject({ key: z.string(), part: z.string() }) });
const Post = z.object({
  channel: z.string(),
  text: z.string(),
  blocks: z.array(z.unknown()).default([]),
  thread_ts: z.string().optional(),
  metadata: Mark,
});

/** `zones` are of those who are in this Slack, by their ids. */
export async function openTown(clock: Clock, zones: Readonly<Record<string, string>>): Promise<Town> {
  let count = 0;
  const nextTs = (): string => `${Math.floor(clock.now() / 1_000)}.${String((count += 1)).padStart(6, "0")}`;
  const archive: Archive = {
    letters: [],
    editions: [],
    whispers: [],
    nextTs,
    now: () => instantOf(clock),
    strike: (letter) => town.strike(letter),
  };
  const methods: Methods = { ...writingIn(archive), ...readingIn(archive), ...peopleIn(zones) };
  const slack = await openListenedSlack((call) => (call.token.endsWith(town.token) ? (methods[call.method]?.(call.fields) ?? {}) : "cut"));
  const { letters, editions, whispers } = archive;
  const town: Town = { ...createTellings(clock, nextTs), slack, letters, editions, whispers, token: "", strike: () => undefined };
  return town;
}

type Methods = Readonly<Record<string, (fields: SlackCall["fields"]) => Readonly<Record<string, unknown>> | "cut">>;

/** All that was written. */
interface Archive {
  letters: Letter[];
  editions: Letter[];
  whispers: string[];
  nextTs(): string;
  now(): string;
  strike: Town["strike"];
}

function writingIn(archive: Archive): Methods {
  const { letters, editions, whispers } = archive;
  return {
    "chat.postMessage": (fields) => take(archive, fields),
    "chat.update"({ ts, ...fields }) {
      const { text, blocks, metadata, channel } = Post.parse(fields);
      const found = letters.find((letter) => letter.ts === ts);
      if (!found) return { ok: false, error: "message_not_found" };
      Object.assign(found, { text, blocks, metadata });
      editions.push({ ...found, at: archive.now() });
      return { channel, ts };
    },
    "chat.postEphemeral"({ text }) {
      whispers.push(String(text));
      return {};
    },
  };
}

function take({ letters, editions, nextTs, now, strike }: Archive, fields: SlackCall["fields"]): Readonly<Record<string, unknown>> | "cut" {
  const { channel, thread_ts: thread, ...rest } = Post.parse(fields);
  const letter: Letter = { ...rest, ts: nextTs(), to: personIn(channel), at: now(), ...(thread !== undefined && { thread }) };
  const struck = strike(letter);
  if (struck !== "before") {
    letters.push(letter);
    editions.push({ ...letter });
  }
  return struck === undefined ? { channel, ts: letter.ts } : "cut";
}

function readingIn({ letters }: Archive): Methods {
  return {
    "conversations.history": ({ channel }) => ({ messages: shown(letters, channel, ({ thread }) => thread === undefined).toReversed() }),
    "conversations.replies": ({ channel, ts }) => ({
      messages: shown(letters, channel, (letter) => letter.ts === ts || letter.thread === ts),
    }),
  };
}

function peopleIn(zones: Readonly<Record<string, string>>): Methods {
  return {
    "conversations.open": ({ users }) => ({ channel: { id: roomOf(String(users)) } }),
    "users.info": ({ user }) => known(zones[String(user)], (tz) => ({ user: { id: user, tz, profile: {} } })),
    "users.lookupByEmail": () => ({ ok: false, error: "users_not_found" }),
    "dnd.info": () => ({ dnd_enabled: false }),
  };
}

function known<T>(value: T | undefined, tell: (value: T) => Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return value === undefined ? { ok: false, error: "user_not_found" } : tell(value);
}

function personIn(room: string): string {
  return room.slice(1);
}

function shown(letters: readonly Letter[], channel: unknown, isMeant: (letter: Letter) => boolean): object[] {
  return letters
    .filter((letter) => roomOf(letter.to) === channel && isMeant(letter))
    .map(({ ts, thread, text, metadata }) => ({ ts, text, metadata, ...(thread && { thread_ts: thread }) }));
}
