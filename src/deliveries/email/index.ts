import type { Connections } from "../../core/connection.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Delivery } from "../../core/ports/outside.ts";
import type { People } from "../../core/person.ts";
import type { KnownNames } from "../../core/workspace.ts";
import { smtpSettings } from "../../lib/smtp.ts";
import { attachedPage } from "../../render/attached-page.ts";
import { isMailedWhole, renderMail } from "../../render/mail/mail.ts";
import { partlyRefused, toFailure } from "./failure.ts";
import { letterOf } from "./letter.ts";
import { describeMail, optionsSchema, ROSTER, receiversIn, type EmailOptions } from "./options.ts";
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

/**
 * Sends briefings as mail to people of config/people.yaml, never to an address that was read somewhere. A mail has the same id whenever
 * it is sent again: the server can't be asked whether it has one, but whoever gets two can tell.
 */
export function createEmail({ clock, connections, people, names }: EmailParts): Delivery<EmailOptions> {
  return {
    id: "email",
    title: "Email",
    schema: optionsSchema(names),
    needsAccount: true,
    describe: describeMail,
    audience: (options) => receiversIn(options).map((person) => ({ kind: "person", person })),
    addressees: ({ to, people: keys, ...rest }) =>
      to === ROSTER ? keys?.map((person) => ({ person, options: { to: [person], ...rest } })) : undefined,
    carries: ({ to }) => (to === ROSTER ? "questions" : "briefing"),
    target: (options) => [...receiversIn(options).toSorted(), options.connection ?? ""].join(" "),
    addressed: ({ connection }, person) => ({ to: [person], ...(connection !== undefined && { connection }) }),
    async availability({ options }) {
      const isReachable = receiversIn(options).every((key) =>
        people().all.some((person) => person.key === key && person.emails.length > 0),
      );
      return { isReachable, busy: [] };
    },
    takesWords: ({ connection }, briefing) => isHeard(connections, connection) && isMailedWhole(briefing),
    preview(briefing, options) {
      const attached = options.page && attachedPage(briefing);
      const mail = renderMail(briefing, attached?.name);
      const addresses = receiversIn(options).map((key) => people().all.find((person) => person.key === key)?.emails[0] ?? key);
      const note = attached === undefined ? "" : `\nAttached: ${attached.name}, the briefing as a page\n`;
      const exact = { to: addresses, ...mail, ...(attached && { attached }) };
      return { text: `Subject: ${mail.subject}\n\n${mail.text}${note}`, exact, page: mail.html };
    },
    async send({ options, briefing, idempotencyKey: key, signal }) {
      signal.throwIfAborted();
      const connection = connections.get("smtp", options.connection);
      const { name, host, from } = connection;
      const to = getRecipients(people(), receiversIn(options));
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
