import type { Approval } from "./approval.ts";
import type { StoredError } from "./errors.ts";
import type { OnUnknown } from "./grant.ts";
import type { KeptReview } from "./ports/reviewer.ts";
import type { DeliveryStatus } from "./run.ts";

export const OUTBOX_STATES = ["held", "pending", "sending", "sent", "undeliverable", "denied", "expired", "staged"] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** A message to be sent, written in the same transaction as the run's end. `held` ones wait for a person; five states are ends, of which `staged` was never to be sent. */
export interface OutboxEntry {
  /** Hash of run, grant, target and part: the same message is never written twice. */
  key: string;
  automation: string;
  /** Absent for what Chief has to say about itself. */
  run?: string;
  grant: string;
  delivery: string;
  options: Readonly<Record<string, unknown>>;
  onUnknown?: OnUnknown;
  /** It waits until what the same grant had to send to the same place before has ended, unless that waits for a person. */
  inOrder?: true;
  /** Hash of the Briefing document that is rendered when sending. */
  briefing: string;
  state: OutboxState;
  attempts: number;
  /** Not before this instant. */
  nextAttemptAt: string;
  /** Not after this instant. A person who approves it later lets it go all the same, unless it asks people how things stand. */
  sendBy?: string;
  /** What a person is asked, or was asked before it went out; absent where nobody was. */
  approval?: Approval;
  /** What the reviewer said of it; absent where it was not asked. One that it denied is written down as `denied`, and decided by nobody. */
  review?: KeptReview;
  /** The fingerprint of who read there when it was sent, where that was looked up. */
  reach?: string;
  /** While it is held: when that ends. */
  expiresAt?: string;
  /** Who approved or denied it, and why where that was said: `me`, `me: not today`. */
  decidedBy?: string;
  decidedAt?: string;
  /** What the other side calls it: a message's id, a file's path. */
  receipt?: string;
  error?: StoredError;
}

/** What becomes of a run's messages as a whole: what is still open counts before what has ended, and what went wrong before what went well. */
export function deliveryOf(entries: readonly Pick<OutboxEntry, "state">[]): DeliveryStatus {
  const states = new Set(entries.map((entry) => entry.state));
  if (states.size === 0) return "none";
  if (states.has("pending") || states.has("sending")) return "pending";
  if (states.has("held")) return "held";
  if (states.has("undeliverable")) return "undeliverable";
  if (states.has("denied") || states.has("expired")) return "refused";
  return states.has("sent") ? "delivered" : "staged";
}
