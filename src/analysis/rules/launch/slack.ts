import type { Finding, Grade } from "../../../core/finding.ts";
import { derived, fact, prose, type Prose } from "../../../core/prose.ts";
import { plansIn, type Plan } from "../../plan/plans.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency, deadlineUrgency } from "../../severity.ts";
import { COMPUTED, evidenceOfPath, ownerOfLaunch, pathWords, roomFacts } from "./words.ts";

/** So many business days too late weigh as little as a launch that is far away. */
const LATE = 2;

/** LNCH-01: what leads to it ends after it. */
export const negativeSlack: Rule = {
  id: "LNCH-01",
  title: "Launch that its plan can't make",
  about:
    "A launch whose critical path, the chain of tasks that takes longest, ends after its date: each task at its due date, what its owner expects, or its work after those that it depends on, whichever is last.",
  source: "files",
  cleared: "in time again",
  thresholds: {},
  find: (context) => plansIn(context).flatMap((plan) => (isShort(plan, -Infinity, 0) ? [slackFinding(negativeSlack, plan, context)] : [])),
};

/** LNCH-02: what leads to it ends just before it. */
export const thinSlack: Rule = {
  id: "LNCH-02",
  title: "Launch without room for delay",
  stageOf: "LNCH-01",
  about: "A launch whose critical path ends so shortly before its date that one task a little late moves all of it.",
  source: "files",
  cleared: "with room again",
  thresholds: {
    businessDays: { value: 2, unit: "business day", about: "Told when fewer than so many days are left between the two." },
  },
  find: (context) =>
    plansIn(context).flatMap((plan) =>
      isShort(plan, 0, getThreshold(context, "businessDays")) ? [slackFinding(thinSlack, plan, context)] : [],
    ),
};

function isShort({ slack, date }: Plan, from: number, below: number): boolean {
  return date !== undefined && slack !== undefined && slack >= from && slack < below;
}

function slackFinding(rule: Rule, plan: Plan, context: RuleContext): Finding {
  const { launch, date = "", path, slack = 0 } = plan;
  const isLate = slack < 0;
  const near = deadlineUrgency(date, context.now, context.calendar);
  // How far it is out, or how little time is left to mend it.
  const far = isLate ? ageUrgency(-slack, LATE) : near;
  const urgency: Grade = far > near ? far : near;
  const days = Math.abs(Math.floor(slack));
  const evidence = evidenceOfPath(plan, path);
  const span = derived(days, "business day", roomFacts(plan, path));
  return finding({
    rule,
    primary: launch.item,
    factors: { impact: isLate ? 4 : 3, urgency },
    confidence: COMPUTED,
    title: isLate
      ? prose`${fact(launch.item, "title")} can't be ready on ${fact(launch.item, "fields.date", "date")}`
      : prose`${fact(launch.item, "title")} on ${fact(launch.item, "fields.date", "date")} has no room for delay`,
    why: prose`its critical path ends ${isLate ? prose`${span} later` : roomWords(days, prose`${span}`)}: ${pathWords(path)}`,
    action: isLate ? prose`cut work from it, add people or move the date` : prose`hold these dates, or find room for a delay`,
    owner: ownerOfLaunch(plan, context.people),
    due: date,
    evidence,
    metric: isLate ? days : 0,
    state: [date, isLate ? "late" : "thin"].join("|"),
  });
}

function roomWords(days: number, span: Prose): Prose {
  return days === 0 ? prose`on that very day` : prose`${span} before it`;
}
