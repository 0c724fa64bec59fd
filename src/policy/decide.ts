import { isDeepStrictEqual } from "node:util";
import type { HoldReason } from "../core/approval.ts";
import type { Automation } from "../core/automation.ts";
import { PolicyError } from "../core/errors.ts";
import type { WriteGrant } from "../core/grant.ts";
import type { Circumstances, MessageProposal } from "../core/proposal.ts";
import { flowsNeeded } from "./audiences.ts";
import { grantsOf } from "./grants.ts";

/**
 * The answer. What is allowed is the grant itself: its options are to be used, not those of the proposal. What is held may be sent once a
 * person has said yes to it; no yes changes a denial.
 */
export type Verdict =
  | { decision: "allow"; grant: WriteGrant }
  | { decision: "hold"; grant: WriteGrant; reasons: readonly HoldReason[] }
  | { decision: "deny"; error: PolicyError };

/** Denies whatever the definition does not permit word for word, and holds what it permits only with a person's word. */
export function decide(automation: Automation, proposal: MessageProposal, circumstances: Circumstances): Verdict {
  const grants = grantsOf(automation);
  if (proposal.automation !== grants.automation) {
    return deny("policy-other-automation", `expected a proposal of ${grants.automation}, got one of ${proposal.automation}`);
  }
  const grant = grants.writes.find(({ name }) => name === proposal.grant);
  if (!grant) return deny("policy-no-grant", `expected a grant of ${grants.automation}, got ${JSON.stringify(proposal.grant)}`);
  if (proposal.delivery !== grant.delivery) {
    return deny(
      "policy-other-delivery",
      `expected the grant ${grant.name} to be used for ${grant.delivery}, got ${JSON.stringify(proposal.delivery)}`,
    );
  }
  if (!isDeepStrictEqual(proposal.options, grant.options)) {
    return deny("policy-other-options", `expected the options of the grant ${grant.name}, got others`);
  }
  const reasons = reasonsToHold(automation, grant, circumstances);
  return reasons.length > 0 ? { decision: "hold", grant, reasons } : { decision: "allow", grant };
}

function reasonsToHold(automation: Automation, grant: WriteGrant, circumstances: Circumstances): HoldReason[] {
  const { approval, flows, hash } = automation;
  const isAccepted = circumstances.acceptedHash === hash;
  const wider = flowsNeeded(automation, grant).filter(
    ({ from, to }) => !isAccepted || !flows.some((flow) => flow.from === from && flow.to === to),
  );
  return [
    ...(approval.when === "always" ? [{ kind: "asked" as const }] : []),
    ...wider.map((flow) => ({ kind: "wider" as const, ...flow })),
  ];
}

function deny(code: string, message: string): Verdict {
  const hint = "If it is meant to happen, say so under writes in the automation's file.";
  return { decision: "deny", error: new PolicyError(code, message, { hint }) };
}
