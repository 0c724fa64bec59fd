import type { OutboxEntry } from "../core/delivery.ts";
import { EXIT } from "./exit.ts";
import { messageInWords, whereTo } from "./message-words.ts";
import { withOperations } from "./open.ts";
import type { Options } from "./options.ts";
import { printJson } from "./print.ts";
import type { Session } from "./session.ts";
import { signed } from "./signed.ts";

/** Lets a held message go, or ends it, and says what became of it. */
export function decideMessage(session: Session, [prefix = ""]: readonly string[], options: Options, approved: boolean): Promise<number> {
  return withOperations(session, async ({ operations, workspace }) => {
    const message = await operations.decideMessage(prefix, { approved, by: signed(workspace.owner, options) });
    const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
    if (session.json) printJson(session, { message });
    else session.print(`${outcomeOf(message)}: ${messageInWords(message, reader)}.`);
    return message.state === "undeliverable" ? EXIT.failed : EXIT.ok;
  });
}

function outcomeOf(message: OutboxEntry): string {
  const to = whereTo(message);
  if (message.state === "sent") return `Sent to ${to}`;
  if (message.state === "denied") return `Not sent to ${to}`;
  return message.state === "undeliverable" ? `Could not be delivered to ${to}` : `To be sent to ${to}`;
}
