import type { Clock } from "../../../src/core/ports/ambient.ts";
import { IMAP_PASSWORD, startImapServer } from "../imap-server.ts";
import { startMailServer, type Received } from "../mail-server.ts";
import type { Member } from "./cast.ts";

/** Mail to people and back, on a clock of their own. */
export interface Post {
  connections: object;
  password: string;
  received: readonly (Received & { at: string })[];
  /** Called while a mail is on its way. */
  onStoring(): void;
  /** Somebody writes back to a mail. */
  answer(mail: string, member: Member, text: string): void;
  close(): Promise<void>;
}

export async function openPost(clock: Clock): Promise<Post> {
  const received: (Received & { at: string })[] = [];
  const server = await startMailServer({
    beforeStoring: () => post.onStoring(),
  });
  const inbox = await startImapServer();
  let count = 0;
  const post: Post = {
    connections: {
      office: {
        ...{ kind: "smtp", host: "127.0.0.1", port: server.port, security: "none", from: "Chief <chief@example.net>" },
        replies: {
          ...{ host: "127.0.0.1", port: inbox.port, security: "none", user: "chief@example.net", trusts: "mx.example.net" },
          // oxlint-disable-next-line no-template-curly-in-string -- as people write it
          password: "${env:IMAP}",
        },
      },
    },
    password: IMAP_PASSWORD,
    get received() {
      for (const mail of server.received.slice(received.length)) received.push({ ...mail, at: new Date(clock.now()).toISOString() });
      return received;
    },
    onStoring() {},
    answer(mail, { name, email = "" }, text) {
      const id = /^message-id: (\S+)/im.exec(mail)?.[1] ?? "";
      const [, domain = ""] = email.split("@");
      count += 1;
      const head = [
        `Authentication-Results: mx.example.net; dkim=pass header.d=${domain} header.s=a`,
        `From: ${name} <${email}>`,
        "To: chief@example.net",
        "Subject: Re: your question",
        `Date: ${new Date(clock.now()).toUTCString().replace("GMT", "+0000")}`,
        `Message-ID: <answer-${count}@${domain}>`,
        `In-Reply-To: ${id}`,
      ];
      const body = [
        text.replaceAll("\n", "\r\n"),
        "",
        "On Mon, 23 Nov 2026 at 10:02, Chief <chief@example.net> wrote:",
        "> Write back for each: On track, At risk, Blocked, Done or Not mine.",
        "",
      ];
      inbox.deliver([...head, "", ...body].join("\r\n"), { at: new Date(clock.now()).toISOString() });
    },
    async close() {
      await Promise.all([server.close(), inbox.close()]);
    },
  };
  return post;
}
