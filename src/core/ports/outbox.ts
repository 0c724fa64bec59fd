import type { Approval } from "../approval.ts";
import type { OutboxEntry, OutboxState } from "../delivery.ts";
import type { StoredError } from "../errors.ts";

/** Messages to be sent. */
export interface OutboxStore {
  /**
   * pending -> sending for those due at `at`, longest due first, committed before anything is sent; counts the attempt.
   * None of the deliveries `except`.
   */
  claim(at: string, limit: number, except?: readonly string[]): Promise<OutboxEntry[]>;
  /** sending -> its end, and the run's delivery once all of its messages have ended. Throws PermanentError `entry-not-sending`. */
  settle(
    key: string,
    end: { state: "sent"; receipt: string; reach?: string } | { state: "undeliverable" | "expired"; error: StoredError },
    at: string,
  ): Promise<void>;
  /** sending -> pending, to be tried again at `nextAttemptAt`. Throws PermanentError `entry-not-sending`. */
  postpone(key: string, error: StoredError, nextAttemptAt: string): Promise<void>;
  /** sending -> held, since nobody knows whether it arrived and a person is to say. Throws PermanentError `entry-not-sending`. */
  hold(key: string, error: StoredError, expiresAt: string, at: string): Promise<void>;
  /**
   * sending -> held, since a person is to say yes to exactly this; whoever said yes before is forgotten. `error` is the doubt that there
   * still is. Throws PermanentError `entry-not-sending`.
   */
  ask(key: string, question: { approval: Approval; error?: StoredError }, expiresAt: string, at: string): Promise<void>;
  /**
   * held -> pending where approved, else denied; false where it is not held any more, its time has passed, or a person is asked for
   * another content than the one that is approved.
   */
  decide(key: string, decision: { approved: boolean; by: string; content?: string }, at: string): Promise<boolean>;
  /** Has people asked anew, and until then, about a held message that is another by now, or has more to be asked of it; false where it is not held with that content before. */
  askAnew(key: string, question: { before: string; approval: Approval; expiresAt: string }, at: string): Promise<boolean>;
  /** held -> expired for those whose time has passed, 500 at most; resolves with them. Those held by a clock that was ahead have their whole time from `at`. */
  expire(at: string): Promise<OutboxEntry[]>;
  /** Those that a dead process left in `sending`. */
  unsure(): Promise<OutboxEntry[]>;
  find(key: string): Promise<OutboxEntry | undefined>;
  /** Newest first. */
  list(query: { states?: readonly OutboxState[]; limit?: number }): Promise<OutboxEntry[]>;
  ofRun(runId: string): Promise<OutboxEntry[]>;
  /** The newest message that a delivery gave this receipt for: one that took the place of another has the same. */
  findByReceipt(delivery: string, receipt: string): Promise<OutboxEntry | undefined>;
  /** The last message of the same grant with the same options that was sent; none where that was written after this one. */
  findEarlier(entry: OutboxEntry): Promise<OutboxEntry | undefined>;
  /** The fingerprint of who read the last message that was sent as this one is to be, where that is known of any. */
  lastReach(entry: OutboxEntry): Promise<string | undefined>;
  /** Whether any message of a grant was sent to the place that it names now. */
  hasSent(write: Pick<OutboxEntry, "automation" | "grant" | "delivery" | "options">): Promise<boolean>;
  /** Hashes of the briefings that a grant's last messages were sent with, the newest `limit` messages at most. */
  briefingsSent(by: Pick<OutboxEntry, "automation" | "grant">, limit: number): Promise<string[]>;
  /** When the next one is to be tried, or ends being held. */
  nextAttempt(): Promise<string | undefined>;
}
