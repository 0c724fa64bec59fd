import type { AuditEvent, AuditKind } from "../../core/audit.ts";
import type { OutboxEntry } from "../../core/delivery.ts";

type Told = Pick<OutboxEntry, "key" | "automation" | "run" | "grant" | "delivery">;

/** Something that became of a message, without where it goes and what it says. */
export function messageEvent(kind: AuditKind, { key, automation, run, grant, delivery }: Told, open: AuditEvent["open"] = {}): AuditEvent {
  return { kind, automation, ...(run !== undefined && { run }), subject: key, open: { grant, delivery, ...open } };
}

/** What a person is asked about a message: reasons by their kinds, without words, and what would be sent by its hash. */
export function heldEvent(entry: Told & Pick<OutboxEntry, "approval">, open: AuditEvent["open"] = {}): AuditEvent {
  const { approval } = entry;
  if (!approval) return messageEvent("policy.held", entry, open);
  const { content, reasons, approvers } = approval;
  const asked = { content, reasons: [...new Set(reasons.map(({ kind }) => kind))] };
  return { ...messageEvent("policy.held", entry, { ...open, ...asked }), keyed: { approvers } };
}
