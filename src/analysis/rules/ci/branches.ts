import type { Finding, Grade } from "../../../core/finding.ts";
import type { Fact, Item } from "../../../core/item.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { hoursBetween } from "../git/items.ts";
import { calledIn, displayName, isMe } from "../../people.ts";
import { finding, getThreshold, matterKey, type Rule, type RuleContext } from "../../rule.ts";
import { stateUrgency } from "../../severity.ts";
import { endSpan, redBranchesIn, type RedBranch, type RedJob } from "./red.ts";

/** Computed from the outcomes of several runs. */
const CONFIDENCE = 0.9;
/** A single failure may be chance. */
const SURE_FAILURES = 2;
/** It is new: nobody may have seen it. */
const NEW = 3;

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
      return age > limit ? [redFinding(branch, { rule: redBranch, impact: 4, urgency: stateUrgency(age, limit) }, context)] : [];
    });
  },
};

/** CI-02: a job that worked does not any more, whichever commit it runs on. */
export const newlyBroken: Rule = {
  id: "CI-02",
  title: "Newly broken job",
  stageOf: "CI-01",
  about:
    "A job that passed on the default branch before and has failed several times in a row since, too lately to be told as a red branch.",
  source: "github",
  cleared: "green again",
  thresholds: {
    failures: { value: SURE_FAILURES, unit: "failure", about: "Told from so many failures in a row on." },
    hours: { value: 2, unit: "hour", about: "What has failed for longer than this is told as a red branch." },
  },
  find: (context) => {
    const isBroken = ({ lastGood, failures, since }: RedJob): boolean => {
      const isNew = hoursBetween(since, context.now) <= getThreshold(context, "hours");
      return isNew && lastGood !== undefined && failures >= getThreshold(context, "failures");
    };
    return redBranchesIn(context.items, context.now).flatMap(({ repository, jobs }) => {
      const [first, ...others] = jobs.filter(isBroken);
      if (first === undefined) return [];
      return [redFinding({ repository, jobs: [first, ...others] }, { rule: newlyBroken, impact: 3, urgency: NEW }, context)];
    });
  },
};

type Weight = Pick<Parameters<typeof finding>[0], "rule"> & { impact: Grade; urgency: Grade };

function redFinding({ repository, jobs }: RedBranch, { rule, ...factors }: Weight, context: RuleContext): Finding {
  const [{ firstBad, lastBad, lastGood, failures }, ...others] = jobs;
  const titles = jobs.map((each) => getFact(each.firstBad.item, "title"));
  const more = others.length === 0 ? [] : prose`; ${derived(jobs.length, "job", titles)} fail in all`;
  const found = finding({
    rule,
    primary: lastBad.item,
    factors,
    confidence: CONFIDENCE,
    title: prose`${fact(lastBad.item, "fields.branch")} of ${fact(lastBad.item, "fields.repository")} is red`,
    why: prose`${fact(lastBad.item, "title")} has failed since ${endSpan(firstBad, context)}${timesOf(failures, lastBad.item)}${blameOf(jobs[0], context)}${goodOf(lastGood, context)}${more}`,
    action: prose`fix or revert it`,
    owner: ownerOf(jobs[0], context),
    evidence: evidenceOf(jobs),
    metric: jobs.length,
    // Where its first job is mended and another is not, it is still the same branch.
    state: "",
  });
  return { ...found, key: matterKey(rule, `${lastBad.item.source}:${repository}`) };
}

function timesOf(failures: number, item: Item): Prose {
  return failures < SURE_FAILURES ? [] : prose`, in ${derived(failures, "run", [getFact(item, "title")])}`;
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
