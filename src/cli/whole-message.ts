import type { Briefing } from "../core/briefing.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import { PermanentError } from "../core/errors.ts";
import { hashOf } from "../lib/hash.ts";
import { deliveriesOf } from "../shipped.ts";
import { messageInWords, shortKeyOf, whyHeld } from "./message-words.ts";
import type { Reading } from "./open.ts";
import type { Session } from "./session.ts";

/** A message as its reader would read it. */
export interface WholeMessage {
  message: OutboxEntry;
  /** Where it goes, in words. */
  where: string;
  text: string;
  /** Word for word what the receiver would be handed. */
  exact: unknown;
  /** The hash of that: what `approve --seen` takes. */
  content: string;
}

/** The message whose key begins with `prefix`; a held one before all others. Throws PermanentError `message-unknown` or `message-ambiguous`. */
export async function findWhole({ store, workspace }: Reading, prefix: string): Promise<WholeMessage> {
  const message = await findMessage(store.outbox, prefix);
  const delivery = await deliveriesOf(workspace).load(message.delivery);
  const { text, exact } = delivery.preview(await store.documents.get<Briefing>(message.briefing), message.options);
  return { message, where: delivery.describe(message.options), text, exact, content: hashOf(exact) };
}

async function findMessage(outbox: Reading["store"]["outbox"], prefix: string): Promise<OutboxEntry> {
  const begins = ({ key }: OutboxEntry): boolean =>
    prefix !== "" && (key.startsWith(prefix) || key.slice(key.indexOf(":") + 1).startsWith(prefix));
  const all = (await outbox.list({})).filter(begins);
  const held = all.filter(({ state }) => state === "held");
  const [found, ...more] = held.length > 0 ? held : all;
  if (found && more.length === 0) return found;
  if (found) {
    const message = `expected ${prefix} to begin the key of one message, got ${more.length + 1}`;
    throw new PermanentError("message-ambiguous", message, { hint: "Give more of the key." });
  }
  throw new PermanentError("message-unknown", `expected the key of a message, got ${JSON.stringify(prefix)}`, {
    hint: "`chief messages` lists them.",
  });
}

/** All of it on stdout, and about it on stderr: where it goes, what became of it or why it waits, and how it is named. */
export function printWhole(
  session: Session,
  { message, where, text, content }: WholeMessage,
  reader: Parameters<typeof messageInWords>[1],
): void {
  session.say(`To be sent ${where}; ${[message.state, messageInWords(message, reader)].filter((words) => words !== "").join(": ")}.`);
  for (const reason of whyHeld(message)) session.say(`- ${reason}`);
  session.say("");
  session.print(text.trimEnd());
  session.say(`\nMessage ${shortKeyOf(message)}, content ${content}`);
}
