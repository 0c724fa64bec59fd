import type { Finding } from "../../../core/finding.ts";
import { pullRequestsIn, type PullRequest } from "../../../core/kinds/pull-request.ts";
import { fact, prose } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { factsOf } from "../tasks/task.ts";
import { createTaskFinder, type LinkedTask } from "./links.ts";
import { authorAsOwner, evidenceOf, impactOf, nameOf, reviewsOf, stateOf } from "./pull-request.ts";

/** PR-11: a task that is due before long waits for it. */
export const blocking: Rule = {
  id: "PR-11",
  title: "A task waits for it",
  about:
    "A pull request that is not approved, while a task that is due before long names it or carries the same launch: without it the task can't be done.",
  source: "github",
  cleared: "no longer in the way",
  thresholds: {
    businessDays: { value: 3, unit: "business day", about: "Told when the task is due within this time, or late." },
  },
  find: (context) => {
    const findTasks = createTaskFinder(context, getThreshold(context, "businessDays"));
    return unapprovedIn(context).flatMap((pullRequest) => {
      const [linked] = findTasks(pullRequest);
      return linked === undefined ? [] : [blockingFinding(pullRequest, linked, context)];
    });
  },
};

/** The open ones that nobody has approved, or of which somebody wants changes: drafts are farther still. */
export function unapprovedIn({ items }: Pick<RuleContext, "items">): PullRequest[] {
  const open = pullRequestsIn(items).filter(({ state }) => state === "open");
  return open.filter((each) => each.approvals === 0 || reviewsOf(each, "changes_requested").length > 0);
}

function blockingFinding(pullRequest: PullRequest, { task, due, confidence }: LinkedTask, context: RuleContext): Finding {
  const { calendar, now, people } = context;
  const isLate = due < plainDateOf(now, calendar.timezone);
  const [lead, ...rest] = evidenceOf(pullRequest, "approvals", "draft", "labels");
  return finding({
    rule: blocking,
    primary: pullRequest.item,
    factors: { impact: impactOf(3, pullRequest, people, task.isCritical), urgency: deadlineUrgency(due, now, calendar) },
    confidence,
    title: prose`${nameOf(pullRequest)} is ${whyNot(pullRequest)}`,
    why: prose`${fact(task.item, "title")} ${confidence < 0.9 ? "possibly " : ""}waits for it, and ${isLate ? "was" : "is"} due ${fact(task.item, "fields.due", "date")}`,
    action: pullRequest.draft ? prose`finish it, or agree a new date` : prose`get it approved, or agree a new date`,
    owner: authorAsOwner(pullRequest, people),
    ...(!isLate && { due }),
    evidence: [lead, ...rest, ...factsOf(task.item, "fields.due")],
    state: [stateOf(pullRequest, people), due].join("|"),
  });
}

function whyNot({ draft }: PullRequest): string {
  return draft ? "still a draft" : "not approved";
}
