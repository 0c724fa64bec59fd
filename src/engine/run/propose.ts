import type { HoldReason } from "../../core/approval.ts";
import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { WriteGrant } from "../../core/grant.ts";
import type { Delivery } from "../../core/ports/outside.ts";
import type { Circumstances, MessageProposal } from "../../core/proposal.ts";
import type { Run } from "../../core/run.ts";
import { hashOf } from "../../lib/hash.ts";
import { decide } from "../../policy/decide.ts";
import { fit } from "./fit.ts";
import type { Frozen } from "./freeze.ts";
import { newHosts } from "./new-hosts.ts";
import type { RunnerParts } from "./parts.ts";

/** A briefing that is to go out, and the hash that it is kept under. */
export interface Outgoing {
  frozen: Frozen;
  briefing: Briefing;
  stored: string;
}

/** The messages of a run, one for each write, as policy permits them. */
export async function propose(parts: RunnerParts, run: Run, outgoing: Outgoing): Promise<OutboxEntry[]> {
  const { automation } = outgoing.frozen;
  if (outgoing.briefing.quiet && automation.quiet === "when_nothing_new") return [];
  return Promise.all(automation.writes.map((grant) => messageOf(parts, run, outgoing, grant)));
}

async function messageOf(parts: RunnerParts, run: Run, outgoing: Outgoing, { name, delivery: id, options }: WriteGrant) {
  const { automation } = outgoing.frozen;
  const proposal: MessageProposal = { kind: "message", automation: run.automation, grant: name, delivery: id, options };
  const links = await newHosts(parts, automation, proposal, outgoing.briefing);
  const verdict = decide(automation, proposal, { ...(await circumstancesOf(parts, proposal)), ...links });
  if (verdict.decision === "deny") throw verdict.error;
  const delivery = await parts.deliveries.load(id);
  const reasons = verdict.decision === "hold" ? verdict.reasons : [];
  const fitted = { ...outgoing, ...(await fit(parts, outgoing, verdict.grant, delivery)) };
  return entryOf(parts, run, fitted, { grant: verdict.grant, delivery, reasons });
}

/** What is known of a message when its run ends: who reads there is asked when it is sent. */
export async function circumstancesOf({ store }: Pick<RunnerParts, "store">, proposal: MessageProposal): Promise<Circumstances> {
  const consent = await store.consents.find(proposal.automation);
  return { isFirst: !(await store.outbox.hasSent(proposal)), ...(consent && { acceptedHash: consent.hash }) };
}

interface Permitted {
  grant: WriteGrant;
  delivery: Delivery;
  /** Why it waits for a person; none where it does not. */
  reasons: readonly HoldReason[];
}

function entryOf(parts: RunnerParts, run: Run, outgoing: Outgoing, permitted: Permitted): OutboxEntry {
  const { grant, delivery } = permitted;
  return {
    key: hashOf({ run: run.id, grant: grant.name, target: delivery.target(grant.options), part: 1 }),
    automation: run.automation,
    run: run.id,
    grant: grant.name,
    delivery: grant.delivery,
    options: grant.options,
    ...(grant.onUnknown && { onUnknown: grant.onUnknown }),
    ...(delivery.inOrder && { inOrder: delivery.inOrder }),
    briefing: outgoing.stored,
    attempts: 0,
    nextAttemptAt: run.queuedAt,
    ...(grant.withinMs !== undefined && { sendBy: new Date(parts.clock.now() + grant.withinMs).toISOString() }),
    ...stateOf(parts, outgoing, permitted),
  };
}

/** Whether a message goes out by itself, or until when it waits for a person and what that person is asked. */
function stateOf(
  { clock }: RunnerParts,
  { frozen: { automation }, briefing }: Outgoing,
  { grant, delivery, reasons }: Permitted,
): Pick<OutboxEntry, "state" | "expiresAt" | "approval"> {
  if (grant.staged) return { state: "staged" };
  if (reasons.length === 0) return { state: "pending" };
  const { approvers, expiresMs } = automation.approval;
  const content = hashOf(delivery.preview(briefing, grant.options).exact);
  return {
    state: "held",
    expiresAt: new Date(clock.now() + expiresMs).toISOString(),
    approval: { content, reasons, approvers: approvers.length > 0 ? approvers : [automation.owner] },
  };
}
