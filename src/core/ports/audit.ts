import type { AuditEntry, AuditEvent, AuditHead, AuditKind, AuditVerdict } from "../audit.ts";

export interface AuditQuery {
  /** Not before this instant. */
  since?: string;
  kinds?: readonly AuditKind[];
  /** The newest so many; 1000 when absent. */
  limit?: number;
}

/** The record that only grows. What is recorded is written by the changes that it tells of. */
export interface AuditStore {
  /** Oldest first. */
  list(query: AuditQuery): Promise<AuditEntry[]>;
  /** The last entry; undefined where there is none. */
  head(): Promise<AuditHead | undefined>;
  /** Looks at every row, from the first that was written at `since` or later. */
  verify(since?: string): Promise<AuditVerdict>;
  /** How a name stands in the record; another text where the key that it was written with is gone. */
  keyed(name: string): string;
}

/** Records an event; to be called within the change that it tells of. */
export type AppendAudit = (event: AuditEvent, at: string) => void;
