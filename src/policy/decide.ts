import { isDeepStrictEqual } from "node:util";
import type { Automation } from "../core/automation.ts";
import { PolicyError } from "../core/errors.ts";
import type { WriteGrant } from "../core/grant.ts";
import { grantsOf } from "./grants.ts";

/** An effect that somebody asks for: analysis or a model, both alike. */
export interface Proposal {
  automation: string;
  /** The name of the grant that is to permit it. */
  grant: string;
  delivery: string;
  options: Readonly<Record<string, unknown>>;
}

/** The answer. What is allowed is the grant itself: its options are to be used, not those of the proposal. */
export type Verdict = { decision: "allow"; grant: WriteGrant } | { decision: "deny"; error: PolicyError };

/** Denies whatever the definition does not permit word for word. */
export function decide(automation: Automation, proposal: Proposal): Verdict {
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
  return { decision: "allow", grant };
}

function deny(code: string, message: string): Verdict {
  const hint = "If it is meant to happen, say so under writes in the automation's file.";
  return { decision: "deny", error: new PolicyError(code, message, { hint }) };
}
