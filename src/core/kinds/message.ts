import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `message`: one message of a chat, whichever service it comes from. Title is its first words, body its
 * plain text, with quotes and code in `quoteSpans`; `ts` is when it was written; actors are `from`, `mentioned` and `reacted`, each with
 * its account.
 */
export const messageFields = z.object({
  /** The service's id of the channel, and its name as people say it: `#risk`. */
  channel: z.string(),
  channelName: z.string(),
  /** True in a conversation of few, all of whom are meant. */
  group: z.boolean(),
  /** The service's own id of the message within its channel. */
  message: z.string(),
  /** The id of the message that its thread began with: its own where it is none's answer. */
  thread: z.string(),
  /** Answers in the thread that it began. */
  replies: z.number(),
  /** True where it calls everybody in the channel. */
  everybody: z.boolean(),
  /** True where one of its own sentences ends in a question mark. */
  question: z.boolean(),
  /** What people reacted with and how many did, such as `eyes 3`. */
  reactions: z.array(z.string()),
  /** When it was last changed by its writer: a UTC instant. */
  editedAt: text,
  /** True where a program wrote it. */
  bot: z.boolean(),
  /** The writer's IANA zone; null where it is not known. */
  timezone: text,
  /** Names of attached files. */
  attachments: z.array(z.string()),
});
export type MessageFields = z.infer<typeof messageFields>;

/** An Item with the fields of its kind. */
export interface Message extends MessageFields {
  item: Item;
}

/** Read once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], Message[]>();

/** The messages among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function messagesIn(items: readonly Item[]): readonly Message[] {
  const read = known.get(items) ?? items.flatMap(readMessage);
  known.set(items, read);
  return read;
}

function readMessage(item: Item): Message[] {
  const parsed = item.kind === "message" ? messageFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
