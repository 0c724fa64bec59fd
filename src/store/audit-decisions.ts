import type { OutboxEntry } from "../core/delivery.ts";
import type { AppendAudit } from "../core/ports/audit.ts";
import type { RunEnd } from "../core/ports/engine.ts";
import type { Run } from "../core/run.ts";

type Ended = Pick<Run, "id" | "automation">;

/** Records what policy answered to each thing that a run asked for. */
export function prepareDecisions(append: AppendAudit): (run: Ended, end: RunEnd, at: string) => void {
  return ({ id: run, automation }, { outbox, definition, denials = [] }, at) => {
    const judgedBy = definition === undefined ? {} : { definition };
    for (const entry of outbox) {
      const { grant, delivery } = entry;
      const told = { automation, run, subject: entry.key };
      append({ ...told, ...heldOrAllowed(entry), open: { grant, delivery, ...judgedBy, ...askedOf(entry) } }, at);
    }
    // Whoever asked for what is denied may have named the grant as they liked.
    for (const { grant, code } of denials) {
      append({ kind: "policy.denied", automation, run, open: { code, ...judgedBy }, ...(grant !== undefined && { keyed: { grant } }) }, at);
    }
  };
}

function heldOrAllowed({ state, approval }: OutboxEntry) {
  if (state !== "held") return { kind: "policy.allowed" } as const;
  return { kind: "policy.held", ...(approval && { keyed: { approvers: approval.approvers } }) } as const;
}

/** What a person was asked, without words: reasons by their kinds, what would be sent by its hash. */
function askedOf({ approval }: OutboxEntry): Record<string, string | string[]> {
  if (!approval) return {};
  return { reasons: [...new Set(approval.reasons.map(({ kind }) => kind))], content: approval.content };
}
