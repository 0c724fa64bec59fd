import PostalMime, { type Address, type Attachment, type Email } from "postal-mime";
import type { Actor } from "../../core/item.ts";
import { shorten } from "../text.ts";
import { parseMailDate, type SentAt } from "./dates.ts";
import { textOfHtml } from "./html-text.ts";
import { findInvitation, type Invitation } from "./invitation.ts";
import { keepReadable } from "./readable.ts";
import type { Headers } from "./traits.ts";

/** A letter taken apart and decoded. */
export interface Letter {
  headers: Headers;
  /** Without angle brackets; undefined where the letter has none that could be one. */
  messageId: string | undefined;
  /** Message-IDs of the conversation, the first one first. */
  references: readonly string[];
  inReplyTo: string | undefined;
  sent: SentAt | undefined;
  /** When the last machine on its way got it, in milliseconds. */
  receivedMs: number | undefined;
  subject: string;
  actors: readonly Actor[];
  /** At most 6,000 characters, line ends are LF. */
  body: string;
  attachments: readonly string[];
  /** The text of a delivery report. */
  report: string | undefined;
  /** Message-ID of the letter that a delivery report returns. */
  returnedId: string | undefined;
  invitation: Invitation | undefined;
}

const LONGEST_BODY = 6000;
const LONGEST_NAME = 200;
const MOST_ACTORS = 200;
const MOST_SENDERS = 5;
const MOST_ATTACHMENTS = 50;
const MOST_REFERENCES = 50;
/** Controls but for tab and line feed: they mean nothing in a letter. */
const CONTROLS = new RegExp(String.raw`[\u0000-\u0008\u000b-\u001f\u007f-\u009f]`, "g");

/** Takes a letter apart, whatever its bytes are. Undefined where they hold neither a header nor words. */
export async function parseLetter(bytes: Buffer): Promise<Letter | undefined> {
  const email = await PostalMime.parse(keepReadable(bytes), { forceRfc822Attachments: true });
  const headers = headersOf(email);
  const body = bodyOf(email);
  if (!["from", "sender", "to", "subject", "date", "message-id", "received"].some((name) => headers.has(name))) return undefined;
  const calendar = textOfPart(email, /^(?:text\/calendar|application\/ics)$/);
  return {
    headers,
    messageId: idsIn(headers.get("message-id") ?? "")[0] ?? bareId(headers.get("message-id")),
    references: idsIn(headers.get("references") ?? ""),
    inReplyTo: idsIn(headers.get("in-reply-to") ?? "")[0],
    sent: parseMailDate(headers.get("date") ?? ""),
    receivedMs: parseMailDate(headers.get("received")?.split(";").at(-1) ?? "")?.ms,
    subject: shorten(oneLine(email.subject ?? ""), 300) || "(no subject)",
    actors: actorsOf(email),
    body,
    attachments: email.attachments.flatMap((attachment) => nameOf(attachment) ?? []).slice(0, MOST_ATTACHMENTS),
    returnedId: returnedIdOf(textOfPart(email, /^(?:message\/rfc822|text\/rfc822-headers)$/) ?? ""),
    report: textOfPart(email, /^message\/delivery-status$/),
    invitation: calendar === undefined ? undefined : await findInvitation(calendar),
  };
}

function headersOf(email: Email): Headers {
  // Of a header that comes twice the first counts, as it does to mail programs.
  return new Map(email.headers.toReversed().map(({ key, value }) => [key, value]));
}

function bodyOf(email: Email): string {
  const plain = (email.text ?? "").slice(0, 10 * LONGEST_BODY);
  const text = plain.trim() === "" && email.html !== undefined ? textOfHtml(email.html, 2 * LONGEST_BODY) : plain;
  const clean = text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .replace(CONTROLS, "")
    .replace(/\n{4,}/g, "\n\n\n")
    .replace(/^\n+/, "")
    .trimEnd();
  // A piece of a text keeps all of it in memory until it is written anew; what was torn apart by the cut goes with that.
  return Buffer.from(clean.slice(0, LONGEST_BODY).replace(/[\ud800-\udbff]$/, "")).toString();
}

/** The text of the first part of a type that is kept besides the letter's own words. */
function textOfPart(email: Email, type: RegExp): string | undefined {
  const content = email.attachments.find((attachment) => type.test(attachment.mimeType))?.content;
  return content === undefined || typeof content === "string" ? content : new TextDecoder().decode(content);
}

function actorsOf(email: Email): Actor[] {
  const from = email.from ?? email.sender;
  return [
    ...actorsIn(from ? [from] : [], "from").slice(0, MOST_SENDERS),
    ...[...actorsIn(email.to, "to"), ...actorsIn(email.cc, "cc"), ...actorsIn(email.bcc, "bcc")].slice(0, MOST_ACTORS),
  ];
}

function actorsIn(addresses: readonly Address[] | undefined, role: string): Actor[] {
  const mailboxes = (addresses ?? []).flatMap((address) => address.group ?? [address]);
  return mailboxes.flatMap(({ name, address }) => {
    const email = /^[^\s@<>]+@[^\s@<>]+$/.test(address) && address.length <= 254 ? address.toLowerCase() : undefined;
    const called = shorten(nameFor(oneLine(name), email) || address, LONGEST_NAME);
    if (called === "") return [];
    return [email === undefined ? { name: called, role } : { name: called, email, role }];
  });
}

/** A name that holds another address than its own would pass for that: the address stands in for it. */
function nameFor(name: string, email: string | undefined): string {
  const plain = name.normalize("NFKC").replace(/\p{Cf}/gu, "");
  const addresses = plain.toLowerCase().match(/[^\s<>"'(),;:[\]]+@[^\s<>"'(),;:[\]]+/g) ?? [];
  return addresses.every((address) => address === email) ? name : (email ?? "");
}

/** Pictures within the text are no files that somebody attached, and an invitation without a name is told as one already. */
function nameOf({ filename, mimeType, related, contentId, disposition }: Attachment): string | undefined {
  const isInline = mimeType.startsWith("image/") && (related === true || (contentId !== undefined && disposition !== "attachment"));
  if (isInline) return undefined;
  if (filename !== null) return shorten(oneLine(filename), LONGEST_NAME);
  return mimeType === "message/rfc822" ? "attached letter" : undefined;
}

/** The first Message-ID and the last ones: the conversation's beginning, and what was answered. */
function idsIn(value: string): string[] {
  const ids = [...value.matchAll(/<([^<>\s]{1,250})>/g)].map((match) => match[1] ?? "");
  return ids.length > MOST_REFERENCES ? [...ids.slice(0, 1), ...ids.slice(1 - MOST_REFERENCES)] : ids;
}

function returnedIdOf(returned: string): string | undefined {
  return idsIn(/^message-id:\s*(.*)$/im.exec(returned)?.[1] ?? "")[0];
}

function bareId(value: string | undefined): string | undefined {
  return /^[^<>\s]{3,250}$/.exec(value?.trim() ?? "")?.[0];
}

function oneLine(text: string): string {
  return text.replace(CONTROLS, " ").replace(/\s+/g, " ").trim();
}
