import type { AuditEvent } from "../../core/audit.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import type { RunEnd } from "../../core/ports/engine.ts";
import type { Run } from "../../core/run.ts";
import { heldEvent, messageEvent } from "./messages.ts";

type Ended = Pick<Run, "id" | "automation">;

/** Records what policy answered to each thing that a run asked for. */
export function prepareDecisions(append: AppendAudit): (run: Ended, end: RunEnd, at: string) => void {
  return ({ id: run, automation }, { outbox, definition, denials = [] }, at) => {
    const judgedBy = definition === undefined ? {} : { definition };
    for (const entry of outbox) append(decisionOf(entry, judgedBy), at);
    // Whoever asked for what is denied may have named the grant as they liked.
    for (const { grant, code } of denials) {
      append({ kind: "policy.denied", automation, run, open: { code, ...judgedBy }, ...(grant !== undefined && { keyed: { grant } }) }, at);
    }
  };
}

function decisionOf(entry: OutboxEntry, judgedBy: AuditEvent["open"]): AuditEvent {
  const open = { ...judgedBy, ...(entry.review && { review: entry.review.verdict }) };
  if (entry.state === "held") return heldEvent(entry, open);
  return messageEvent(entry.state === "denied" ? "policy.denied" : "policy.allowed", entry, open);
}
