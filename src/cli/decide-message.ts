import type { OutboxEntry } from "../core/delivery.ts";
import { findQuestion } from "../engine/decide-message.ts";
import { nobodyToAsk, type Prompter } from "./connect/prompter.ts";
import { EXIT } from "./exit.ts";
import { messageInWords, whereTo } from "./message-words.ts";
import { withOperations, withReading } from "./open.ts";
import type { Options } from "./options.ts";
import { printJson } from "./print.ts";
import type { Session } from "./session.ts";
import { findWhole, printWhole } from "./whole-message.ts";

/** What was shown of a message that is approved: nothing where it is approved unseen, or says itself what was seen. */
interface Seen {
  seen?: string;
}

/** Lets a held message go that was shown whole, or that is approved unseen with `--yes`. Nobody is asked where `prompter` is undefined. */
export async function approveMessage(
  session: Session,
  [prefix = ""]: readonly string[],
  options: Options,
  prompter: Prompter | undefined,
): Promise<number> {
  const seen = await seenOf(session, prefix, options, prompter);
  if (seen) return decide(session, prefix, options, { approved: true, ...seen });
  session.say("Nothing was decided.");
  return EXIT.ok;
}

/** Ends a held message: it is never sent. */
export function denyMessage(session: Session, [prefix = ""]: readonly string[], options: Options): Promise<number> {
  return decide(session, prefix, options, { approved: false });
}

/** Undefined where the person at the terminal does not say yes. */
async function seenOf(session: Session, prefix: string, options: Options, prompter: Prompter | undefined): Promise<Seen | undefined> {
  const given = options.text("seen");
  if (given !== undefined) return { seen: given.startsWith(VERSION) ? given : `${VERSION}${given}` };
  if (options.flag("yes")) return {};
  if (!prompter) {
    const shown = session.call(`messages ${prefix}`.trimEnd());
    throw nobodyToAsk("a yes to the message", `${shown} shows it and its content: add --seen and that, or --yes to approve it unseen.`);
  }
  const whole = await withReading(session, async (reading) => {
    const found = await findWhole(reading, prefix);
    printWhole(session, found, readerOf(reading));
    return found;
  });
  if (whole.message.state === "held" && !(await prompter.confirm("Send this?", false))) return undefined;
  return findQuestion(whole.message) ? { seen: whole.content } : {};
}

const VERSION = "v1:";

function readerOf({ workspace }: Pick<Parameters<Parameters<typeof withReading>[1]>[0], "workspace">) {
  return { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
}

function decide(session: Session, prefix: string, options: Options, word: { approved: boolean } & Seen): Promise<number> {
  return withOperations(session, async ({ operations, workspace }) => {
    const why = options.text("why");
    const message = await operations.decideMessage(prefix, { ...word, by: workspace.owner, ...(why !== undefined && { why }) });
    if (session.json) printJson(session, { message });
    else session.print(`${outcomeOf(message)}: ${messageInWords(message, readerOf({ workspace }))}.`);
    return message.state === "undeliverable" ? EXIT.failed : EXIT.ok;
  });
}

function outcomeOf(message: OutboxEntry): string {
  const to = whereTo(message);
  if (message.state === "sent") return `Sent to ${to}`;
  if (message.state === "denied") return `Not sent to ${to}`;
  return message.state === "undeliverable" ? `Could not be delivered to ${to}` : `To be sent to ${to}`;
}
