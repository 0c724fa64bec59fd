import { z } from "zod";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import type { CursorStore } from "../../../src/core/ports/store.ts";
import { instantOf } from "../../../src/lib/clock.ts";
import { IMAP_PASSWORD, startImapServer, type ImapServer } from "../imap-server.ts";
import { startMailServer, type MailServer, type Received } from "../mail-server.ts";
import type { Member } from "./cast.ts";

/** A mail as it came to somebody. */
export type Mail = Received & { at: string };

/** Mail to people and back, on a clock of their own. */
export interface Post {
  connections: object;
  password: string;
  received: readonly Mail[];
  /** Called while a mail is on its way. */
  onStoring(): void;
  /** Somebody writes back to a mail. */
  answer(mail: Mail, member: Member, text: string): void;
  /** Whether there are answers that nobody has looked at. */
  hasUnread(cursors: Pick<CursorStore, "load">): Promise<boolean>;
  close(): Promise<void>;
}

const NAME = "office";
const Cursor = z.object({ next: z.number() });

export async function openPost(clock: Clock): Promise<Post> {
  const received: Mail[] = [];
  const server = await startMailServer({ beforeStoring: () => post.onStoring() });
  const inbox = await startImapServer();
  let count = 0;
  const post: Post = {
    connections: connectionsOf(server, inbox),
    password: IMAP_PASSWORD,
    get received() {
      received.push(...server.received.slice(received.length).map((mail) => ({ ...mail, at: instantOf(clock) })));
      return received;
    },
    onStoring() {},
    answer(mail, member, text) {
      count += 1;
      inbox.deliver(letterOf(mail, member, { text, at: new Date(clock.now()), count }), { at: instantOf(clock) });
    },
    async hasUnread(cursors) {
      const cursor = Cursor.safeParse(await cursors.load(`replies ${NAME}`)).data;
      return cursor?.next !== inbox.folders.get("INBOX")?.next;
    },
    async close() {
      await Promise.all([server.close(), inbox.close()]);
    },
  };
  return post;
}

/** The id by which a mail is answered, and by which one that came twice is shown once. */
export function idOf({ raw }: Mail): string {
  return /^message-id: (\S+)/im.exec(raw)?.[1] ?? raw;
}

function connectionsOf({ port }: MailServer, inbox: ImapServer): object {
  const replies = { host: "127.0.0.1", port: inbox.port, security: "none", user: "chief@example.net", trusts: "mx.example.net" };
  return {
    [NAME]: {
      ...{ kind: "smtp", host: "127.0.0.1", port, security: "none", from: "Chief <chief@example.net>" },
      // oxlint-disable-next-line no-template-curly-in-string -- as people write it
      replies: { ...replies, password: "${env:IMAP}" },
    },
  };
}

function letterOf(mail: Mail, { name, email = "" }: Member, { text, at, count }: { text: string; at: Date; count: number }): string {
  const [, domain = ""] = email.split("@");
  const head = [
    `Authentication-Results: mx.example.net; dkim=pass header.d=${domain} header.s=a`,
    `From: ${name} <${email}>`,
    "To: chief@example.net",
    "Subject: Re: your question",
    `Date: ${at.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <answer-${count}@${domain}>`,
    `In-Reply-To: ${idOf(mail)}`,
  ];
  const body = [
    text.replaceAll("\n", "\r\n"),
    "",
    "On Mon, 23 Nov 2026 at 10:02, Chief <chief@example.net> wrote:",
    "> Write back for each: On track, At risk, Blocked, Done or Not mine.",
    "",
  ];
  return [...head, "", ...body].join("\r\n");
}
