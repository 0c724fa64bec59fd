import type { Finding, Grade } from "../../../core/finding.ts";
import type { Fact, Item } from "../../../core/item.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { suspectWords } from "../../ci/causes/words.ts";
import type { Cause } from "../../ci/group/types.ts";
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
  const causes = causesOf(lastBad.item, context);
  const said = saidBy(causes, context);
  const suspect = suspectOf(jobs[0], causes, context);
  const found = finding({
    rule: redBranch,
    primary: lastBad.item,
    factors: { impact: 4, urgency },
    confidence: CONFIDENCE,
    title: prose`${fact(lastBad.item, "fields.branch")} of ${fact(lastBad.item, "fields.repository")} is red`,
    why: prose`${fact(lastBad.item, "title")} has failed since ${endSpan(firstBad, context)}${timesOf(failures, lastBad.item)}${blameOf(suspect, context)}${goodOf(lastGood, context)}${more}${said ? prose`; it says “${shown(said)}”` : []}`,
    action: prose`fix or revert it`,
    owner: ownerOf(suspect, context),
    evidence: [...evidenceOf(jobs, suspect), ...(said ? [said] : [])],
    metric: jobs.length,
    // Where its first job is mended and another is not, it is still the same branch.
    state: "",
  });
  return { ...found, key: matterKey(redBranch, `${lastBad.item.source}:${repository}`) };
}

/** Why a job failed, the most pressing cause first. */
function causesOf({ id }: Item, context: RuleContext): Cause[] {
  const { jobOf } = ciEvidenceIn(context.items);
  return causesIn(context).causes.filter(({ failures }) => failures.some((failure) => jobOf(failure).id === id));
}

/** What the most pressing of its causes says; a new break is told by a line of its own, beside this one. */
function saidBy(causes: readonly Cause[], { items }: RuleContext): Fact | undefined {
  if (causes.some(isNewBreak)) return undefined;
  const { telling } = ciEvidenceIn(items);
  return causes.flatMap(({ failures }) => failures.flatMap((failure) => telling(failure) ?? []))[0];
}

function timesOf(failures: number, item: Item): Prose {
  return failures < 2 ? [] : prose`, in ${derived(failures, "run", [getFact(item, "title")])}`;
}

function goodOf(good: RedJob["lastGood"], context: RuleContext): Prose {
  return good === undefined ? prose`; no run that passed is known` : prose`; it last passed ${endSpan(good, context)}`;
}

/** A commit, and which of its actors wrote it. */
interface Suspect {
  item: Item;
  index: number;
  /** How its commit is spoken of. */
  words: string;
}

/** What sets runs off without a commit: who stands by these has nothing to do with what fails. */
const NO_COMMIT: ReadonlySet<string> = new Set(["schedule", "workflow_dispatch", "repository_dispatch"]);

/** The commit that changed what fails; else whose failed first is likely, where the run before it passed; else nobody can say. */
function suspectOf(
  { firstBad: { item, sha, event }, lastGood }: RedJob,
  causes: readonly Cause[],
  context: RuleContext,
): Suspect | undefined {
  const likely = causes.map((cause) => suspectWords(cause, context)).find((each) => each?.worth === "likely");
  // Of a merge, or a commit that nobody signed, no one can be named.
  if (likely) return likely.author < 0 ? undefined : { item: likely.change.item, index: likely.author, words: "likely by a commit of" };
  const index = item.actors.findIndex(({ role }) => role === "author");
  const isOfNone = causes.length > 0 && causes.every(({ likeliest }) => likeliest !== "BROKEN");
  const isFirst = lastGood !== undefined && lastGood.sha !== sha && !NO_COMMIT.has(event) && !isOfNone;
  return isFirst && index >= 0 ? { item, index, words: "first with a commit of" } : undefined;
}

function blameOf(suspect: Suspect | undefined, { people }: RuleContext): Prose {
  if (suspect === undefined) return [];
  const actor = suspect.item.actors[suspect.index];
  const whose = actor !== undefined && isMe(people, actor) ? prose`yours` : calledIn(suspect.item, suspect.index, people);
  return prose`, ${suspect.words} ${whose}`;
}

function ownerOf(suspect: Suspect | undefined, { people }: RuleContext): string {
  const actor = suspect?.item.actors[suspect.index];
  if (actor === undefined) return "unassigned";
  return isMe(people, actor) ? "you" : displayName(people, actor);
}

function evidenceOf(jobs: RedBranch["jobs"], suspect: Suspect | undefined): [Fact, ...Fact[]] {
  const [first, ...others] = jobs;
  const { firstBad, lastGood, lastBad } = first;
  return [
    getFact(lastBad.item, "title"),
    getFact(lastBad.item, "fields.conclusion"),
    getFact(firstBad.item, "fields.sha"),
    ...(lastGood === undefined ? [] : [getFact(lastGood.item, "fields.sha")]),
    ...(suspect === undefined ? [] : [getFact(suspect.item, `actors.${suspect.index}.name`)]),
    ...others.map((each) => getFact(each.lastBad.item, "title")),
  ];
}
