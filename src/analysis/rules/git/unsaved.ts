import type { Finding } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { joined } from "../../facts.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency, stateUrgency } from "../../severity.ts";
import { byRepository, hoursBetween, itemsOf, numberField, repositoryOf, textField } from "./items.ts";

/** More branches than this become one finding for their repository. */
const MOST_BRANCHES = 3;
const FROM_FIELDS = 0.9;
/** Files that git never knew may be scraps: too unsure to be shown, worth being counted. */
const PERHAPS_SCRAPS = 0.55;

export const unsavedWork: Rule = {
  id: "REPO-01",
  title: "Work that exists only here",
  about:
    "Changes that were not committed, stashes, a merge or rebase that was not finished, or commits that are on no branch or were not pushed, for more than a day: they are lost with this machine, and nobody else can build on them.",
  source: "git",
  cleared: "safe now",
  thresholds: {
    hours: { value: 24, unit: "hour", about: "Work that was left alone for longer than this is told." },
  },
  find(context) {
    const limit = getThreshold(context, "hours");
    const trees = itemsOf(context.items, "worktree").flatMap((tree) => [
      ...uncommitted(tree, limit, context),
      ...adrift(tree, limit, context),
    ]);
    const stashes = itemsOf(context.items, "repository").flatMap((repository) => stashed(repository, limit, context));
    const branches = itemsOf(context.items, "branch").filter((branch) => waitingHours(branch, context) > limit);
    return [...trees, ...stashes, ...[...byRepository(branches).values()].flatMap((group) => unpushed(group, limit, context))];
  },
};

/** What of a work tree is old enough: changed files and a merge that was begun count for sure, files that git never knew perhaps. */
function uncommitted(tree: Item, limit: number, { now }: RuleContext): Finding[] {
  const ageOf = (field: string): number => hoursBetween(textField(tree, field) ?? now, now);
  const known = Math.max(ageOf("oldestChangeAt"), ageOf("operationAt"));
  const isKnown = known > limit;
  const age = isKnown ? known : ageOf("oldestNewAt");
  if (age <= limit) return [];
  const files = filesOf(tree, isKnown ? ["changed", "untracked"] : ["untracked"]);
  // Files in conflict without a merge are what applying a stash leaves behind.
  const isInConflict = numberField(tree, "conflicts") > 0 && textField(tree, "operation") !== undefined;
  const oldest = oldestOf(tree, isKnown ? ["oldestChangeAt", "oldestNewAt"] : ["oldestNewAt"]);
  const draft = finding({
    rule: unsavedWork,
    primary: tree,
    scope: "uncommitted",
    factors: isInConflict ? { impact: 3, urgency: stateUrgency(age, limit) } : { impact: isKnown ? 2 : 1, urgency: ageUrgency(age, limit) },
    confidence: isKnown ? FROM_FIELDS : PERHAPS_SCRAPS,
    title: prose`${fact(tree, "title")} has ${files.length > 0 && !isInConflict ? files : prose`an unfinished ${fact(tree, "fields.operation")}`}`,
    why: prose`${joined([...begun(tree), ...lastEdited(tree, oldest)], "; ")}, and no other copy is known`,
    action: action(tree, isKnown),
    owner: "you",
    evidence: [getFact(tree, `fields.${oldest ?? "operationAt"}`), getFact(tree, "fields.changed"), getFact(tree, "fields.untracked")],
    metric: Math.floor(age / 24),
    state: [textField(tree, "branch") ?? "", textField(tree, "operation") ?? ""].join("|"),
  });
  return [draft];
}

/** `1 changed and 2 new files`; one kind alone is called by its full name. */
function filesOf(tree: Item, fields: readonly ("changed" | "untracked")[]): Prose {
  const present = fields.filter((field) => numberField(tree, field) > 0);
  const count = (field: string, unit: string): Span => derived(numberField(tree, field), unit, [getFact(tree, `fields.${field}`)]);
  if (present.length === 2) return prose`${count("changed", "")} changed and ${count("untracked", "new file")}`;
  return present.map((field) => count(field, field === "changed" ? "uncommitted file" : "new file"));
}

/** Of these fields the one with the earliest instant. */
function oldestOf(tree: Item, fields: readonly string[]): string | undefined {
  const present = fields.filter((field) => textField(tree, field) !== undefined);
  return present.toSorted((a, b) => hoursBetween(textField(tree, b) ?? "", textField(tree, a) ?? ""))[0];
}

function lastEdited(tree: Item, oldest: string | undefined): Prose[] {
  return oldest === undefined ? [] : [prose`the oldest was last edited ${fact(tree, `fields.${oldest}`, "instant")}`];
}

function begun(tree: Item): Prose[] {
  if (textField(tree, "operation") === undefined) return [];
  const conflicts = numberField(tree, "conflicts");
  const left = conflicts === 0 ? [] : prose`, with ${derived(conflicts, "conflict", [getFact(tree, "fields.conflicts")])} left`;
  return [prose`a ${fact(tree, "fields.operation")} was begun ${fact(tree, "fields.operationAt", "instant")} and not ended${left}`];
}

function action(tree: Item, isKnown: boolean): Prose {
  if (textField(tree, "operation") !== undefined) return prose`finish or abort the ${fact(tree, "fields.operation")}`;
  return isKnown ? prose`commit what is worth keeping, discard the rest` : prose`add what belongs in it, ignore the rest`;
}

/** Commits made while no branch was checked out; in the middle of a rebase that is as it should be. */
function adrift(tree: Item, limit: number, { now }: RuleContext): Finding[] {
  const age = hoursBetween(textField(tree, "oldestAdriftAt") ?? now, now);
  if (age <= limit || textField(tree, "operation") !== undefined) return [];
  const count = getFact(tree, "fields.adrift");
  const draft = finding({
    rule: unsavedWork,
    primary: tree,
    scope: "adrift",
    factors: { impact: 2, urgency: ageUrgency(age, limit) },
    confidence: FROM_FIELDS,
    title: prose`${fact(tree, "title")} has ${derived(numberField(tree, "adrift"), "commit", [count])} on no branch`,
    why: prose`the oldest was made ${fact(tree, "fields.oldestAdriftAt", "instant")}, and git clears such work away some time after another branch is checked out`,
    action: prose`make a branch of what is worth keeping`,
    owner: "you",
    evidence: [getFact(tree, "fields.oldestAdriftAt"), count],
    metric: Math.floor(age / 24),
    state: "",
  });
  return [draft];
}

/** Work that was put away in a hurry: like files that are not committed, only easier to forget. */
function stashed(repository: Item, limit: number, { now }: RuleContext): Finding[] {
  const age = hoursBetween(textField(repository, "oldestStashAt") ?? now, now);
  if (age <= limit) return [];
  const count = getFact(repository, "fields.stashes");
  const draft = finding({
    rule: unsavedWork,
    primary: repository,
    scope: "stashed",
    factors: { impact: 1, urgency: ageUrgency(age, limit) },
    confidence: FROM_FIELDS,
    title: prose`${fact(repository, "title")} has ${derived(numberField(repository, "stashes"), "stash", [count])}`,
    why: prose`the oldest was put away ${fact(repository, "fields.oldestStashAt", "instant")}, and a push never takes a stash along`,
    action: prose`commit what is worth keeping, drop the rest`,
    owner: "you",
    evidence: [getFact(repository, "fields.oldestStashAt"), count],
    metric: Math.floor(age / 24),
    state: "",
  });
  return [draft];
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
