import { z } from "zod";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import { openListenedSlack, type ListenedSlack, type SlackCall } from "../slack-listening.ts";

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

/** A message of a person's, as Slack tells of it. */
export interface Telling {
  type: "event_callback";
  event_id: string;
  event_time: number;
  event: { type: "message"; channel_type: "im"; user: string; channel: string; ts: string; text: string; thread_ts?: string };
}

/** A Slack in which an app writes to people and hears them, on a clock of its own. */
export interface Town {
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
  /** Something that a person writes, as Slack tells of it. */
  said(user: string, text: string, thread?: string): Telling;
  /** The same taken away by whoever said it. */
  deleted(said: Telling): unknown;
  /** A button that they press. */
  pressed(user: string, letter: Letter, action: string, value: string): unknown;
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
  const letters: Letter[] = [];
  const editions: Letter[] = [];
  const whispers: string[] = [];
  let count = 0;
  const nextTs = (): string => `${Math.floor(clock.now() / 1_000)}.${String((count += 1)).padStart(6, "0")}`;
  const envelope = <Event extends { ts: string }>(event: Event) => ({
    ...{ type: "event_callback" as const, event_id: `Ev${event.ts}`, event_time: Math.floor(clock.now() / 1_000), event },
  });
  const take = (fields: SlackCall["fields"]) => {
    const { channel, thread_ts: thread, ...rest } = Post.parse(fields);
    const letter = { ...rest, ts: nextTs(), to: personIn(channel), at: new Date(clock.now()).toISOString() };
    const strike = town.strike(letter);
    const kept = thread === undefined ? letter : { ...letter, thread };
    if (strike !== "before") {
      letters.push(kept);
      editions.push({ ...kept });
    }
    return strike === undefined ? { channel, ts: letter.ts } : "cut";
  };
  const methods: Readonly<Record<string, (fields: SlackCall["fields"]) => Readonly<Record<string, unknown>> | "cut">> = {
    "conversations.open": ({ users }) => ({ channel: { id: roomOf(String(users)) } }),
    "users.info": ({ user }) => known(zones[String(user)], (tz) => ({ user: { id: user, tz, profile: {} } })),
    "users.lookupByEmail": () => ({ ok: false, error: "users_not_found" }),
    "dnd.info": () => ({ dnd_enabled: false }),
    "chat.postMessage": take,
    "chat.update"({ ts, ...fields }) {
      const { text, blocks, metadata, channel } = Post.parse(fields);
      const found = letters.find((letter) => letter.ts === ts);
      if (!found) return { ok: false, error: "message_not_found" };
      Object.assign(found, { text, blocks, metadata });
      editions.push({ ...found, at: new Date(clock.now()).toISOString() });
      return { channel, ts };
    },
    "conversations.history": ({ channel }) => ({ messages: shown(letters, channel, ({ thread }) => thread === undefined).toReversed() }),
    "conversations.replies": ({ channel, ts }) => ({
      messages: shown(letters, channel, (letter) => letter.ts === ts || letter.thread === ts),
    }),
    "chat.postEphemeral"({ text }) {
      whispers.push(String(text));
      return {};
    },
  };
  const slack = await openListenedSlack((call) => (call.token.endsWith(town.token) ? (methods[call.method]?.(call.fields) ?? {}) : "cut"));
  const town: Town = {
    ...{ slack, letters, editions, whispers, token: "", strike: () => undefined },
    said(user, text, thread) {
      const ts = nextTs();
      const message = { type: "message", channel_type: "im", user, channel: roomOf(user), ts, text } as const;
      return envelope({ ...message, ...(thread !== undefined && { thread_ts: thread }) });
    },
    deleted({ event: { channel, ts: gone, ...message } }) {
      const ts = nextTs();
      const { channel_type } = message;
      const event = { type: "message", subtype: "message_deleted", hidden: true, channel, channel_type, ts, deleted_ts: gone };
      return envelope({ ...event, previous_message: { ...message, ts: gone } });
    },
    pressed: (user, { ts }, action, value) => ({
      ...{ type: "block_actions", trigger_id: `press-${nextTs()}`, user: { id: user } },
      container: { channel_id: roomOf(user), message_ts: ts },
      actions: [{ type: "button", block_id: "b", action_id: action, value }],
    }),
  };
  return town;
}

function known<T>(value: T | undefined, tell: (value: T) => Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return value === undefined ? { ok: false, error: "user_not_found" } : tell(value);
}

/** Where somebody is written to alone. */
function roomOf(user: string): string {
  return `D${user}`;
}

function personIn(room: string): string {
  return room.slice(1);
}

function shown(letters: readonly Letter[], channel: unknown, isMeant: (letter: Letter) => boolean): object[] {
  return letters
    .filter((letter) => roomOf(letter.to) === channel && isMeant(letter))
    .map(({ ts, thread, text, metadata }) => ({ ts, text, metadata, ...(thread && { thread_ts: thread }) }));
}
