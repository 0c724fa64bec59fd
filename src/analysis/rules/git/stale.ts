import type { Finding } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import { findPerson, type People } from "../../../core/person.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency } from "../../severity.ts";
import { byRepository, hoursBetween, itemsOf, numberField, repositoryOf, textField } from "./items.ts";

/** More branches than this become one finding for their repository. */
const MOST_BRANCHES = 3;
const FROM_FIELDS = 0.9;
/** Branches that are meant to stand still between releases. */
const LONG_LIVED =
  /^(?:[^/]+\/)?(?:(?:releases?|support|maint|maintenance|stable|production|staging|develop|development|gh-pages|pages|archive)(?:\/.*|-\d.*)?|v?\d+(?:\.(?:\d+|x))*)$/i;

export const staleBranch: Rule = {
  id: "REPO-02",
  title: "Forgotten branch",
  about: "A branch with work that is not merged and that nobody has touched for weeks: the longer it waits, the harder it is to merge.",
  source: "git",
  cleared: "no longer forgotten",
  thresholds: {
    days: { value: 14, unit: "day", about: "Without a commit for longer than this is told." },
  },
  find(context) {
    const limit = getThreshold(context, "days");
    const branches = itemsOf(context.items, "branch").filter((branch) => isOurs(branch, context.people) && !isMeantToStand(branch));
    const stale = branches.filter((branch) => idleDays(branch, context) > limit);
    return [...byRepository(stale).values()].flatMap((group) => findings(group, limit, context));
  },
};

/** On this machine, or on a remote and ours; what others left on a remote is theirs to clean up. */
function isOurs(branch: Item, people: People): boolean {
  const author = branch.actors[0];
  return branch.fields["remote"] !== true || (author !== undefined && findPerson(people, author)?.key === "me");
}

function isMeantToStand(branch: Item): boolean {
  return branch.fields["default"] === true || branch.fields["merged"] === true || LONG_LIVED.test(branch.title);
}

function idleDays(branch: Item, { now }: RuleContext): number {
  return hoursBetween(branch.ts, now) / 24;
}

function findings(branches: readonly Item[], limit: number, context: RuleContext): Finding[] {
  const sorted = branches.toSorted((a, b) => idleDays(b, context) - idleDays(a, context));
  const oldest = sorted[0];
  const repository = oldest && repositoryOf(context.items, oldest);
  const isMany = sorted.length > MOST_BRANCHES && oldest !== undefined && repository !== undefined;
  return isMany ? [together(repository, oldest, sorted, limit, context)] : sorted.map((branch) => single(branch, limit, context));
}

function single(branch: Item, limit: number, context: RuleContext): Finding {
  const age = idleDays(branch, context);
  return finding({
    rule: staleBranch,
    primary: branch,
    factors: { impact: 1, urgency: ageUrgency(age, limit) },
    confidence: FROM_FIELDS,
    title: prose`${fact(branch, "title")} in ${fact(branch, "fields.repository")} stands still`,
    why: prose`no commit for ${derived(Math.floor(age), "day", [getFact(branch, "ts")])}, and ${unmerged(branch, context)}`,
    action: actionFor(branch),
    owner: "you",
    evidence: [getFact(branch, "ts"), getFact(branch, "fields.ahead")],
    metric: Math.floor(age / 7),
    state: "",
  });
}

function unmerged(branch: Item, { items }: RuleContext): Prose {
  const commits = derived(numberField(branch, "ahead"), "commit", [getFact(branch, "fields.ahead")]);
  const repository = repositoryOf(items, branch);
  const isNamed = repository !== undefined && textField(repository, "defaultBranch") !== undefined;
  return isNamed ? prose`${commits} not in ${fact(repository, "fields.defaultBranch")}` : prose`${commits} not merged`;
}

function actionFor(branch: Item): Prose {
  if (branch.fields["upstreamGone"] === true) return prose`delete it if that work was merged, since its remote branch is gone`;
  return prose`merge it or delete it`;
}

function together(repository: Item, oldest: Item, branches: readonly Item[], limit: number, context: RuleContext): Finding {
  const times = branches.map((branch) => getFact(branch, "ts"));
  return finding({
    rule: staleBranch,
    primary: repository,
    factors: { impact: 1, urgency: ageUrgency(idleDays(oldest, context), limit) },
    confidence: FROM_FIELDS,
    title: prose`${fact(repository, "title")} has ${derived(branches.length, "forgotten branch", times)}`,
    why: prose`none of them merged, ${fact(oldest, "title")} untouched since ${fact(oldest, "ts", "instant")}`,
    action: prose`merge or delete them, ${fact(oldest, "title")} first`,
    owner: "you",
    evidence: [getFact(oldest, "ts"), ...times],
    metric: branches.length,
    state: "",
  });
}
