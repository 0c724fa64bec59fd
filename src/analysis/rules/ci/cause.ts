import type { Finding } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import { fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { causesIn } from "../../ci/causes/causes-in.ts";
import { ciEvidenceIn } from "../../ci/causes/evidence.ts";
import { leadOf, ownerOf } from "../../ci/causes/words.ts";
import type { Cause } from "../../ci/group/types.ts";
import { shown } from "../../facts.ts";
import { finding, matterKey, type Rule, type RuleContext } from "../../rule.ts";
import { newlyBroken } from "./broken.ts";

/** Computed from the outcomes of several runs. */
const CONFIDENCE = 0.9;
/** What is there only where somebody wants to know why checks fail. */
const ASKED_FOR: ReadonlySet<string> = new Set(["ci_failure", "ci_run", "test"]);

/** CI-05: whatever makes checks fail, of any kind, so that each cause can be answered by a key of its own. */
export const failingCause: Rule = {
  id: "CI-05",
  title: "A cause of failing checks",
  stageOf: newlyBroken.id,
  about:
    "Failures of checks with one cause, of any kind, where logs or test reports are read: it stands until these pass again, and can be answered like any other flag.",
  source: "github",
  cleared: "no longer fails",
  thresholds: {},
  find: (context) => {
    const isAskedFor = context.items.some(({ kind }) => ASKED_FOR.has(kind));
    const causes = isAskedFor ? causesIn(context).causes : [];
    return causes.flatMap((cause) => (cause.state === "resolved" ? [] : causeFinding(cause, context)));
  },
};

function causeFinding(cause: Cause, context: RuleContext): Finding {
  const evidence = ciEvidenceIn(context.items);
  const lead = leadOf(cause);
  const [item, said] = [evidence.jobOf(lead), evidence.telling(lead)];
  const found = finding({
    rule: failingCause,
    primary: item,
    factors: { impact: 1, urgency: 2 },
    confidence: CONFIDENCE,
    title: prose`${nameOf(item)} fails`,
    why: said ? prose`it says “${shown(said)}”` : prose`nothing says what went wrong`,
    action: prose`find out whether it stays`,
    owner: ownerOf(cause, context),
    evidence: [getFact(item, "title"), ...(said ? [said] : [])],
    state: "",
  });
  return { ...found, key: matterKey(failingCause, cause.id) };
}

function nameOf(item: Item): Prose {
  const isOfRepository = typeof item.fields["repository"] === "string";
  return isOfRepository ? prose`${fact(item, "title")} of ${fact(item, "fields.repository")}` : [fact(item, "title")];
}
