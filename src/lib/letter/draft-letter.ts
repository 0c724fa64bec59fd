import type { DraftItem } from "../../core/item.ts";
import type { MailFields } from "../../core/kinds/mail.ts";
import { hashOfBytes } from "../hash.ts";
import type { Letter } from "./parse-letter.ts";
import { withShortQuotes } from "./short-quotes.ts";
import { findBounced, findBulk } from "./traits.ts";
import { findQuoteSpans } from "./zones.ts";

/** What a letter does not say of itself: where it lies, and when it came. */
export interface Place extends Pick<MailFields, "folder" | "unread"> {
  source: string;
  /** In milliseconds. */
  atMs: number;
}

/** The Item of a letter, under its Message-ID; its thread is what it says itself. */
export function draftLetter(letter: Letter, { source, atMs, folder, unread }: Place): DraftItem {
  const messageId = letter.messageId ?? unnamed(letter);
  const instant = new Date(atMs).toISOString();
  const fields: MailFields = { ...fieldsOf(letter, messageId), folder, unread };
  return {
    id: `${source}:${messageId}`,
    source,
    kind: "mail",
    title: letter.subject,
    ...withShortQuotes(letter.body, findQuoteSpans(letter.body)),
    ts: instant,
    updatedAt: instant,
    actors: letter.actors,
    fields: { ...fields },
  };
}

function fieldsOf(letter: Letter, messageId: string): Omit<MailFields, "folder" | "unread"> {
  const from = letter.actors.find((actor) => actor.role === "from")?.email;
  const bounced = findBounced(letter.headers, letter.report);
  return {
    messageId,
    thread: letter.references[0] ?? letter.inReplyTo ?? messageId,
    inReplyTo: letter.inReplyTo ?? letter.references.at(-1) ?? null,
    bulk: findBulk(letter.headers, from),
    offsetMinutes: letter.sent?.offsetMinutes ?? null,
    attachments: [...letter.attachments],
    bounced,
    bouncedId: bounced === null ? null : (letter.returnedId ?? null),
    inviteUid: letter.invitation?.uid ?? null,
    inviteStart: letter.invitation?.start ?? null,
  };
}

/** Stands for the Message-ID of a letter that has none. */
function unnamed({ headers }: Letter): string {
  const marks = ["date", "from", "subject"].map((name) => headers.get(name) ?? "");
  return `unnamed.${hashOfBytes(marks.join("\n")).slice(3, 19)}`;
}
