import type { Automation } from "../core/automation.ts";
import { PolicyError } from "../core/errors.ts";
import type { ReadGrant } from "../core/grant.ts";
import type { LookProposal } from "../core/proposal.ts";
import type { Denial } from "./decide.ts";
import { grantsOf } from "./grants.ts";

/** What may be looked at is allowed by the grant itself, which says how. */
export type LookVerdict = { decision: "allow"; grant: ReadGrant } | Denial;

/**
 * Allows a look at what the same grant has brought in this run, and at nothing else: what is asked of a service is heard there too.
 * `handles` are the ids of the Items that the grant named in the proposal brought.
 */
export function decideLook(automation: Automation, proposal: LookProposal, handles: ReadonlySet<string>): LookVerdict {
  const grants = grantsOf(automation);
  if (proposal.automation !== grants.automation) {
    return deny("policy-other-automation", `expected a proposal of ${grants.automation}, got one of ${proposal.automation}`);
  }
  const grant = grants.reads.find(({ name }) => name === proposal.grant);
  if (!grant) return deny("policy-no-grant", `expected a read of ${grants.automation}, got ${JSON.stringify(proposal.grant)}`);
  if (!handles.has(proposal.handle)) {
    return deny("policy-no-handle", `expected something that ${grant.name} brought in this run, got ${JSON.stringify(proposal.handle)}`);
  }
  return { decision: "allow", grant };
}

function deny(code: string, message: string): Denial {
  const hint = "Only what a source under reads has brought in the same run can be looked at.";
  return { decision: "deny", error: new PolicyError(code, message, { hint }) };
}
