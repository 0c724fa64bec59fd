import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `mail`: one message, whichever mailbox it comes from. Title is the subject, body what its sender
 * wrote, with what is quoted, signed or added by law in `quoteSpans`; `ts` is when it was sent; actors are `from`, `to`, `cc`, `bcc`.
 */
export const mailFields = z.object({
  /** RFC 5322 Message-ID without its angle brackets. */
  messageId: z.string(),
  /** The same for all messages of a conversation: the Message-ID that it began with, as far as is known. */
  thread: z.string(),
  /** Message-ID that this one answers. */
  inReplyTo: text,
  /** Name of the mailbox, such as `INBOX` or `Sent`. */
  folder: z.string(),
  /** Null where the mailbox does not tell. */
  unread: z.boolean().nullable(),
  /** Why it counts as sent to many or by a machine, such as `list-unsubscribe`; null for a person's letter. */
  bulk: text,
  /** Minutes that the sender's clock is ahead of UTC; null where it only says UTC. */
  offsetMinutes: z.number().nullable(),
  /** Names of attached files. */
  attachments: z.array(z.string()),
  /** The address that a message of ours could not be delivered to. */
  bounced: text,
  /** Message-ID of the message that could not be delivered, as far as the report returns it. */
  bouncedId: text.default(null),
  /** What an attached invitation says: its uid, and its start as a UTC instant or a plain date. */
  inviteUid: text,
  inviteStart: text,
});
export type MailFields = z.infer<typeof mailFields>;

/** An Item with the fields of its kind. */
export interface Mail extends MailFields {
  item: Item;
}

/** Read once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], Mail[]>();

/** The messages among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function mailIn(items: readonly Item[]): readonly Mail[] {
  const read = known.get(items) ?? items.flatMap(readMail);
  known.set(items, read);
  return read;
}

function readMail(item: Item): Mail[] {
  const parsed = item.kind === "mail" ? mailFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
