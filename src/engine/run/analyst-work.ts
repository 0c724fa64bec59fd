import { analyse, type Analysis, type AnalyseInput } from "../../analysis/analyse.ts";
import { compose, type ComposeInput } from "../../analysis/compose.ts";
import type { Briefing } from "../../core/briefing.ts";
import { check } from "../../verify/check.ts";
import { fix } from "../../verify/fix.ts";
import type { Evidence, Violation } from "../../verify/violation.ts";

/** What the analyst can be asked, as plain data, and what it answers. */
export interface AnalystWork {
  analyse(input: AnalyseInput): Analysis;
  compose(input: ComposeInput): Briefing;
  /** Holds every line against its evidence; what fails is replaced by what its findings say themselves. */
  verify(input: { draft: Briefing; evidence: Evidence }): { briefing: Briefing; violations: readonly Violation[] };
}

/** Pure work that grows with the number of items. */
export const analystWork: AnalystWork = {
  analyse,
  compose,
  verify({ draft, evidence }) {
    const violations = check(draft, evidence);
    return { briefing: fix(draft, violations, evidence).briefing, violations };
  },
};
