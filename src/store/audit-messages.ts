import type { AuditEvent, AuditKind } from "../core/audit.ts";
import type { OutboxRow } from "./outbox-rows.ts";

type Told = Pick<OutboxRow, "key" | "automation" | "run" | "grant_name" | "delivery">;

/** Something that became of a message, without where it goes and what it says. */
export function eventOf(kind: AuditKind, { key, automation, run, grant_name: grant, delivery }: Told): AuditEvent {
  return { kind, automation, ...(run !== null && { run }), subject: key, open: { grant, delivery } };
}
