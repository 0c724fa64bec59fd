import type { Finding } from "../../../core/finding.ts";
import { ciJobsIn, type CiJob } from "../../../core/kinds/ci-job.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { hoursBetween } from "../git/items.ts";
import { finding, getThreshold, matterKey, type Rule, type RuleContext } from "../../rule.ts";
import { stateUrgency } from "../../severity.ts";
import { redBranchesIn } from "./red.ts";
import { outageIn, signatureOf } from "./signature.ts";

/** That several failures are one rests on what they say. */
const CONFIDENCE = 0.9;
const HOURS_IN_DAY = 24;

/** CI-03: one failure that stops pull requests that have nothing to do with it. */
export const flakeCost: Rule = {
  id: "CI-03",
  title: "One failure that stops many",
  about:
    "The same failure of the same job in many pull requests within days, which the default branch is not red by: it has nothing to do with any of them, and each of them waits for another run.",
  source: "github",
  cleared: "no longer stops pull requests",
  thresholds: {
    pullRequests: { value: 5, unit: "pull request", about: "Told from so many pull requests on that it came up in." },
    days: { value: 7, unit: "day", about: "Looks back on this time." },
  },
  find: (context) => {
    const recent = failuresSince(getThreshold(context, "days") * HOURS_IN_DAY, context).filter(({ pullRequest }) => pullRequest !== null);
    const red = new Set(redBranchesIn(context.items, context.now).flatMap(({ jobs }) => jobs.map(({ lastBad }) => seriesOf(lastBad))));
    const clusters = Map.groupBy(
      // A branch that is red is told as such.
      recent.filter((job) => !red.has(seriesOf(job))),
      (job) => signatureOf(job) ?? "",
    );
    return [...clusters].flatMap(([signature, jobs]) => (signature === "" ? [] : (flakeFinding(signature, jobs, context) ?? [])));
  },
};

/** CI-04: what the checks run on is broken. */
export const outage: Rule = {
  id: "CI-04",
  title: "Machines that fail",
  about:
    "Jobs of several commits that fail within a short time because of a machine or a network, and not because of what they check: it is no use to look for the mistake in the code.",
  source: "github",
  cleared: "no further jobs failed for this reason",
  thresholds: {
    jobs: { value: 3, unit: "job", about: "Told from so many jobs on, each of another commit." },
    hours: { value: 2, unit: "hour", about: "Looks back on this time." },
  },
  find: (context) => {
    const failed = failuresSince(getThreshold(context, "hours"), context).filter((job) => outageIn(job) !== undefined);
    const sources = Map.groupBy(failed, ({ item }) => item.source);
    return [...sources].flatMap(([source, jobs]) => outageFinding(source, jobs, context) ?? []);
  },
};

/** What failed within the last hours, the latest first. */
function failuresSince(hours: number, { items, now }: RuleContext): CiJob[] {
  const failed = ciJobsIn(items).filter((job) => {
    const age = hoursBetween(endOf(job), now);
    return (job.conclusion === "failed" || job.conclusion === "timed_out") && age >= 0 && age <= hours;
  });
  return failed.toSorted((a, b) => endOf(b).localeCompare(endOf(a)) || a.item.id.localeCompare(b.item.id));
}

function endOf({ endedAt, item }: CiJob): string {
  return endedAt ?? item.updatedAt;
}

function seriesOf({ repository, workflow, job }: CiJob): string {
  return [repository, workflow, job].join("\n");
}

/** The first of each, by what tells them apart. */
function firstOfEach(jobs: readonly CiJob[], keyOf: (job: CiJob) => unknown): CiJob[] {
  return [...Map.groupBy(jobs, keyOf).values()].flatMap((same) => same.slice(0, 1));
}

function flakeFinding(signature: string, jobs: readonly CiJob[], context: RuleContext): Finding | undefined {
  const stopped = firstOfEach(jobs, ({ pullRequest }) => pullRequest);
  const [last] = stopped;
  const limit = getThreshold(context, "pullRequests");
  if (last === undefined || stopped.length < limit) return undefined;
  const { item } = last;
  const numbers = stopped.map((job) => getFact(job.item, "fields.pullRequest"));
  const found = finding({
    rule: flakeCost,
    primary: item,
    factors: { impact: 2, urgency: stateUrgency(stopped.length, limit) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} of ${fact(item, "fields.repository")} fails again and again`,
    why: prose`it stopped ${derived(stopped.length, "pull request", numbers)} in the same way${saidBy(last)}`,
    action: outageIn(last) === undefined ? prose`set the test aside or mend it` : prose`see to what it runs on`,
    owner: "unassigned",
    evidence: [getFact(item, "title"), getFact(item, "fields.conclusion"), ...saidFacts(last), ...numbers],
    metric: stopped.length,
    state: "",
  });
  return { ...found, key: matterKey(flakeCost, `${item.source}:${signature}`) };
}

/** Where a failure says what it is. */
function saidPath({ annotations, failedStep }: CiJob): string | undefined {
  if (annotations.length > 0) return "fields.annotations.0";
  return failedStep === null ? undefined : "fields.failedStep";
}

function saidBy(job: CiJob): Prose {
  const path = saidPath(job);
  return path === undefined ? [] : prose` (${fact(job.item, path)})`;
}

function saidFacts(job: CiJob): ReturnType<typeof getFact>[] {
  const path = saidPath(job);
  return path === undefined ? [] : [getFact(job.item, path)];
}

function outageFinding(source: string, jobs: readonly CiJob[], context: RuleContext): Finding | undefined {
  const unrelated = firstOfEach(jobs, ({ repository, sha }) => `${repository} ${sha}`);
  const limit = getThreshold(context, "jobs");
  const [last] = unrelated;
  if (last === undefined || unrelated.length < limit) return undefined;
  const { item } = last;
  const reason = outageIn(last)?.path ?? "fields.conclusion";
  const shas = unrelated.map((job) => getFact(job.item, "fields.sha"));
  const found = finding({
    rule: outage,
    primary: item,
    factors: { impact: 3, urgency: stateUrgency(unrelated.length, limit) },
    confidence: CONFIDENCE,
    title: prose`What ${fact(item, "title")} and others run on fails`,
    why: prose`${derived(unrelated.length, "job", shas)} of different commits failed, the last one with ${fact(item, reason)}`,
    action: prose`wait, run them again, and tell those who wait`,
    owner: "unassigned",
    evidence: [getFact(item, "title"), getFact(item, "fields.conclusion"), getFact(item, reason), ...shas],
    metric: unrelated.length,
    state: "",
  });
  return { ...found, key: matterKey(outage, source) };
}
