import type { Automation } from "../core/automation.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import { PermanentError, PolicyError } from "../core/errors.ts";
import type { Operations } from "../core/ports/operations.ts";
import type { OutboxStore } from "../core/ports/store.ts";
import { decide } from "../policy/decide.ts";
import type { OutboxWorker } from "./outbox/outbox-worker.ts";

type Decision = Parameters<Operations["decideMessage"]>[1];

interface DecideParts {
  store: OutboxStore;
  outbox: Pick<OutboxWorker, "decide" | "drain">;
  /** The definitions in force: what they do not permit any more is not sent, whoever approves it. */
  automations(): readonly Automation[];
}

/**
 * Lets the held message go whose key begins with `prefix`, or ends it. Resolves with the message as it is once it had its first
 * chance to be sent. Throws PermanentError `message-unknown`, `message-ambiguous` or `message-not-held`, PolicyError
 * `message-not-permitted`.
 */
export async function decideMessage(parts: DecideParts, prefix: string, decision: Decision): Promise<OutboxEntry> {
  const { store, outbox } = parts;
  const held = await findHeld(store, prefix);
  if (held && decision.approved) expectPermitted(held, parts.automations());
  if (!held || !(await outbox.decide(held.key, decision))) throw notHeld(prefix);
  if (decision.approved) await outbox.drain();
  return (await store.find(held.key)) ?? held;
}

function expectPermitted({ key, automation: id, grant, delivery, options }: OutboxEntry, automations: readonly Automation[]): void {
  const automation = automations.find((each) => each.id === id);
  const verdict = automation && decide(automation, { kind: "message", automation: id, grant, delivery, options }, {});
  if (verdict && verdict.decision !== "deny") return;
  const got = verdict ? verdict.error.message : `none called ${id}`;
  throw new PolicyError("message-not-permitted", `expected a definition that still permits this message, got ${got}`, {
    hint: `Its definition was changed since. \`chief deny ${withoutVersion(key).slice(0, SHOWN)}\` ends the message; a new run writes another.`,
  });
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

/** As much of a key as lists show. */
const SHOWN = 7;

/** A key as people see it. */
function withoutVersion(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}
