/** What the record tells of: what was decided and by whom, what went out, and what changed in what Chief may do. */
export const AUDIT_KINDS = [
  "chief.started",
  /** Entries that were there have gone: the record ended before the head that was noted outside it. */
  "record.cut",
  "definition.added",
  "definition.changed",
  "definition.removed",
  "policy.allowed",
  "policy.held",
  "policy.denied",
  "person.approved",
  "person.denied",
  "message.expired",
  "message.sent",
  "message.undeliverable",
  /** Nobody knows whether it arrived, so that a person is to say. */
  "message.doubtful",
  "consent.given",
  "consent.withdrawn",
  "note.added",
  "note.removed",
  "ask.cancelled",
  "automation.paused",
  "automation.resumed",
  "connection.works",
  "connection.ended",
  "person.forgotten",
  "source.forgotten",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** What may stand in the record for everybody to read. */
export type OpenValue = string | number | boolean | readonly string[];

/**
 * Something to be recorded. What identifies people or places, or was written outside Chief, is given where it enters as a keyed hash
 * only, so that a record that never forgets holds nothing to be forgotten.
 */
export interface AuditEvent {
  kind: AuditKind;
  /** Open: an id that the workspace's owner has given. */
  automation?: string;
  /** Keyed: the id of a run; that of an event's run holds what the event is called outside. */
  run?: string;
  /** Keyed: what it is about, such as a message's key, a connection's name, or a person's key. */
  subject?: string;
  /** Open: grant names of the definition, states, codes, counts, versions, and hashes of definitions and contents. Never words of a person or of a service. */
  open?: Readonly<Record<string, OpenValue>>;
  /** Keyed, each by itself: persons, receipts, places, and names that are none of the definition's. */
  keyed?: Readonly<Record<string, string | readonly string[]>>;
}

/** One row of the record. */
export interface AuditEntry {
  /** From 1 on, without gaps. */
  sequence: number;
  at: string;
  kind: AuditKind;
  automation?: string;
  /** Keyed. */
  run?: string;
  /** Keyed. */
  subject?: string;
  /** What was open, and the keyed hashes of what was not. */
  detail: Readonly<Record<string, OpenValue>>;
  /** The hash of the row before; empty in the first. */
  previous: string;
  /** `v1:` and the SHA-256 of all of the above. */
  hash: string;
}

/** The last row, by which a record that was cut short can be told from one that was not. */
export type AuditHead = Pick<AuditEntry, "sequence" | "hash">;

/** What was found wrong with the record, and where. */
export interface AuditFault {
  /** The first entry that is not as it was written, or is not there. */
  sequence: number;
  why: "gap" | "previous_differs" | "hash_differs" | "head_differs" | "cut";
}

/** What a look at the whole record has shown. */
export interface AuditVerdict {
  /** How many entries are as they were written, from the first looked at. */
  entries: number;
  /** When the first of them was written. */
  since?: string;
  /** The last entry: to be noted elsewhere, it shows later that nothing before it was changed. */
  head?: AuditHead;
  /** Entries that tell of a time before the entry before them, as after a clock was set back. */
  backwards: number;
  /** False where nothing outside the record says how far it went, so that a cut at its end could not be seen. */
  endIsKnown: boolean;
  fault?: AuditFault;
}
