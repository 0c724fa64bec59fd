import type { JudgedFinding, LedgerWord } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import { matterKey } from "../../rule.ts";
import { redBranch } from "../../rules/ci/branches.ts";
import { newlyBroken } from "../../rules/ci/broken.ts";
import { outage } from "../../rules/ci/failures.ts";
import type { Cause } from "../group/types.ts";
import { ciEvidenceIn } from "./evidence.ts";

/** What rules have found about a cause and about what is red or down by it; its own comes first, which its reader answers it by. */
export function findingsOf(
  cause: Cause,
  { judged, items }: { judged: readonly JudgedFinding[]; items: readonly Item[] },
  isMeant: (word: LedgerWord) => boolean,
): JudgedFinding[] {
  const jobs = new Set(cause.failures.map((failure) => ciEvidenceIn(items).jobOf(failure).id));
  const meant = judged.filter(({ word }) => isMeant(word));
  return [
    ...meant.filter(({ finding }) => finding.key === ownKeyOf(cause)),
    ...meant.filter(({ finding }) => finding.key === matterKey(outage, cause.id)),
    ...meant.filter(({ finding }) => finding.rule === redBranch.id && jobs.has(finding.primary)),
  ];
}

/** The causes that their reader has not said to be silent about. */
export function withoutSilent(causes: readonly Cause[], judged: readonly JudgedFinding[]): Cause[] {
  const silent = new Set(judged.flatMap(({ finding, word }) => (word === "acknowledged" ? [finding.key] : [])));
  return causes.filter((cause) => !silent.has(ownKeyOf(cause)));
}

/** The same for all stages of the matter: a break, what stops many pull requests, and any other cause. */
function ownKeyOf({ id }: Cause): string {
  return matterKey(newlyBroken, id);
}
