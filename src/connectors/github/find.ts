import { z } from "zod";
import type { Item, Window } from "../../core/item.ts";
import type { Ask } from "./ask.ts";
import type { Memory } from "./cursor.ts";
import { oddPart, type Failure } from "./failure.ts";
import { readListings, type Listed } from "./listing.ts";
import { markPast, type Before } from "./past.ts";
import { deploymentsOf, donePullsOf, openPullsOf, searchesOf, type Place } from "./places.ts";
import type { GitHubOptions } from "./schema.ts";
import { lightSchema, type LightPull } from "./pull-wire.ts";
import { soundOf } from "./read-list.ts";

/** Repositories that nobody named are read up to this many, those with the latest pull requests. */
const MOST_REPOSITORIES = 20;

/** What there is to look at. */
export interface Found {
  pulls: LightPull[];
  /** `owner/name`. */
  repositories: string[];
  /** The branch that everybody works from, by repository, as far as it is known. */
  defaultBranches: Map<string, string>;
  /** What GitHub tells of deployments, by repository. */
  deployments: Map<string, unknown[]>;
  /** What is known from the fetch before and was not asked for again. */
  known: readonly Item[];
  failures: Failure[];
  notes: string[];
  /** Marks how far lists were read; those of pull requests only where each of these was read too. */
  remember(arePullsRead: boolean): void;
}

type Read = Listed<Place>;

/**
 * Looks for pull requests: those of the repositories that are named, and those that have to do with the reader, who is nobody for an app.
 * Deployments come with it. Ten lists are one call.
 */
export async function findWork(ask: Ask, options: GitHubOptions, before: Before): Promise<Found> {
  const searches = before.viewer === null ? [] : searchesOf(options, before.reach);
  const named = options.repositories ?? [];
  const needsPulls = options.include.some((part) => part === "pull_requests" || part === "checks");
  const lists =
    needsPulls || named.length === 0
      ? [...searches, ...named.flatMap((each) => [openPullsOf(each, options), donePullsOf(each, options, before)])]
      : [];
  const deploymentsIn = (repositories: readonly string[]): Place[] =>
    options.include.includes("deployments") ? repositories.map((each) => deploymentsOf(each, options, before)) : [];
  const early = await readListings(ask, [...lists, ...deploymentsIn(named)]);
  const repositories = options.repositories ?? repositoriesOf(pullsIn(early, before.reach).pulls);
  const unnamed = options.repositories === undefined ? repositories : [];
  const weeks = options.weeks === undefined || !needsPulls ? [] : unnamed.map((each) => donePullsOf(each, options, before));
  const late = await readListings(ask, [...weeks, ...deploymentsIn(unnamed)]);
  return { repositories, ...foundIn([...early, ...late], before) };
}

function repositoriesOf(pulls: readonly LightPull[]): string[] {
  return [...new Set(pulls.map(({ repository }) => repository.nameWithOwner))].slice(0, MOST_REPOSITORIES);
}

function foundIn(read: readonly Read[], { reach, memory }: Before): Omit<Found, "repositories"> {
  const { pulls, failures } = pullsIn(read, reach);
  const deployed = read.filter(({ listing }) => listing.holds === "deployments");
  return {
    pulls,
    defaultBranches: branchesIn([...pulls.map(({ repository }) => repository), ...read.map(({ held }) => held)]),
    deployments: new Map(deployed.map(({ listing, nodes }) => [listing.repository ?? "", nodes])),
    known: read.flatMap(({ listing }) => listing.past?.items ?? []),
    failures: [...failures, ...read.flatMap((each) => each.failures)],
    notes: read.flatMap(({ notes }) => notes),
    remember(arePullsRead) {
      for (const each of read) remember(each, arePullsRead && failures.length === 0, memory);
    },
  };
}

/** A list that was cut is cut again by the next fetch, and says so again. */
function remember({ listing: { holds, past }, nodes, failures, notes }: Read, arePullsRead: boolean, memory: Memory): void {
  const isWhole = failures.length === 0 && notes.length === 0 && (holds === "deployments" || arePullsRead);
  if (past) markPast(past, nodes, isWhole, memory);
}

/** The branch that everybody works from, of each repository that is told of. */
function branchesIn(told: readonly unknown[]): Map<string, string> {
  const { rows } = soundOf(branchSchema, told);
  return new Map(rows.map(({ nameWithOwner, defaultBranchRef: { name } }) => [nameWithOwner, name]));
}

const branchSchema = z.looseObject({ nameWithOwner: z.string(), defaultBranchRef: z.looseObject({ name: z.string() }) });

/** Each once; of those that are done, those of the window. */
function pullsIn(read: readonly Read[], { from, to }: Window): { pulls: LightPull[]; failures: Failure[] } {
  const { rows, isSound } = soundOf(
    lightSchema,
    read.flatMap(({ listing, nodes }) => (listing.holds === "pulls" ? nodes : [])),
  );
  const isWithin = ({ closedAt }: LightPull): boolean =>
    !closedAt || (Date.parse(closedAt) >= Date.parse(from) && Date.parse(closedAt) <= Date.parse(to));
  const pulls = [...new Map(rows.map((pull) => [pull.id, pull])).values()].filter(isWithin);
  return { pulls, failures: isSound ? [] : [oddPart("pull requests")] };
}
