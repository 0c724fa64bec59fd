import { domainToASCII } from "node:url";
import type { SendMailOptions } from "nodemailer";
import type { Briefing } from "../../core/briefing.ts";
import { PolicyError } from "../../core/errors.ts";
import { hashOfBytes } from "../../lib/hash.ts";
import { guardText } from "../../render/guard.ts";
import type { AttachedPage } from "../../render/attached-page.ts";
import { renderMail } from "../../render/mail/mail.ts";
import type { Recipient } from "./recipients.ts";

/** What a mail is made of. */
export interface LetterParts {
  briefing: Briefing;
  /** Of the message; the same on every attempt to send it. */
  key: string;
  /** Sender, as in a header. */
  from: string;
  to: readonly Recipient[];
  /** A page that goes along. */
  attached?: AttachedPage;
  /** Milliseconds since the epoch. */
  atMs: number;
}

const ID_LENGTH = 40;
const LONGEST_TITLE = 80;

/**
 * A mail with an id that it keeps on every attempt, so that a second copy can be told, and with what makes the mails of an automation one
 * thread. Throws PolicyError `mail-header` where a name or an address would begin another header.
 */
export function letterOf({ briefing, key, from, to, atMs, attached }: LetterParts): SendMailOptions & { messageId: string } {
  const mail = renderMail(briefing, attached?.name);
  const written = briefing.answers ? [briefing.answers.id, briefing.answers.about] : [];
  for (const text of [from, mail.subject, ...written, ...to.flatMap(({ name, address }) => [name, address])]) expectOneLine(text);
  const sender = senderOf(from);
  const host = domainToASCII(sender.address.split("@").at(-1) ?? "") || "localhost";
  const { automation, title, answers } = briefing;
  const thread = idOf(`thread ${automation}`, host);
  return {
    from: sender,
    to: to.map(({ name, address }) => ({ name, address })),
    ...mail,
    ...(attached && { attachments: [{ filename: attached.name, content: attached.html, contentType: "text/html; charset=utf-8" }] }),
    date: new Date(atMs),
    messageId: idOf(key, host),
    inReplyTo: answers?.id ?? thread,
    references: answers ? [answers.about, answers.id] : thread,
    list: {
      id: { url: `${labelOf(automation)}.chief.${host}`, comment: guardText(title, LONGEST_TITLE) },
      unsubscribe: `mailto:${sender.address}?subject=${encodeURIComponent(`Stop ${labelOf(automation)}`)}`,
    },
    // https://www.rfc-editor.org/rfc/rfc3834#section-5, and the same for Exchange, which heeds its own word
    headers: { "Auto-Submitted": answers ? "auto-replied" : "auto-generated", "X-Auto-Response-Suppress": "All" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The mail library sees to it too, but not all who read its headers break lines where it does. */
function expectOneLine(text: string): void {
  if (!/[\p{Cc}\u2028\u2029]/u.test(text)) return;
  throw new PolicyError("mail-header", `expected ${JSON.stringify(text)} in the head of a mail to be one line, got a control character`, {
    hint: "Correct it in config/people.yaml or config/chief.yaml.",
  });
}

function senderOf(from: string): { name: string; address: string } {
  const [, name, address] = /^"?(.*?)"? <(.*)>$/.exec(from) ?? [];
  return { name: name ?? "", address: address ?? from };
}

function idOf(text: string, host: string): string {
  return `<${hashOfBytes(text).slice("v1:".length).slice(0, ID_LENGTH)}@${host}>`;
}

/** A part of a List-Id (https://www.rfc-editor.org/rfc/rfc2919#section-2). */
function labelOf(automation: string): string {
  return (
    automation
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "") || "briefing"
  );
}
