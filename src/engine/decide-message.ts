import type { OutboxEntry } from "../core/delivery.ts";
import { PermanentError } from "../core/errors.ts";
import type { Operations } from "../core/ports/operations.ts";
import type { OutboxStore } from "../core/ports/store.ts";
import type { OutboxWorker } from "./outbox/outbox-worker.ts";

type Decision = Parameters<Operations["decideMessage"]>[1];

interface DecideParts {
  store: OutboxStore;
  outbox: Pick<OutboxWorker, "decide" | "drain">;
}

/**
 * Lets the held message go whose key begins with `prefix`, or ends it. Resolves with the message as it is once it had its first
 * chance to be sent. Throws PermanentError `message-unknown`, `message-ambiguous` or `message-not-held`.
 */
export async function decideMessage({ store, outbox }: DecideParts, prefix: string, decision: Decision): Promise<OutboxEntry> {
  const held = await findHeld(store, prefix);
  if (!held || !(await outbox.decide(held.key, decision))) throw notHeld(prefix);
  if (decision.approved) await outbox.drain();
  return (await store.find(held.key)) ?? held;
}

/** The only held message whose key begins so; undefined where those that do are not held. */
async function findHeld(store: OutboxStore, prefix: string): Promise<OutboxEntry | undefined> {
  const begins = ({ key }: OutboxEntry) => prefix !== "" && (key.startsWith(prefix) || withoutVersion(key).startsWith(prefix));
  const [held, ...more] = (await store.list({ states: ["held"] })).filter(begins);
  if (more.length > 0) {
    throw new PermanentError("message-ambiguous", `expected ${prefix} to begin the key of one held message, got ${more.length + 1}`, {
      hint: "Give more of the key.",
    });
  }
  if (held || (await store.list({})).some(begins)) return held;
  throw new PermanentError("message-unknown", `expected the key of a message, got ${JSON.stringify(prefix)}`, {
    hint: "`chief messages` lists them.",
  });
}

function notHeld(prefix: string): PermanentError {
  return new PermanentError("message-not-held", `expected the message ${prefix} to wait for somebody's word, got one that does not`, {
    hint: "`chief messages` shows what has become of it.",
  });
}

/** A key as people see it. */
function withoutVersion(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}
