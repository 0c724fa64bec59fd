import { z } from "zod";
import { EVENT_TYPE, PARENT } from "./marks.ts";
import { failureOf, wordOf } from "./failure.ts";
import type { Plan } from "./plan.ts";
import type { Room } from "./room.ts";

/** What is there of a message already. */
export interface Found {
  /** Of the message in the channel. */
  ts: string;
  /** The parts that are there, by their names. */
  parts: ReadonlySet<string>;
}

/** https://docs.slack.dev/messaging/message-metadata */
const messageSchema = z.looseObject({
  ts: z.string(),
  metadata: z
    .looseObject({ event_type: z.string(), event_payload: z.looseObject({ key: z.string(), part: z.string() }) })
    .optional()
    .catch(undefined),
  files: z
    .array(z.looseObject({ name: z.string().nullish() }))
    .optional()
    .catch(undefined),
});
const pageSchema = z.looseObject({ messages: z.array(messageSchema) });
type Message = z.infer<typeof messageSchema>;

/** Slack's advice for one page. */
const PAGE = 200;
/** How far Slack's clock may be behind ours. */
const MARGIN_MS = 60 * 60_000;
/** A thread, or all of its channel, that is not there any more. */
const GONE: ReadonlySet<string> = new Set(["thread_not_found", "message_not_found"]);

/** Looks for a message by its key: below the earlier one that it takes the place of, and in the channel. */
export async function lookFor(room: Room, { key, asOf, earlier }: Plan): Promise<Found | undefined> {
  const parts = earlier && (await partsBelow(room, key, earlier.ts));
  if (earlier && parts && parts.size > 0) return { ts: earlier.ts, parts };
  const oldest = String((Date.parse(asOf) - MARGIN_MS) / 1_000);
  for await (const message of messagesOf(room, "conversations.history", { oldest })) {
    if (partIn(message, key) === PARENT) return { ts: message.ts, parts: await partsBelow(room, key, message.ts) };
  }
  return undefined;
}

/** The parts in a thread, its first message among them. Files count by their names, since they carry nothing else. */
async function partsBelow(room: Room, key: string, ts: string): Promise<Set<string>> {
  const parts = new Set<string>();
  try {
    for await (const message of messagesOf(room, "conversations.replies", { ts })) {
      const part = partIn(message, key);
      if (part !== undefined) parts.add(part);
      for (const { name } of message.files ?? []) if (name) parts.add(name);
    }
  } catch (error) {
    if (!GONE.has(wordOf(error) ?? "")) throw error;
  }
  return parts;
}

async function* messagesOf({ client, channel, place }: Room, method: string, range: Record<string, string>): AsyncGenerator<Message> {
  try {
    for await (const page of client.paginate(method, { channel, include_all_metadata: true, limit: PAGE, ...range })) {
      yield* pageSchema.parse(page).messages;
    }
  } catch (error) {
    throw GONE.has(wordOf(error) ?? "") ? error : failureOf(error, { place, writes: false });
  }
}

function partIn({ metadata }: Message, key: string): string | undefined {
  return metadata?.event_type === EVENT_TYPE && metadata.event_payload.key === key ? metadata.event_payload.part : undefined;
}
