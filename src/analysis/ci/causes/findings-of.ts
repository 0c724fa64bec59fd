import type { JudgedFinding, LedgerWord } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import { matterKey } from "../../rule.ts";
import { redBranch } from "../../rules/ci/branches.ts";
import { newlyBroken } from "../../rules/ci/broken.ts";
import { flakeCost, outage } from "../../rules/ci/failures.ts";
import type { Cause } from "../group/types.ts";
import { ciEvidenceIn } from "./evidence.ts";

/** What rules have found about a cause, and about a branch that is red by it. */
export function findingsOf(
  cause: Cause,
  { judged, items }: { judged: readonly JudgedFinding[]; items: readonly Item[] },
  isMeant: (word: LedgerWord) => boolean,
): JudgedFinding[] {
  const keys = new Set([newlyBroken, flakeCost, outage].map((rule) => matterKey(rule, cause.id)));
  const jobs = new Set(cause.failures.map((failure) => ciEvidenceIn(items).jobOf(failure).id));
  return judged.filter(
    ({ finding, word }) => isMeant(word) && (keys.has(finding.key) || (finding.rule === redBranch.id && jobs.has(finding.primary))),
  );
}
