import type { Finding, Grade } from "../../../core/finding.ts";
import type { Fact, Item } from "../../../core/item.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { causesIn } from "../../ci/causes/causes-in.ts";
import { ciEvidenceIn } from "../../ci/causes/evidence.ts";
import { shown } from "../../facts.ts";
import { hoursBetween } from "../git/items.ts";
import { calledIn, displayName, isMe } from "../../people.ts";
import { finding, getThreshold, matterKey, type Rule, type RuleContext } from "../../rule.ts";
import { stateUrgency } from "../../severity.ts";
import { isNewBreak } from "./broken.ts";
import { endSpan, redBranchesIn, type RedBranch, type RedJob } from "./red.ts";

/** Computed from the outcomes of several runs. */
const CONFIDENCE = 0.9;

/** CI-01: what everybody builds on fails. */
export const redBranch: Rule = {
  id: "CI-01",
  title: "Default branch is red",
  about:
    "A job fails on the branch that everybody works from, and has for hours: nobody can tell any more whether their own work is sound.",
  source: "github",
  cleared: "green again",
  thresholds: {
    hours: { value: 2, unit: "hour", about: "Told when it has failed for longer than this." },
  },
  find: (context) => {
    const limit = getThreshold(context, "hours");
    return redBranchesIn(context.items, context.now).flatMap((branch) => {
      const age = hoursBetween(branch.jobs[0].since, context.now);
      return age > limit ? [redFinding(branch, stateUrgency(age, limit), context)] : [];
    });
  },
};

function redFinding({ repository, jobs }: RedBranch, urgency: Grade, context: RuleContext): Finding {
  const [{ firstBad, lastBad, lastGood, failures }, ...others] = jobs;
  const titles = jobs.map((each) => getFact(each.firstBad.item, "title"));
  const more = others.length === 0 ? [] : prose`; ${derived(jobs.length, "job", titles)} fail in all`;
  const said = saidBy(lastBad.item, context);
  const found = finding({
    rule: redBranch,
    primary: lastBad.item,
    factors: { impact: 4, urgency },
    confidence: CONFIDENCE,
    title: prose`${fact(lastBad.item, "fields.branch")} of ${fact(lastBad.item, "fields.repository")} is red`,
    why: prose`${fact(lastBad.item, "title")} has failed since ${endSpan(firstBad, context)}${timesOf(failures, lastBad.item)}${blameOf(jobs[0], context)}${goodOf(lastGood, context)}${more}${said ? prose`; it says “${shown(said)}”` : []}`,
    action: prose`fix or revert it`,
    owner: ownerOf(jobs[0], context),
    evidence: [...evidenceOf(jobs), ...(said ? [said] : [])],
    metric: jobs.length,
    // Where its first job is mended and another is not, it is still the same branch.
    state: "",
  });
  return { ...found, key: matterKey(redBranch, `${lastBad.item.source}:${repository}`) };
}

/** What the most pressing of its causes says; a new break is told by a line of its own, beside this one. */
function saidBy({ id }: Item, context: RuleContext): Fact | undefined {
  const evidence = ciEvidenceIn(context.items);
  const causes = causesIn(context).causes.filter(({ failures }) => failures.some((failure) => evidence.jobOf(failure).id === id));
  if (causes.some(isNewBreak)) return undefined;
  return causes.flatMap(({ failures }) => failures.flatMap((failure) => evidence.telling(failure) ?? []))[0];
}

function timesOf(failures: number, item: Item): Prose {
  return failures < 2 ? [] : prose`, in ${derived(failures, "run", [getFact(item, "title")])}`;
}

function goodOf(good: RedJob["lastGood"], context: RuleContext): Prose {
  return good === undefined ? prose`; no run that passed is known` : prose`; it last passed ${endSpan(good, context)}`;
}

/** Whose commit failed first is likely, where the run before it passed; else nobody can say. */
function suspectOf({ firstBad, lastGood }: RedJob): { item: Item; index: number } | undefined {
  const index = firstBad.item.actors.findIndex(({ role }) => role === "author");
  return lastGood === undefined || index < 0 ? undefined : { item: firstBad.item, index };
}

function blameOf(job: RedJob, { people }: RuleContext): Prose {
  const suspect = suspectOf(job);
  if (suspect === undefined) return [];
  const actor = suspect.item.actors[suspect.index];
  const whose = actor !== undefined && isMe(people, actor) ? prose`yours` : calledIn(suspect.item, suspect.index, people);
  return prose`, first with a commit of ${whose}`;
}

function ownerOf(job: RedJob, { people }: RuleContext): string {
  const suspect = suspectOf(job);
  const actor = suspect?.item.actors[suspect.index];
  if (actor === undefined) return "unassigned";
  return isMe(people, actor) ? "you" : displayName(people, actor);
}

function evidenceOf(jobs: RedBranch["jobs"]): [Fact, ...Fact[]] {
  const [first, ...others] = jobs;
  const { firstBad, lastGood, lastBad } = first;
  const suspect = suspectOf(first);
  return [
    getFact(lastBad.item, "title"),
    getFact(lastBad.item, "fields.conclusion"),
    getFact(firstBad.item, "fields.sha"),
    ...(lastGood === undefined ? [] : [getFact(lastGood.item, "fields.sha")]),
    ...(suspect === undefined ? [] : [getFact(suspect.item, `actors.${suspect.index}.name`)]),
    ...others.map((each) => getFact(each.lastBad.item, "title")),
  ];
}
