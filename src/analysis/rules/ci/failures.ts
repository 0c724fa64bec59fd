import type { Finding } from "../../../core/finding.ts";
import type { Fact, Item } from "../../../core/item.ts";
import { derived, fact, getFact, prose } from "../../../core/prose.ts";
import { causesIn } from "../../ci/causes/causes-in.ts";
import { ciEvidenceIn } from "../../ci/causes/evidence.ts";
import { DEFAULT_BRANCH } from "../../ci/causes/places.ts";
import { latestFirst } from "../../ci/causes/words.ts";
import type { Cause, Fingerprinted } from "../../ci/group/types.ts";
import { shown } from "../../facts.ts";
import { finding, getThreshold, matterKey, type Rule, type RuleContext } from "../../rule.ts";
import { stateUrgency } from "../../severity.ts";
import { hoursBetween } from "../git/items.ts";
import { newlyBroken } from "./broken.ts";

/** That several failures are one rests on what they say. */
const CONFIDENCE = 0.9;
const HOURS_IN_DAY = 24;

/** CI-03: one failure that stops pull requests that have nothing to do with it. */
export const flakeCost: Rule = {
  id: "CI-03",
  title: "One failure that stops many",
  stageOf: newlyBroken.id,
  about:
    "The same failure in many pull requests within days, which the default branch is not red by: it has nothing to do with any of them, and each of them waits for another run.",
  source: "github",
  cleared: "no longer stops pull requests",
  thresholds: {
    pullRequests: { value: 5, unit: "pull request", about: "Told from so many pull requests on that it came up in." },
    days: { value: 7, unit: "day", about: "Looks back on this time." },
  },
  find: (context) => causesIn(context).causes.flatMap((cause) => (isOfMany(cause) ? (flakeFinding(cause, context) ?? []) : [])),
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
  find: (context) => outageFinding(context) ?? [],
};

/** A branch that is red is told as such, and failures that say nothing may have many causes. */
function isOfMany({ likeliest, window, primaryError }: Cause): boolean {
  const isRed = window?.branch === DEFAULT_BRANCH && !window.isOver && likeliest !== "FLAKY";
  return primaryError !== "" && !isRed;
}

/** What failed in the checks of a repository within the last hours, the latest first. */
function since(hours: number, cause: Pick<Cause, "failures">, { now }: RuleContext): Fingerprinted[] {
  return latestFirst(cause).filter(({ at, repository }) => at !== undefined && repository !== undefined && hoursBetween(at, now) <= hours);
}

/** The first of each, by what tells them apart. */
function firstOfEach(items: readonly Item[], keyOf: (item: Item) => unknown): Item[] {
  return [...Map.groupBy(items, keyOf).values()].flatMap((same) => same.slice(0, 1));
}

function flakeFinding(cause: Cause, context: RuleContext): Finding | undefined {
  const { itemOf, jobOf, telling } = ciEvidenceIn(context.items);
  const recent = since(getThreshold(context, "days") * HOURS_IN_DAY, cause, context);
  const hits = recent.filter((failure) => typeof itemOf(failure).fields["pullRequest"] === "number");
  const stopped = firstOfEach(hits.map(jobOf), ({ fields }) => `${String(fields["repository"])}#${String(fields["pullRequest"])}`);
  const limit = getThreshold(context, "pullRequests");
  const [item] = stopped;
  if (item === undefined || stopped.length < limit) return undefined;
  const numbers = stopped.map((each) => getFact(each, "fields.pullRequest"));
  const said = hits.map(telling).find((each) => each !== undefined);
  const found = finding({
    rule: flakeCost,
    primary: item,
    factors: { impact: 2, urgency: stateUrgency(stopped.length, limit) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} of ${fact(item, "fields.repository")} fails again and again`,
    why: prose`it stopped ${derived(stopped.length, "pull request", numbers)} in the same way${said ? prose` (${shown(said)})` : []}`,
    action: cause.class === "INFRA" ? prose`see to what it runs on` : prose`set the test aside or mend it`,
    owner: "unassigned",
    evidence: [getFact(item, "title"), ...(said ? [said] : []), ...numbers],
    metric: stopped.length,
    state: "",
  });
  return { ...found, key: matterKey(flakeCost, cause.id) };
}

/** An outage shows in many ways at once, so all of them count together; the one that was seen first names it. */
function outageFinding(context: RuleContext): Finding[] | undefined {
  const { jobOf, telling } = ciEvidenceIn(context.items);
  const hours = getThreshold(context, "hours");
  const causes = causesIn(context).causes.filter((cause) => cause.class === "INFRA" && since(hours, cause, context).length > 0);
  const failures = since(hours, { failures: causes.flatMap((cause) => cause.failures) }, context);
  const unrelated = firstOfEach(failures.map(jobOf), ({ fields }) => `${String(fields["repository"])} ${String(fields["sha"])}`);
  const [first] = causes.toSorted((a, b) => (a.since ?? "").localeCompare(b.since ?? "") || (a.id < b.id ? -1 : 1));
  const [item] = unrelated;
  const limit = getThreshold(context, "jobs");
  if (first === undefined || item === undefined || unrelated.length < limit) return undefined;
  const reason: Fact = failures.map(telling).find((each) => each !== undefined) ?? getFact(item, "title");
  const shas = unrelated.map((each) => getFact(each, "fields.sha"));
  const found = finding({
    rule: outage,
    primary: item,
    factors: { impact: 3, urgency: stateUrgency(unrelated.length, limit) },
    confidence: CONFIDENCE,
    title: prose`What ${fact(item, "title")} and others run on fails`,
    why: prose`${derived(unrelated.length, "job", shas)} of different commits failed, the last one with ${shown(reason)}`,
    action: prose`wait, run them again, and tell those who wait`,
    owner: "unassigned",
    evidence: [getFact(item, "title"), reason, ...shas],
    metric: unrelated.length,
    state: "",
  });
  return [{ ...found, key: matterKey(outage, first.id) }];
}
