import type { Verdict } from "../../core/claim.ts";
import type { Assignment } from "../../core/ports/agent.ts";
import { canonicalJson } from "../../lib/hash.ts";

/** What came of all that an agent had checked, for the record. */
export interface Verdicts {
  /** The same assignment, whose checks are written down. */
  of(assignment: Assignment): Assignment;
  /** Each claim once for each thing that was said about it, in the order of the checks. */
  all(): Verdict[];
}

export function keepVerdicts(): Verdicts {
  const found = new Map<string, Verdict>();
  return {
    of: (assignment) => ({
      ...assignment,
      async check(claims, signal) {
        const checked = await assignment.check(claims, signal);
        claims.forEach((claim, index) => {
          const outcome = checked[index];
          if (outcome) found.set(canonicalJson({ claim, ...outcome }), { claim, ...outcome });
        });
        return checked;
      },
    }),
    all: () => [...found.values()],
  };
}
