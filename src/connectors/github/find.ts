import { z } from "zod";
import type { Window } from "../../core/item.ts";
import type { Ask } from "./ask.ts";
import { oddPart, type Failure } from "./failure.ts";
import { readListings, type Listed, type Listing } from "./listing.ts";
import { deploymentsOf } from "./rollouts.ts";
import type { GitHubOptions } from "./schema.ts";
import { LIGHT, lightSchema, type LightPull } from "./pull-wire.ts";
import { soundOf } from "./read-list.ts";

/** Repositories that nobody named are read up to this many, those with the latest pull requests. */
const MOST_REPOSITORIES = 20;
const PAGE_INFO = "pageInfo { hasNextPage endCursor }";
const LATEST_FIRST = "orderBy: { field: UPDATED_AT, direction: DESC }";

/** What there is to look at. */
export interface Found {
  pulls: LightPull[];
  /** `owner/name`. */
  repositories: string[];
  /** The branch that everybody works from, by repository, as far as it is known. */
  defaultBranches: Map<string, string>;
  /** What GitHub tells of deployments, by repository. */
  deployments: Map<string, unknown[]>;
  failures: Failure[];
  notes: string[];
}

/**
 * Looks for pull requests: those of the repositories that are named, and those that have to do with the reader, who is nobody for an app.
 * Deployments come with it. Ten lists are one call.
 */
export async function findWork(ask: Ask, options: GitHubOptions, window: Window, viewer: string | null): Promise<Found> {
  const searches = viewer === null ? [] : searchesOf(options, window);
  const named = options.repositories ?? [];
  const needsPulls = options.include.some((part) => part === "pull_requests" || part === "checks");
  const lists =
    needsPulls || named.length === 0 ? [...searches, ...named.flatMap((repository) => pullsOf(repository, options, window))] : [];
  const withDeployments = options.include.includes("deployments");
  const [read, deployed] = split(
    await readListings(ask, [...lists, ...deploymentLists(withDeployments ? named : [], options)]),
    lists.length,
  );
  const pulls = pullsIn(read, window);
  const repositories =
    options.repositories ?? [...new Set(pulls.pulls.map(({ repository }) => repository.nameWithOwner))].slice(0, MOST_REPOSITORIES);
  const isLate = withDeployments && options.repositories === undefined;
  const late = isLate ? await readListings(ask, deploymentLists(repositories, options)) : deployed;
  return {
    ...{ pulls: pulls.pulls, repositories },
    defaultBranches: branchesIn([...pulls.pulls.map(({ repository }) => repository), ...read.map(({ held }) => held)]),
    deployments: new Map(late.map(({ nodes }, index) => [repositories[index] ?? "", nodes])),
    failures: [...pulls.failures, ...[...read, ...late].flatMap(({ failures }) => failures)],
    notes: [...read, ...late].flatMap(({ notes }) => notes),
  };
}

/** The branch that everybody works from, of each repository that is told of. */
function branchesIn(told: readonly unknown[]): Map<string, string> {
  const { rows } = soundOf(branchSchema, told);
  return new Map(rows.map(({ nameWithOwner, defaultBranchRef: { name } }) => [nameWithOwner, name]));
}

const branchSchema = z.looseObject({ nameWithOwner: z.string(), defaultBranchRef: z.looseObject({ name: z.string() }) });

function split<Value>(values: readonly Value[], at: number): [Value[], Value[]] {
  return [values.slice(0, at), values.slice(at)];
}

/** https://docs.github.com/search-github/searching-on-github/searching-issues-and-pull-requests */
function searchesOf({ max }: GitHubOptions, { from }: Window): Listing[] {
  const whose = ["review-requested:@me", "assignee:@me", "mentions:@me", "author:@me"].map(
    (word) => `is:pr is:open archived:false ${word}`,
  );
  return [...whose, `is:pr is:closed author:@me closed:>=${from.slice(0, 10)}`].map((words) => ({
    what: "pull requests that have to do with you",
    max,
    field: (page) =>
      `search(type: ISSUE, query: ${JSON.stringify(words)}, ${page}) { nodes { ... on PullRequest { ${LIGHT} } } ${PAGE_INFO} }`,
  }));
}

function pullsOf(repository: string, { max }: GitHubOptions, { from }: Window): Listing[] {
  const listOf = (states: string) => (page: string) =>
    fieldOf(
      repository,
      `nameWithOwner defaultBranchRef { name } page: pullRequests(states: [${states}], ${LATEST_FIRST}, ${page}) { nodes { ${LIGHT} } ${PAGE_INFO} }`,
    );
  const what = `pull requests of ${repository}`;
  const isEnough = (node: unknown): boolean => {
    const updated = lightSchema.safeParse(node).data?.updatedAt;
    return updated !== undefined && Date.parse(updated) < Date.parse(from);
  };
  return [
    { what, max, field: listOf("OPEN") },
    { what, max, field: listOf("MERGED, CLOSED"), isEnough },
  ];
}

function deploymentLists(repositories: readonly string[], { max }: GitHubOptions): Listing[] {
  return repositories.map((repository) => ({
    what: `deployments of ${repository}`,
    max: Math.min(max, 100),
    field: (page) => fieldOf(repository, `page: ${deploymentsOf(page)}`),
  }));
}

function fieldOf(repository: string, list: string): string {
  const [owner, name] = repository.split("/");
  return `repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) { ${list} }`;
}

/** Each once; of those that are done, those of the window. */
function pullsIn(lists: readonly Listed[], { from, to }: Window): { pulls: LightPull[]; failures: Failure[] } {
  const { rows, isSound } = soundOf(
    lightSchema,
    lists.flatMap(({ nodes }) => nodes),
  );
  const isWithin = ({ closedAt }: LightPull): boolean =>
    !closedAt || (Date.parse(closedAt) >= Date.parse(from) && Date.parse(closedAt) <= Date.parse(to));
  const pulls = [...new Map(rows.map((pull) => [pull.id, pull])).values()].filter(isWithin);
  return { pulls, failures: isSound ? [] : [oddPart("pull requests")] };
}
