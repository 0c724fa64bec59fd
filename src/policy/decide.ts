import { isDeepStrictEqual } from "node:util";
import type { ApprovalCondition, HoldReason } from "../core/approval.ts";
import type { Automation } from "../core/automation.ts";
import { PolicyError } from "../core/errors.ts";
import type { Cargo, WriteGrant } from "../core/grant.ts";
import type { Circumstances, MessageProposal } from "../core/proposal.ts";
import { flowsOpen, goesFurther } from "./audiences.ts";
import { reachInWords } from "./audience-words.ts";
import { grantsOf, settledOn } from "./grants.ts";

/** The code of what the reviewer refused, and policy alone would not have denied. */
export const REVIEW_DENIED = "policy-review";

/** What was proposed must not be, whoever says yes to it. */
export interface Denial {
  decision: "deny";
  error: PolicyError;
}

interface Permission {
  decision: "allow";
  grant: WriteGrant;
}

/**
 * The answer. What is allowed is the grant itself: its options are to be used, not those of the proposal. What is held may be sent once a
 * person has said yes to it; no yes changes a denial.
 */
export type Verdict = Permission | { decision: "hold"; grant: WriteGrant; reasons: readonly HoldReason[] } | Denial;

/**
 * Denies whatever the definition does not permit word for word, and what the reviewer refused; holds what it permits only with a person's
 * word. Whatever it says of approval, a person is asked before words go further than their readers may see, before people from outside read
 * where it does not let them, and where the reviewer was not sure.
 */
export function decide(automation: Automation, proposal: MessageProposal, circumstances: Circumstances): Verdict {
  const permission = permit(automation, proposal);
  if (permission.decision === "deny") return permission;
  const { review, carries } = circumstances;
  if (carries !== undefined && carries !== cargoFor(permission.grant)) return otherCargo(permission.grant, carries);
  if (review?.verdict === "denied") {
    return deny(REVIEW_DENIED, `expected the reviewer to agree, got a no: ${review.why}`, "Look at what it would have said.");
  }
  const { grant } = permission;
  const reasons = reasonsToHold(automation, grant, circumstances);
  return reasons.length > 0 ? { decision: "hold", grant, reasons } : permission;
}

const CARGO_WORDS: Readonly<Record<Cargo, string>> = { briefing: "a briefing", questions: "a question", updates: "a change of a plan" };

function cargoFor({ carries }: WriteGrant): Cargo {
  return carries ?? "briefing";
}

function otherCargo(grant: WriteGrant, got: Cargo): Denial {
  const message = `expected ${CARGO_WORDS[cargoFor(grant)]} to go by the grant ${grant.name}, got ${CARGO_WORDS[got]}`;
  return deny("policy-other-cargo", message);
}

/** The grant that a proposal is one of, word for word. */
function permit(automation: Automation, proposal: MessageProposal): Permission | Denial {
  const grants = grantsOf(automation);
  if (proposal.automation !== grants.automation) {
    return deny("policy-other-automation", `expected a proposal of ${grants.automation}, got one of ${proposal.automation}`);
  }
  const grant = grants.writes.find(({ name }) => name === proposal.grant);
  if (!grant) return deny("policy-no-grant", `expected a grant of ${grants.automation}, got ${JSON.stringify(proposal.grant)}`);
  if (proposal.delivery !== grant.delivery) {
    const got = JSON.stringify(proposal.delivery);
    return deny("policy-other-delivery", `expected the grant ${grant.name} to be used for ${grant.delivery}, got ${got}`);
  }
  const isProposed = ({ options }: Pick<WriteGrant, "options">): boolean => isDeepStrictEqual(proposal.options, options);
  if (isProposed(grant)) return { decision: "allow", grant };
  const addressee = grant.addressees?.find(isProposed);
  if (addressee) return { decision: "allow", grant: settledOn(grant, addressee) };
  return deny("policy-other-options", `expected the options of the grant ${grant.name}, got others`);
}

function reasonsToHold(automation: Automation, grant: WriteGrant, circumstances: Circumstances): HoldReason[] {
  const { acceptedHash, isFirst, newHosts = [], review } = circumstances;
  const asks = askedBy(automation);
  // Of what its owner alone reads, its owner would be asked by being shown it.
  const asksOfOthers = (when: ApprovalCondition): boolean => asks(when) && goesFurther(automation, grant);
  return [
    ...(asks("always") || grant.proposed ? [{ kind: "asked" as const }] : []),
    ...flowsOpen(automation, grant, acceptedHash).map((flow) => ({ kind: "wider" as const, ...flow })),
    ...(isFirst && asksOfOthers("first_run") ? [{ kind: "first_run" as const }] : []),
    ...(newHosts.length > 0 && asksOfOthers("new_external_link") ? [{ kind: "new_external_link" as const, hosts: newHosts }] : []),
    ...(review && review.verdict !== "agreed" ? [{ kind: "reviewer_unsure" as const, why: review.why }] : []),
    ...readersToAskAbout(grant, circumstances, asks("audience_changed")),
  ];
}

/** Whether the definition names something as a reason to ask. */
function askedBy({ approval }: Automation): (when: ApprovalCondition | "always") => boolean {
  const named = [approval.when].flat();
  return (when) => named.includes(when);
}

function readersToAskAbout({ outsiders }: WriteGrant, { reach }: Circumstances, asksOfChange: boolean): HoldReason[] {
  if (!reach) return [];
  const { now, before } = reach;
  const areStrange = now.outsiders.length > 0 && outsiders !== true;
  const areOthers = asksOfChange && before !== undefined && before !== now.fingerprint;
  return areStrange || areOthers ? [{ kind: "audience_changed", now: reachInWords(now) }] : [];
}

const TO_PERMIT = "If it is meant to happen, say so under writes in the automation's file.";

function deny(code: string, message: string, hint = TO_PERMIT): Denial {
  return { decision: "deny", error: new PolicyError(code, message, { hint }) };
}
