import { z } from "zod";
import type { Connections } from "../../core/connection.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Delivery } from "../../core/ports/outside.ts";
import type { People } from "../../core/person.ts";
import type { KnownNames } from "../../core/workspace.ts";
import { smtpSettings } from "../../lib/smtp.ts";
import { listOf } from "../../lib/text.ts";
import { attachedPage } from "../../render/attached-page.ts";
import { isMailedWhole, renderMail } from "../../render/mail/mail.ts";
import { isClear, knownName, toName } from "../../lib/known-name.ts";
import { partlyRefused, toFailure } from "./failure.ts";
import { letterOf } from "./letter.ts";
import { getRecipients } from "./recipients.ts";
import { submit } from "./submit.ts";

export interface EmailParts {
  clock: Clock;
  /** The accounts that mail goes out by. */
  connections: Connections;
  /** Who is known now. */
  people(): People;
  /** What the configuration names, where definitions are to be checked against it. */
  names?: Pick<KnownNames, "connections" | "people">;
}

interface EmailOptions {
  to: readonly string[];
  connection?: string;
  page?: "attached";
}

/**
 * Sends briefings as mail to people of config/people.yaml, never to an address that was read somewhere. A mail has the same id whenever
 * it is sent again: the server can't be asked whether it has one, but whoever gets two can tell.
 */
export function createEmail({ clock, connections, people, names }: EmailParts): Delivery<EmailOptions> {
  return {
    id: "email",
    title: "Email",
    schema: schemaOf(names),
    needsAccount: true,
    describe: ({ to, connection, page }) =>
      `by mail to ${listOf(to.map((key) => (key === "me" ? "you" : key)))}${connection === undefined ? "" : ` from the connection ${connection}`}${page === undefined ? "" : ", with the page attached"}`,
    audience: ({ to }) => to.map((person) => ({ kind: "person", person })),
    target: ({ to, connection = "" }) => [...to.toSorted(), connection].join(" "),
    addressed: ({ connection }, person) => ({ to: [person], ...(connection !== undefined && { connection }) }),
    takesWords: ({ connection }, briefing) => isHeard(connections, connection) && isMailedWhole(briefing),
    preview(briefing, { to, page }) {
      const attached = page && attachedPage(briefing);
      const mail = renderMail(briefing, attached?.name);
      const addresses = to.map((key) => people().all.find((person) => person.key === key)?.emails[0] ?? key);
      const note = attached === undefined ? "" : `\nAttached: ${attached.name}, the briefing as a page\n`;
      const exact = { to: addresses, ...mail, ...(attached && { attached }) };
      return { text: `Subject: ${mail.subject}\n\n${mail.text}${note}`, exact, page: mail.html };
    },
    async send({ options, briefing, idempotencyKey: key, signal }) {
      signal.throwIfAborted();
      const connection = connections.get("smtp", options.connection);
      const { name, host, from } = connection;
      const to = getRecipients(people(), options.to);
      const attached = options.page && attachedPage(briefing);
      const letter = letterOf({ briefing, key, from, to, ...(attached && { attached }), atMs: clock.now() });
      const submission = await submit(smtpSettings(connection, connections.readSecret), letter, signal);
      if ("error" in submission) throw toFailure(submission.error, submission.isWhole, { name, host, to });
      if (submission.refused.length > 0) throw partlyRefused(submission.refused, { name, host, to });
      return { receipt: letter.messageId };
    },
  };
}

/** Where there is no such connection, the attempt to send says so. */
function isHeard(connections: Connections, name: string | undefined): boolean {
  try {
    return connections.get("smtp", name).replies !== undefined;
  } catch (error) {
    if (error instanceof PermanentError) return false;
    throw error;
  }
}

function schemaOf(names: EmailParts["names"]): z.ZodType<EmailOptions> {
  const servers = names?.connections.filter(({ kind }) => kind === "smtp").map(({ name }) => name);
  return z
    .strictObject({
      to: z
        .array(knownName("somebody in config/people.yaml", names?.people))
        .min(1)
        .describe("Who gets it: keys of config/people.yaml; me is you."),
      connection: knownName("a connection to a mail server in config/chief.yaml", servers).exactOptional(),
      page: z
        .literal("attached", { error: "to be attached" })
        .exactOptional()
        .describe("Where it says attached, the whole briefing goes along as a page to keep, to print or to pass on."),
    })
    .refine(({ connection }) => isClear(connection, servers), { error: toName("its connection", servers) })
    .describe("Mail to people of config/people.yaml.");
}
