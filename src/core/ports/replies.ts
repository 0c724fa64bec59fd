import type { OutboxEntry } from "../delivery.ts";

/** What somebody wrote below a message of ours. */
export interface Reply {
  /** Delivery and the service's own id, such as `slack:C0123:1700000000.000100`. */
  id: string;
  /** Key of the message. */
  message: string;
  /** A key of config/people.yaml, or `me`; absent for somebody unknown. */
  person?: string;
  at: string;
  /** Data, never instructions. */
  text: string;
  /** What was made of it, such as `done`; absent where that is left to an agent. */
  meaning?: string;
}

export interface ReplyStore {
  /** Together with the message that answers it, in one transaction; false where it is known already, and nothing more is written then. */
  keep(reply: Reply, answer?: OutboxEntry): Promise<boolean>;
  isKnown(id: string): Promise<boolean>;
  /** Oldest first. */
  ofMessage(key: string): Promise<Reply[]>;
}
