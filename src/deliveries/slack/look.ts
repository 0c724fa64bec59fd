import { PARENT } from "./marks.ts";
import { failureOf, wordOf } from "./failure.ts";
import type { Plan } from "./plan.ts";
import type { Room } from "./room.ts";
import { findMark, parsePage, type StoredMessage } from "./stored.ts";

/** What is there of a message already. */
export interface Found {
  /** Of the message in the channel. */
  ts: string;
  /** The parts that are there, by their names. */
  parts: ReadonlySet<string>;
}

/** Slack's advice for one page. */
const PAGE = 200;
/** How far Slack's clock may be behind ours. */
const MARGIN_MS = 60 * 60_000;
/** A thread, or all of its channel, that is not there any more. */
const GONE: ReadonlySet<string> = new Set(["thread_not_found", "message_not_found"]);

/** Looks for a message by its key: below the earlier one that it takes the place of, and in the channel. */
export async function lookFor(room: Room, { key, asOf, earlier, thread }: Plan): Promise<Found | undefined> {
  if (thread !== undefined) return lookIn(room, key, thread);
  const parts = earlier && (await partsBelow(room, key, earlier.ts));
  if (earlier && parts && parts.size > 0) return { ts: earlier.ts, parts };
  const oldest = String((Date.parse(asOf) - MARGIN_MS) / 1_000);
  for await (const message of messagesOf(room, "conversations.history", { oldest })) {
    if (findMark(message, key)?.part === PARENT) return { ts: message.ts, parts: await partsBelow(room, key, message.ts) };
  }
  return undefined;
}

/** What is there of an answer: it has no message in the channel. */
async function lookIn(room: Room, key: string, thread: string): Promise<Found | undefined> {
  for await (const message of messagesOf(room, "conversations.replies", { ts: thread })) {
    if (findMark(message, key)?.part === PARENT) return { ts: message.ts, parts: await partsBelow(room, key, thread) };
  }
  return undefined;
}

/** The parts in a thread, its first message among them. Files count by their names, since they carry nothing else. */
async function partsBelow(room: Room, key: string, ts: string): Promise<Set<string>> {
  const parts = new Set<string>();
  try {
    for await (const message of messagesOf(room, "conversations.replies", { ts })) {
      const part = findMark(message, key)?.part;
      if (part !== undefined) parts.add(part);
      for (const { name } of message.files ?? []) if (name) parts.add(name);
    }
  } catch (error) {
    if (!GONE.has(wordOf(error) ?? "")) throw error;
  }
  return parts;
}

async function* messagesOf({ client, channel, place }: Room, method: string, range: Record<string, string>): AsyncGenerator<StoredMessage> {
  try {
    for await (const page of client.paginate(method, { channel, include_all_metadata: true, limit: PAGE, ...range })) {
      yield* parsePage(page);
    }
  } catch (error) {
    throw GONE.has(wordOf(error) ?? "") ? error : failureOf(error, { place, writes: false });
  }
}
