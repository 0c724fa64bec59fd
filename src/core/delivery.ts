import type { StoredError } from "./errors.ts";

export const OUTBOX_STATES = ["pending", "sending", "sent", "undeliverable"] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** A message to be sent, written in the same transaction as the run's end. */
export interface OutboxEntry {
  /** Hash of run, grant, target and part: the same message is never written twice. */
  key: string;
  run: string;
  grant: string;
  delivery: string;
  options: Readonly<Record<string, unknown>>;
  /** Hash of the Briefing document that is rendered when sending. */
  briefing: string;
  state: OutboxState;
  attempts: number;
  /** Not before this instant. */
  nextAttemptAt: string;
  /** What the other side calls it: a message's id, a file's path. */
  receipt?: string;
  error?: StoredError;
}
