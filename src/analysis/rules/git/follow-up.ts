import type { Finding } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import { pullRequestsIn } from "../../../core/kinds/pull-request.ts";
import { findPerson, type People } from "../../../core/person.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { finding, getThreshold, matterKey, type Rule, type RuleContext } from "../../rule.ts";
import { takenBack } from "../pull-requests/follow-ups.ts";
import { byRepository, hoursBetween, itemsOf, repositoryOf, textField } from "./items.ts";

/** More follow-ups than this become one finding for their repository. */
const MOST_FOLLOW_UPS = 3;
/** The commit names what it undoes or mends, or only its subject and its files speak for it. */
const SAID = { revert: 0.95, fix: 0.9 } as const;
const CONCLUDED = 0.65;

export const followUp: Rule = {
  id: "REPO-03",
  title: "Undone or mended soon after",
  about: "A change that was reverted, or that needed a fix, shortly after it was made: what let it through may let the next one through.",
  source: "git",
  thresholds: {
    hours: { value: 48, unit: "hour", about: "A revert or fix within this time is told." },
  },
  find(context) {
    const limit = getThreshold(context, "hours");
    const soon = itemsOf(context.items, "commit").filter((commit) => isSoon(commit, limit) && !isOwnSmallFix(commit));
    const pulls = pullsByCommit(context.items);
    const pullOf = (commit: Item): Item | undefined => pulls.get(textField(commit, "earlierSha") ?? "");
    const all = strongest(soon);
    const plain = all.filter((commit) => pullOf(commit) === undefined);
    return [
      ...all.flatMap((commit) => (plain.includes(commit) ? [] : [single(commit, context, pullOf(commit))])),
      ...[...byRepository(plain).values()].flatMap((group) => findings(group, context)),
    ];
  },
};

/** Merged pull requests by the commits that they are known by: where their service shows one that was undone, it shows more of it. */
function pullsByCommit(items: readonly Item[]): ReadonlyMap<string, Item> {
  const merged = pullRequestsIn(items).filter(({ state }) => state === "merged");
  return new Map(
    merged.flatMap(({ item, headSha, mergeCommit }) => [headSha, ...(mergeCommit ? [mergeCommit] : [])].map((sha) => [sha, item])),
  );
}

function isSoon(commit: Item, limit: number): boolean {
  const earlier = textField(commit, "earlierAt");
  if (earlier === undefined || commit.fields["older"] === true) return false;
  const hours = hoursBetween(earlier, commit.ts);
  return hours >= 0 && hours <= limit;
}

/** Mending one's own change without a word about it is everyday work; only a hotfix is not. */
function isOwnSmallFix(commit: Item): boolean {
  const isConcluded = commit.fields["followUpSaid"] === "files";
  return isConcluded && commit.actors[0]?.name === textField(commit, "earlierAuthor") && !/\bhot-?fix\b/i.test(commit.title);
}

/** One change may draw several fixes: a revert stands for all of them, else the one that says it, else the last. */
function strongest(commits: readonly Item[]): Item[] {
  const rank = (commit: Item): number => (commit.fields["followUp"] === "revert" ? 2 : commit.fields["followUpSaid"] === "message" ? 1 : 0);
  const groups = Map.groupBy(commits, (commit) => textField(commit, "earlierSha") ?? commit.id);
  return [...groups.values()].flatMap((group) =>
    group.toSorted((a, b) => rank(b) - rank(a) || Date.parse(b.ts) - Date.parse(a.ts)).slice(0, 1),
  );
}

function findings(commits: readonly Item[], context: RuleContext): Finding[] {
  const repository = commits[0] && repositoryOf(context.items, commits[0]);
  if (commits.length > MOST_FOLLOW_UPS && repository !== undefined) return [together(repository, commits)];
  return commits.map((commit) => single(commit, context));
}

function single(commit: Item, { people }: RuleContext, pull?: Item): Finding {
  const isRevert = commit.fields["followUp"] === "revert";
  const isSaid = commit.fields["followUpSaid"] === "message";
  return finding({
    rule: followUp,
    primary: commit,
    ...(pull && { sameAs: matterKey(takenBack, pull.id) }),
    factors: { impact: 2, urgency: 3 },
    confidence: isSaid ? SAID[isRevert ? "revert" : "fix"] : CONCLUDED,
    title: prose`${fact(commit, "fields.earlierSubject")} ${isRevert ? "was undone" : isSaid ? "needed a fix" : "possibly needed a fix"}`,
    why: prose`${who(commit, isRevert)}${after(commit)} in ${fact(commit, "fields.repository")}`,
    action: isRevert ? prose`find out what broke before it is tried again` : prose`see whether a test would have caught it`,
    owner: ownerOf(commit, people),
    evidence: [getFact(commit, "fields.earlierAt"), getFact(commit, "ts"), getFact(commit, "fields.earlierAuthor")],
    state: "",
  });
}

function who(commit: Item, isRevert: boolean): Prose {
  const name = fact(commit, "actors.0.name");
  if (isRevert) return prose`${name} reverted ${fact(commit, "fields.earlierShort")} `;
  return prose`${name} followed with ${fact(commit, "title")} `;
}

function after(commit: Item): Prose {
  const earlier = textField(commit, "earlierAt") ?? commit.ts;
  const hours = Math.floor(hoursBetween(earlier, commit.ts));
  if (hours === 0) return prose`within the hour`;
  return prose`after ${derived(hours, "hour", [getFact(commit, "fields.earlierAt"), getFact(commit, "ts")])}`;
}

/** Whoever made the change knows best what it needs now. */
function ownerOf(commit: Item, people: People): string {
  const name = textField(commit, "earlierAuthor");
  const person = name === undefined ? undefined : findPerson(people, { name });
  return person?.key === "me" ? "you" : (person?.name ?? name ?? "unassigned");
}

function together(repository: Item, commits: readonly Item[]): Finding {
  const sorted = commits.toSorted((a, b) => Date.parse(b.ts) - Date.parse(a.ts));
  const latest = sorted[0] ?? repository;
  const times = sorted.map((commit) => getFact(commit, "ts"));
  return finding({
    rule: followUp,
    primary: repository,
    factors: { impact: 2, urgency: 3 },
    confidence: Math.max(...sorted.map((commit) => (commit.fields["followUpSaid"] === "message" ? SAID.fix : CONCLUDED))),
    title: prose`${fact(repository, "title")} saw ${derived(sorted.length, "quick fix", times)}`,
    why: prose`changes that were undone or mended soon after they were made, ${fact(latest, "fields.earlierSubject")} the latest`,
    action: prose`look for what they have in common`,
    owner: "you",
    evidence: [getFact(latest, "ts"), ...times],
    // Its event is the latest one: a day with others is news of its own.
    scope: latest.id,
    state: "",
  });
}
