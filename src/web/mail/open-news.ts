import type { App } from "../../app.ts";
import { createAddresses, type AddressBook } from "../../config/addresses.ts";
import type { Automation } from "../../core/automation.ts";
import { mailboxesIn, type ImapConnection } from "../../core/connection.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import { imapFailureInWords } from "../../lib/imap.ts";
import { createLines, type Line, type Lines } from "../lines.ts";
import { createInbox } from "./inbox.ts";

export interface NewsParts {
  /** Chief at work, and the configuration in force. */
  app: Pick<App, "automations" | "nudge"> & { readonly workspace: AddressBook };
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  logger: Logger;
}

/** The mailboxes whose new mail automations wait for, by their names. */
export function awaitedIn(automations: readonly Automation[], all: AddressBook["connections"]): Record<string, ImapConnection> {
  const waiting = automations.filter(({ triggers }) => triggers.some((trigger) => trigger.kind === "event" && trigger.source === "imap"));
  const grants = waiting.flatMap(({ reads }) => reads.filter(({ connector }) => connector === "imap"));
  const isMeant = (name: string): boolean => grants.some(({ options }) => (options["connection"] ?? name) === name);
  return Object.fromEntries(Object.entries(mailboxesIn(all)).filter(([name]) => isMeant(name)));
}

/** Has new mail looked at as soon as it comes, until it is stopped; nothing is opened before `follow` is called. Letters are not read here. */
export function openMailNews({ app, env, clock, logger }: NewsParts): Lines<Line> {
  const { connections } = createAddresses(() => app.workspace, env);
  return createLines<ImapConnection, Line>({
    service: "A mailbox",
    wanted: () => awaitedIn(app.automations, app.workspace.connections),
    make: (name, mailbox, lost) =>
      createInbox({
        ...{ mailbox, lost },
        readSecret: (reference) => connections.readSecret(reference),
        heard() {
          app
            .nudge("imap", name)
            .catch((error: unknown) => logger.error({ error: toStoredError(error) }, "new mail could not be looked at"));
        },
      }),
    inWords: imapFailureInWords,
    ...{ clock, logger },
  });
}
