import { z } from "zod";

/** A pull request as the GraphQL API hands it over. */
export type GraphPull = ReturnType<typeof graphPull>;

/** What the GraphQL API tells. */
export interface GraphWorld {
  pulls: GraphPull[];
  /** By repository, the newest first. */
  deployments: Record<string, unknown[]>;
  /** Stands beside every answer. */
  errors?: unknown[];
}

/** A pull request of dana/shop, as https://docs.github.com/graphql/reference/objects#pullrequest has it. */
export function graphPull(number: number, changes: Readonly<Record<string, unknown>> = {}) {
  const commit = {
    committedDate: "2026-11-17T09:00:00Z",
    statusCheckRollup: { state: "SUCCESS", contexts: { nodes: [{ type: "CheckRun", name: "test", conclusion: "SUCCESS" }] } },
  };
  return {
    ...{ id: `PR_${number}`, number, title: `Change ${number}`, body: "", url: `https://github.com/dana/shop/pull/${number}` },
    ...{
      state: "OPEN",
      isDraft: false,
      createdAt: "2026-11-16T08:00:00Z",
      updatedAt: "2026-11-17T10:00:00Z",
      closedAt: null,
      mergedAt: null,
    },
    ...{
      baseRefName: "main",
      headRefName: `change-${number}`,
      headRefOid: `sha${number}`,
      mergeable: "MERGEABLE",
      additions: 3,
      deletions: 1,
    },
    repository: { nameWithOwner: "dana/shop", defaultBranchRef: { name: "main" } },
    ...{ author: { type: "User", login: "sam" }, mergedBy: null, mergeCommit: null, milestone: null },
    ...{ assignees: { nodes: [] }, labels: { nodes: [] } },
    files: { nodes: [{ path: "src/a.ts", additions: 3, deletions: 1 }], pageInfo: { hasNextPage: false, endCursor: null } },
    ...{ commits: { nodes: [{ commit }] }, head: { nodes: [{ commit }] }, firstCommit: { nodes: [{ commit }] } },
    ...{ reviews: { nodes: [] }, reviewRequests: { nodes: [] }, timelineItems: { nodes: [] }, closingIssuesReferences: { nodes: [] } },
    ...changes,
  };
}

const FIELD = /^(?:query \{ )?(l\d+): (search|repository|node)\((.*)$/gm;

/** Answers the queries that Chief makes, and no others: lists by their aliases, or pull requests by their ids. */
export function answerGraph(query: string, world: GraphWorld): unknown {
  const { errors } = world;
  const ids = /nodes\(ids: (\[.*?\])\)/.exec(query)?.[1];
  if (ids !== undefined) {
    const wanted = z.array(z.string()).parse(JSON.parse(ids));
    return { data: { nodes: wanted.map((id) => world.pulls.find((pull) => pull.id === id) ?? null) }, ...(errors && { errors }) };
  }
  const told = [...query.matchAll(FIELD)].map(([, alias = "", kind = "", rest = ""]) => [alias, answerField(kind, rest, world)] as const);
  const missing = told.filter(([, value]) => value === null).map(([alias]) => ({ type: "NOT_FOUND", path: [alias], message: "not there" }));
  return { data: Object.fromEntries(told), ...(missing.length > 0 || errors ? { errors: [...missing, ...(errors ?? [])] } : {}) };
}

function answerField(kind: string, rest: string, { pulls, deployments }: GraphWorld): unknown {
  if (kind === "search") return pageOf(rest, rest.includes("is:open") ? pulls.filter((pull) => isOpen(pull) && isMine(rest, pull)) : []);
  const [, owner, name] = /owner: "([^"]+)", name: "([^"]+)"/.exec(rest) ?? [];
  const nameWithOwner = `${owner}/${name}`;
  if (!["dana/shop", "dana/site"].includes(nameWithOwner)) return null;
  const own = pulls.filter(({ repository }) => repository.nameWithOwner === nameWithOwner);
  const about = { nameWithOwner, defaultBranchRef: { name: "main" } };
  if (rest.includes("deployments(")) return { ...about, page: pageOf(rest, deployments[nameWithOwner] ?? []) };
  return {
    ...about,
    page: pageOf(
      rest,
      own.filter((pull) => isOpen(pull) === rest.includes("states: [OPEN]")),
    ),
  };
}

function isOpen({ state }: GraphPull): boolean {
  return state === "OPEN";
}

/** Of the words of a search, those that tell whose it is. */
function isMine(rest: string, { author, reviewRequests }: GraphPull): boolean {
  if (rest.includes("author:@me")) return JSON.stringify(author).includes('"dana"');
  return rest.includes("review-requested:@me") && JSON.stringify(reviewRequests).includes('"dana"');
}

function pageOf(rest: string, all: readonly unknown[]): unknown {
  const size = Number(/first: (\d+)/.exec(rest)?.[1]);
  const start = Number(/after: "(\d+)"/.exec(rest)?.[1] ?? 0);
  const end = start + size;
  return { nodes: all.slice(start, end), pageInfo: { hasNextPage: end < all.length, endCursor: String(end) } };
}
