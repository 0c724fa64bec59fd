import type { AppendAudit } from "../core/ports/audit.ts";
import type { RunEnd } from "../core/ports/engine.ts";
import type { Run } from "../core/run.ts";
import { heldEvent, messageEvent } from "./audit-messages.ts";

type Ended = Pick<Run, "id" | "automation">;

/** Records what policy answered to each thing that a run asked for. */
export function prepareDecisions(append: AppendAudit): (run: Ended, end: RunEnd, at: string) => void {
  return ({ id: run, automation }, { outbox, definition, denials = [] }, at) => {
    const judgedBy = definition === undefined ? {} : { definition };
    for (const entry of outbox) {
      append(entry.state === "held" ? heldEvent(entry, judgedBy) : messageEvent("policy.allowed", entry, judgedBy), at);
    }
    // Whoever asked for what is denied may have named the grant as they liked.
    for (const { grant, code } of denials) {
      append({ kind: "policy.denied", automation, run, open: { code, ...judgedBy }, ...(grant !== undefined && { keyed: { grant } }) }, at);
    }
  };
}
