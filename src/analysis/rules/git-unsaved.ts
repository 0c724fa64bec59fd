import type { Finding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { derived, fact, getFact, prose, type Prose } from "../../core/prose.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../rule.ts";
import { ageUrgency } from "../severity.ts";
import { byRepository, hoursBetween, itemsOf, numberField, repositoryOf, textField } from "./git-items.ts";

/** More branches than this become one finding for their repository. */
const MOST_BRANCHES = 3;
const FROM_FIELDS = 0.9;
/** Files that git never knew may be scraps: too unsure to be shown, worth being counted. */
const PERHAPS_SCRAPS = 0.55;

export const unsavedWork: Rule = {
  id: "REPO-01",
  title: "Work that exists only here",
  about:
    "Changes that were not committed, or commits that were not pushed, for more than a day: they are lost with this machine, and nobody else can build on them.",
  source: "git",
  cleared: "safe now",
  thresholds: {
    hours: { value: 24, unit: "hour", about: "Work that was left alone for longer than this is told." },
  },
  find(context) {
    const limit = getThreshold(context, "hours");
    const trees = itemsOf(context.items, "worktree").flatMap((tree) => uncommitted(tree, limit, context));
    const branches = itemsOf(context.items, "branch").filter((branch) => waitingHours(branch, context) > limit);
    return [...trees, ...[...byRepository(branches).values()].flatMap((group) => unpushed(group, limit, context))];
  },
};

function uncommitted(tree: Item, limit: number, { now }: RuleContext): Finding[] {
  const since = textField(tree, "oldestChangeAt");
  const isKnown = numberField(tree, "changed") > 0;
  const field = isKnown ? "changed" : "untracked";
  if (since === undefined || numberField(tree, field) === 0) return [];
  const age = hoursBetween(since, now);
  if (age <= limit) return [];
  const files = derived(numberField(tree, field), isKnown ? "uncommitted file" : "new file", [getFact(tree, `fields.${field}`)]);
  const draft = finding({
    rule: unsavedWork,
    primary: tree,
    scope: "uncommitted",
    factors: { impact: isKnown ? 2 : 1, urgency: ageUrgency(age, limit) },
    confidence: isKnown ? FROM_FIELDS : PERHAPS_SCRAPS,
    title: prose`${fact(tree, "title")} has ${files}`,
    why: prose`${begun(tree)}the oldest was last edited ${fact(tree, "fields.oldestChangeAt", "instant")}, and no other copy is known`,
    action: action(tree, isKnown),
    owner: "you",
    evidence: [getFact(tree, "fields.oldestChangeAt"), getFact(tree, `fields.${field}`)],
    metric: Math.floor(age / 24),
    state: [textField(tree, "branch") ?? "", textField(tree, "operation") ?? ""].join("|"),
  });
  return [draft];
}

function begun(tree: Item): Prose {
  return textField(tree, "operation") === undefined ? [] : prose`a ${fact(tree, "fields.operation")} was begun and not ended; `;
}

function action(tree: Item, isKnown: boolean): Prose {
  if (textField(tree, "operation") !== undefined) return prose`finish or abort the ${fact(tree, "fields.operation")}`;
  return isKnown ? prose`commit what is worth keeping, discard the rest` : prose`add what belongs in it, ignore the rest`;
}

/** Hours since the oldest commit of a local branch that no remote has. A branch whose remote one is gone was pushed once, and merged most likely. */
function waitingHours(branch: Item, { now }: RuleContext): number {
  const since = textField(branch, "oldestUnpushedAt");
  if (since === undefined || numberField(branch, "unpushed") === 0 || branch.fields["upstreamGone"] === true) return 0;
  return hoursBetween(since, now);
}

function unpushed(branches: readonly Item[], limit: number, context: RuleContext): Finding[] {
  const repository = branches[0] && repositoryOf(context.items, branches[0]);
  if (branches.length > MOST_BRANCHES && repository !== undefined) return [unpushedTogether(repository, branches, limit, context)];
  return branches.map((branch) => unpushedBranch(branch, limit, context));
}

function unpushedBranch(branch: Item, limit: number, context: RuleContext): Finding {
  const age = waitingHours(branch, context);
  const commits = derived(numberField(branch, "unpushed"), "unpushed commit", [getFact(branch, "fields.unpushed")]);
  return finding({
    rule: unsavedWork,
    primary: branch,
    scope: "unpushed",
    factors: { impact: 2, urgency: ageUrgency(age, limit) },
    confidence: FROM_FIELDS,
    title: prose`${fact(branch, "title")} in ${fact(branch, "fields.repository")} has ${commits}`,
    why: prose`waiting since ${fact(branch, "fields.oldestUnpushedAt", "instant")}, and no remote has that work`,
    action: prose`push the branch`,
    owner: "you",
    evidence: [getFact(branch, "fields.oldestUnpushedAt"), getFact(branch, "fields.unpushed")],
    metric: Math.floor(age / 24),
    state: "",
  });
}

function unpushedTogether(repository: Item, branches: readonly Item[], limit: number, context: RuleContext): Finding {
  const sorted = branches.toSorted((a, b) => waitingHours(b, context) - waitingHours(a, context));
  const oldest = sorted[0] ?? repository;
  const age = waitingHours(oldest, context);
  const counts = sorted.map((branch) => getFact(branch, "fields.unpushed"));
  const total = sorted.reduce((sum, branch) => sum + numberField(branch, "unpushed"), 0);
  return finding({
    rule: unsavedWork,
    primary: repository,
    scope: "unpushed",
    factors: { impact: 2, urgency: ageUrgency(age, limit) },
    confidence: FROM_FIELDS,
    title: prose`${fact(repository, "title")} has ${derived(sorted.length, "unpushed branch", counts)}`,
    why: prose`${derived(total, "commit", counts)} in all, ${fact(oldest, "title")} waiting since ${fact(oldest, "fields.oldestUnpushedAt", "instant")}`,
    action: prose`push what is worth keeping, delete the rest`,
    owner: "you",
    evidence: [getFact(oldest, "fields.oldestUnpushedAt"), ...counts],
    metric: Math.floor(age / 24),
    state: "",
  });
}
