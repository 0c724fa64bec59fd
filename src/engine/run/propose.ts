import { cargoOf, type Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import { takesBriefings, type Cargo, type WriteGrant } from "../../core/grant.ts";
import type { Delivery } from "../../core/ports/outside.ts";
import type { KeptReview } from "../../core/ports/reviewer.ts";
import type { Circumstances, MessageProposal } from "../../core/proposal.ts";
import type { Run } from "../../core/run.ts";
import { instantOf } from "../../lib/clock.ts";
import { hashOf } from "../../lib/hash.ts";
import { approversOf } from "../../policy/audiences.ts";
import { decide, REVIEW_DENIED, type Verdict } from "../../policy/decide.ts";
import type { Reviews } from "./ask-reviewer.ts";
import { isToldOfDay } from "./chase/digest-time.ts";
import { fit } from "./fit.ts";
import type { Frozen } from "./freeze.ts";
import { newHosts } from "./new-hosts.ts";
import type { RunnerParts } from "./parts.ts";

/** A briefing that is to go out, and the hash that it is kept under. */
export interface Outgoing {
  frozen: Frozen;
  briefing: Briefing;
  stored: string;
  reviews: Reviews;
}

/** Whether a briefing has nothing to say, and its definition wants nothing sent then, or its reader had the digest of the day. */
export function isKeptQuiet({ automation, memory }: Pick<Frozen, "automation" | "memory">, { quiet, asOf }: Briefing): boolean {
  if (!quiet || automation.quiet === "always") return false;
  return automation.quiet === "when_nothing_new" || isToldOfDay(automation, memory.reportedTo, asOf);
}

/** The messages of a run, one for each write that takes its briefing, as policy permits them; one that only the reviewer denies is written down as denied. */
export async function propose(parts: RunnerParts, run: Run, outgoing: Outgoing): Promise<OutboxEntry[]> {
  const { automation } = outgoing.frozen;
  if (isKeptQuiet(outgoing.frozen, outgoing.briefing)) return [];
  return Promise.all(automation.writes.filter(takesBriefings).map((grant) => messageOf(parts, run, outgoing, { grant })));
}

/** Where a message goes, and when. */
export interface Envelope {
  grant: WriteGrant;
  /** Those of one of its addressees; those of the grant when absent. */
  options?: WriteGrant["options"];
  /** Its key, where the same may be decided on twice; made of the run and the place when absent. */
  key?: string;
  /** Not before and not after these instants. */
  from?: string;
  to?: string;
}

/** One message, as policy permits it. Throws PolicyError where nobody could permit it. */
export async function messageOf(parts: RunnerParts, run: Run, outgoing: Outgoing, envelope: Envelope): Promise<OutboxEntry> {
  const { grant } = envelope;
  const { name, delivery: id } = grant;
  const { automation } = outgoing.frozen;
  const options = envelope.options ?? grant.options;
  const proposal: MessageProposal = { kind: "message", automation: run.automation, grant: name, delivery: id, options };
  const links = await newHosts(parts, automation, proposal, outgoing.briefing);
  const review = outgoing.reviews.get(name);
  const known = await circumstancesOf(parts, proposal, cargoOf(outgoing.briefing));
  const verdict = decide(automation, proposal, { ...known, ...links, ...(review && { review }) });
  if (verdict.decision === "deny" && verdict.error.code !== REVIEW_DENIED) throw verdict.error;
  const delivery = await parts.deliveries.load(id);
  const fitted = { ...outgoing, ...(await fit(parts, outgoing, grant, delivery)) };
  const approvers = approversOf(automation, grant, known.acceptedHash);
  return entryOf(parts, run, fitted, { envelope: { ...envelope, options }, delivery, verdict, approvers, ...(review && { review }) });
}

/** What is known of a message when its run ends: who reads there is asked when it is sent. */
export async function circumstancesOf(
  { store }: Pick<RunnerParts, "store">,
  proposal: MessageProposal,
  carries: Cargo,
): Promise<Circumstances> {
  const consent = await store.consents.find(proposal.automation);
  return { carries, isFirst: !(await store.outbox.hasSent(proposal)), ...(consent && { acceptedHash: consent.hash }) };
}

interface Judged {
  envelope: Envelope & Pick<WriteGrant, "options">;
  delivery: Delivery;
  verdict: Verdict;
  /** Who is asked where it waits. */
  approvers: readonly string[];
  review?: KeptReview;
}

function entryOf(parts: RunnerParts, run: Run, outgoing: Outgoing, judged: Judged): OutboxEntry {
  const { envelope, delivery, review } = judged;
  const { grant, options, key, from, to } = envelope;
  const sendBy = to ?? (grant.withinMs === undefined ? undefined : new Date(parts.clock.now() + grant.withinMs).toISOString());
  return {
    key: key ?? hashOf({ run: run.id, grant: grant.name, target: delivery.target(options), part: 1 }),
    automation: run.automation,
    run: run.id,
    grant: grant.name,
    delivery: grant.delivery,
    options,
    ...(grant.onUnknown && { onUnknown: grant.onUnknown }),
    ...(delivery.inOrder && { inOrder: delivery.inOrder }),
    briefing: outgoing.stored,
    attempts: 0,
    nextAttemptAt: from ?? run.queuedAt,
    ...(sendBy !== undefined && { sendBy }),
    ...(review && { review }),
    ...stateOf(parts, outgoing, judged),
  };
}

/** Whether a message goes out by itself, or until when it waits for a person and what that person is asked. */
function stateOf(
  { clock }: RunnerParts,
  { frozen: { automation }, briefing }: Outgoing,
  { envelope: { grant, options, to }, delivery, verdict, approvers }: Judged,
): Pick<OutboxEntry, "state"> & Partial<OutboxEntry> {
  // The end of one that is denied: nothing is tried at this time.
  if (verdict.decision === "deny") return { state: "denied", nextAttemptAt: instantOf(clock) };
  if (grant.staged) return { state: "staged" };
  if (verdict.decision === "allow") return { state: "pending" };
  const { expiresMs } = automation.approval;
  const content = hashOf(delivery.preview(briefing, options).exact);
  const expiresAt = new Date(clock.now() + expiresMs).toISOString();
  return {
    state: "held",
    // Since when it waits, by the same clock as until when.
    nextAttemptAt: instantOf(clock),
    // A yes that comes too late for its hours lets nothing go.
    expiresAt: to !== undefined && to < expiresAt ? to : expiresAt,
    approval: { content, reasons: verdict.reasons, approvers },
  };
}
