import type { Finding } from "../../../core/finding.ts";
import { fact, getFact, prose } from "../../../core/prose.ts";
import { causesIn } from "../../ci/causes/causes-in.ts";
import { ciEvidenceIn } from "../../ci/causes/evidence.ts";
import { DEFAULT_BRANCH } from "../../ci/causes/places.ts";
import { leadOf, ownerOf, suspectWords, windowWords } from "../../ci/causes/words.ts";
import type { Cause } from "../../ci/group/types.ts";
import { factsIn, joined, shown } from "../../facts.ts";
import { finding, matterKey, type Rule, type RuleContext } from "../../rule.ts";

/** Computed from the outcomes of several runs. */
const CONFIDENCE = 0.9;

/** CI-02: something that worked does not any more, whichever commit it runs on. */
export const newlyBroken: Rule = {
  id: "CI-02",
  title: "A new break",
  about:
    "Failures with one cause on the default branch, which passed before and does not any more: it stays until somebody mends it, and everybody who builds on that branch has it too.",
  source: "github",
  cleared: "no longer fails",
  thresholds: {},
  find: (context) => causesIn(context).causes.flatMap((cause) => (isNewBreak(cause) ? [breakFinding(cause, context)] : [])),
};

/** Whether what passed on the default branch fails there now, and is sure to go on. */
export function isNewBreak({ class: verdict, state, window }: Cause): boolean {
  return verdict === "BROKEN" && state !== "resolved" && window?.branch === DEFAULT_BRANCH && window.lastGood !== null;
}

function breakFinding(cause: Cause, context: RuleContext): Finding {
  const evidence = ciEvidenceIn(context.items);
  const lead = leadOf(cause);
  const item = evidence.jobOf(lead);
  const said = evidence.telling(lead);
  const suspect = suspectWords(cause, context);
  const parts = [said ? prose`it says “${shown(said)}”` : [], windowWords(cause, context.items), suspect?.text ?? []];
  const why = joined(
    parts.filter((part) => part.length > 0),
    "; ",
  );
  const found = finding({
    rule: newlyBroken,
    primary: item,
    factors: { impact: 3, urgency: 3 },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} of ${fact(item, "fields.repository")} is broken`,
    why,
    action: prose`fix or revert it`,
    owner: ownerOf(cause, context),
    evidence: [getFact(item, "title"), ...factsIn(why)],
    state: "",
  });
  return { ...found, key: matterKey(newlyBroken, cause.id) };
}
