import type { Finding } from "../../../core/finding.ts";
import type { PullRequest } from "../../../core/kinds/pull-request.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import { calledIn, displayName, isMe, personOf } from "../../people.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { unapprovedIn } from "../pull-requests/blocking.ts";
import { createTaskFinder, type LinkedTask } from "../pull-requests/links.ts";
import { authorAsOwner, evidenceOf, impactOf, nameOf, stateOf } from "../pull-requests/pull-request.ts";
import { factsOf } from "../tasks/task.ts";
import { absencesOf, countWorkdays, type Absence } from "./absence.ts";

/** X-02: whoever is asked to review is away, and it is needed before long. */
export const reviewerAway: Rule = {
  id: "X-02",
  title: "Reviewer away, and it is needed",
  about:
    "A pull request that a task of these days waits for, and somebody who is asked to review it is away before the task is due: ask somebody else in time.",
  source: "github",
  cleared: "reviewed, or asked of somebody who is there",
  thresholds: {
    businessDays: { value: 2, unit: "business day", about: "Told when the task is due within this time, or late." },
  },
  find: (context) => {
    const findTasks = createTaskFinder(context, getThreshold(context, "businessDays"));
    return unapprovedIn(context).flatMap((pullRequest) => {
      const [linked] = findTasks(pullRequest);
      if (linked === undefined) return [];
      const missing = missingReviewer(pullRequest, linked, context);
      return missing === undefined ? [] : [awayFinding(pullRequest, linked, missing, context)];
    });
  },
};

interface Missing {
  /** Place among the item's actors. */
  index: number;
  absence: Absence;
  days: { all: number; away: number };
  isMe: boolean;
}

/** Of those who are asked, the one who is away the longest until the task is due. */
function missingReviewer({ item }: PullRequest, { due }: LinkedTask, context: RuleContext): Missing | undefined {
  const { people } = context;
  const today = todayOf(context);
  const missing = item.actors.flatMap((actor, index): Missing[] => {
    if (actor.role !== "requested") return [];
    const isReader = isMe(people, actor);
    const absences = absencesOf({ owner: isReader ? "you" : displayName(people, actor), person: personOf(people, actor) }, context);
    return absences.map((absence) => {
      return { index, absence, isMe: isReader, days: countWorkdays(today, due < today ? today : due, absence, context) };
    });
  });
  const away = missing.filter(({ days }) => days.away > 0);
  return away.toSorted((a, b) => b.days.away - a.days.away || b.absence.confidence - a.absence.confidence)[0];
}

function awayFinding(pullRequest: PullRequest, { task, due, confidence }: LinkedTask, missing: Missing, context: RuleContext): Finding {
  const { calendar, now, people } = context;
  const { item } = pullRequest;
  const who = calledIn(item, missing.index, people);
  const isLate = due < todayOf(context);
  const [lead, ...rest] = evidenceOf(pullRequest, "requests", "approvals");
  return finding({
    rule: reviewerAway,
    primary: item,
    factors: { impact: impactOf(2, pullRequest, people, task.isCritical), urgency: deadlineUrgency(due, now, calendar) },
    confidence: Math.min(confidence, missing.absence.confidence),
    title: prose`${nameOf(pullRequest)} needs a review from somebody who is away`,
    why: prose`${missing.isMe ? prose`you are` : prose`${who} is`} away ${howLong(pullRequest, missing)}, and ${fact(task.item, "title")} ${isLate ? "was" : "is"} due ${fact(task.item, "fields.due", "date")}`,
    action: prose`ask somebody else to review it`,
    owner: authorAsOwner(pullRequest, people),
    ...(!isLate && { due }),
    evidence: [
      lead,
      ...rest,
      getFact(item, `actors.${missing.index}.name`),
      ...factsOf(task.item, "fields.due"),
      ...missing.absence.evidence,
    ],
    state: [stateOf(pullRequest, people), due].join("|"),
  });
}

function howLong({ item }: PullRequest, { days: { all, away }, absence, index }: Missing): Prose {
  const from = [getFact(item, `actors.${index}.name`), ...absence.evidence];
  if (away === all) return all === 1 ? prose`just then` : prose`all of the ${derived(all, "business day", from)} left`;
  return prose`for ${derived(away, "day", from)} of the ${derived(all, "business day", from)} left`;
}

function todayOf({ now, calendar }: RuleContext): string {
  return plainDateOf(now, calendar.timezone);
}
