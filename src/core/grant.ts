import type { Audience } from "./audience.ts";

/** A read that a definition permits: a view of one service with constant options. */
export interface ReadGrant {
  /** Unique within the automation: the connector's id, numbered from the second on (`git-2`). */
  name: string;
  connector: string;
  /** As the connector's own schema parsed them; nothing else is handed to the connector. */
  options: Readonly<Record<string, unknown>>;
  /** Who can read what it brings, as its connector says: each of these is another secret. */
  audience: readonly Audience[];
}

/** What is done about a message of which nobody knows whether it arrived: ask the other side, send it once more, or wait for a person. */
export const ON_UNKNOWN = ["reconcile", "resend", "hold"] as const;
export type OnUnknown = (typeof ON_UNKNOWN)[number];

/** One of those of whom a run may turn out to be about one: the key of a person, and the options that lead there alone. */
export interface Addressee {
  person: string;
  options: Readonly<Record<string, unknown>>;
}

/** What a write takes out: the briefing of a run, its questions to people, each to one of its addressees, or what replies change in a plan. */
export const CARGOES = ["briefing", "questions", "updates"] as const;
export type Cargo = (typeof CARGOES)[number];

/** A write that a definition permits. */
export interface WriteGrant {
  name: string;
  delivery: string;
  options: Readonly<Record<string, unknown>>;
  /** Who will read what is written, as its delivery says. */
  audience: readonly Audience[];
  /** `briefing` when absent. */
  carries?: Exclude<Cargo, "briefing">;
  /** Where each message goes to one of several: whom that may be. */
  addressees?: readonly Addressee[];
  /** Whether people from outside may be among them; absent where the place can't tell who reads there. */
  outsiders?: boolean;
  /** The most characters of one message, as its reader reads it; when absent as many as the place takes. */
  maxChars?: number;
  /** When nobody knows whether a message arrived; when absent `reconcile` where the other side can be asked, else `resend`. */
  onUnknown?: OnUnknown;
  /** How late a message may still be sent; when absent for as long as it is tried. */
  withinMs?: number;
  /** True where messages are written down and not sent. */
  staged?: true;
  /** True where a person is asked before each message. */
  proposed?: true;
}

/** Whether the briefing of a run goes there. */
export function takesBriefings({ carries }: Pick<WriteGrant, "carries">): boolean {
  return carries === undefined;
}

/** A way that words may take from a source to readers who may not see all of it, which the owner accepts: names of grants, `events` for what set a run off. */
export interface Flow {
  from: string;
  to: string;
}

/** The `from` of a flow of what events tell. */
export const EVENTS_FLOW = "events";
