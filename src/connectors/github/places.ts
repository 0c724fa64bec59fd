import type { Window } from "../../core/item.ts";
import type { Listing } from "./listing.ts";
import { pastPulls, pastRollouts, type Before, type Past } from "./past.ts";
import { LIGHT } from "./pull-wire.ts";
import { deploymentsField } from "./rollouts.ts";
import type { GitHubOptions } from "./schema.ts";

/** What was done in the weeks that are asked for is read up to this: a digest that counts must not be cut early. */
const MOST_OF_WEEKS = 5_000;
const PAGE_INFO = "pageInfo { hasNextPage endCursor }";
const LATEST_FIRST = "orderBy: { field: UPDATED_AT, direction: DESC }";

/** A list to look in, and what is known of it where it holds what is done. */
export interface Place extends Listing {
  holds: "pulls" | "deployments";
  repository?: string;
  past?: Past;
}

/** What has to do with the reader: https://docs.github.com/search-github/searching-on-github/searching-issues-and-pull-requests */
export function searchesOf({ max }: GitHubOptions, { from }: Window): Place[] {
  const whose = ["review-requested:@me", "assignee:@me", "mentions:@me", "author:@me"].map(
    (word) => `is:pr is:open archived:false ${word}`,
  );
  return [...whose, `is:pr is:closed author:@me closed:>=${from.slice(0, 10)}`].map((words) => ({
    what: "pull requests that have to do with you",
    holds: "pulls",
    max,
    field: (page) =>
      `search(type: ISSUE, query: ${JSON.stringify(words)}, ${page}) { nodes { ... on PullRequest { ${LIGHT} } } ${PAGE_INFO} }`,
  }));
}

/** Those that are open, whenever they changed. */
export function openPullsOf(repository: string, { max }: GitHubOptions): Place {
  return { what: `pull requests of ${repository}`, holds: "pulls", max, field: pullsField(repository, "OPEN") };
}

/** Those that were merged or closed within the reach; not by a search, which ends at a thousand. */
export function donePullsOf(repository: string, options: GitHubOptions, before: Before): Place {
  const past = pastPulls(repository, before);
  return {
    ...{ what: `pull requests of ${repository}`, holds: "pulls", max: mostDone(options), past },
    ...{ field: pullsField(repository, "MERGED, CLOSED"), isEnough: isBefore(past) },
  };
}

/** The latest, those of the reach included where weeks are asked for. */
export function deploymentsOf(repository: string, options: GitHubOptions, before: Before): Place {
  const past = pastRollouts(repository, before);
  return {
    ...{ what: `deployments of ${repository}`, holds: "deployments", repository, past },
    ...{ max: options.weeks === undefined ? Math.min(options.max, 100) : mostDone(options) },
    ...{ field: (page) => fieldOf(repository, `page: ${deploymentsField(page)}`), isEnough: isBefore(past) },
  };
}

function mostDone({ weeks, max }: GitHubOptions): number {
  return weeks === undefined ? max : MOST_OF_WEEKS;
}

function isBefore({ until, instantIn }: Past): (node: unknown) => boolean {
  return (node) => (instantIn(node) ?? until) < until;
}

function pullsField(repository: string, states: string): Listing["field"] {
  const list = (page: string): string => `pullRequests(states: [${states}], ${LATEST_FIRST}, ${page}) { nodes { ${LIGHT} } ${PAGE_INFO} }`;
  return (page) => fieldOf(repository, `nameWithOwner defaultBranchRef { name } page: ${list(page)}`);
}

function fieldOf(repository: string, list: string): string {
  const [owner, name] = repository.split("/");
  return `repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) { ${list} }`;
}
