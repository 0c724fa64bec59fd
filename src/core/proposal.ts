import type { Reach } from "./audience.ts";
import type { Cargo } from "./grant.ts";
import type { Review } from "./ports/reviewer.ts";

/**
 * Something that analysis or a model asks for: to send a message by a grant, or to look closer at something by one. `handle` is the id of
 * an Item that the same grant brought in the same run; nothing else can be asked about.
 */
export type Proposal = MessageProposal | LookProposal;

export interface MessageProposal {
  kind: "message";
  automation: string;
  /** The name of the grant that is to permit it. */
  grant: string;
  delivery: string;
  options: Readonly<Record<string, unknown>>;
}

export interface LookProposal {
  kind: "look";
  automation: string;
  grant: string;
  handle: string;
}

/** What policy says to a proposal, and why where it is no plain yes. */
export interface Answer {
  decision: "allow" | "hold" | "deny";
  /** In words; empty where it is allowed. */
  reason: string;
}

/** What is so when a message is judged; what is absent is not known yet, and is asked for again before it is sent. */
export interface Circumstances {
  /** What is to be taken out. */
  carries?: Cargo;
  /** The definition, by its hash, of which the owner has accepted all flows. */
  acceptedHash?: string;
  /** Whether no message was ever sent by this grant. */
  isFirst?: boolean;
  /** Hosts that it links to and no message by this grant has. */
  newHosts?: readonly string[];
  review?: Review;
  /** Who reads there now, and the fingerprint of who did when the last message went out, or when a person approved this one. */
  reach?: { now: Reach; before?: string };
}
