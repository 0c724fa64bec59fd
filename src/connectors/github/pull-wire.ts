import { z } from "zod";

const rollup = z.looseObject({ state: z.string() }).nullish();
/** Whoever did something; null where the account is there no more. */
const actor = z.looseObject({ login: z.string(), type: z.string().catch("User") }).nullish();

/** What tells whether a pull request has changed (https://docs.github.com/graphql/reference/objects#pullrequest). */
export const LIGHT = `id number updatedAt closedAt headRefOid mergeable isCrossRepository headRefName
  repository { nameWithOwner defaultBranchRef { name } }
  commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }`;

export const lightSchema = z.looseObject({
  id: z.string(),
  number: z.number(),
  updatedAt: z.string(),
  closedAt: z.string().nullish(),
  headRefOid: z.string(),
  mergeable: z.string().catch("UNKNOWN"),
  repository: z.looseObject({ nameWithOwner: z.string(), defaultBranchRef: z.looseObject({ name: z.string() }).nullish() }),
  commits: z.looseObject({ nodes: z.array(z.looseObject({ commit: z.looseObject({ statusCheckRollup: rollup }) })) }),
});
export type LightPull = z.infer<typeof lightSchema>;

const ACTOR = "{ type: __typename login }";
const REVIEWER = "{ type: __typename ... on User { login } ... on Bot { login } ... on Mannequin { login } ... on Team { combinedSlug } }";

/** All that is told of one. */
export const DETAILS = `... on PullRequest { ${LIGHT}
  title body url state isDraft createdAt mergedAt baseRefName additions deletions
  author ${ACTOR} mergedBy ${ACTOR} mergeCommit { oid } milestone { title }
  assignees(first: 20) { nodes { login } } labels(first: 30) { nodes { name } }
  files(first: 100) { nodes { path additions deletions } pageInfo { hasNextPage endCursor } }
  firstCommit: commits(first: 1) { nodes { commit { committedDate } } }
  head: commits(last: 1) { nodes { commit { committedDate statusCheckRollup { contexts(first: 100) { nodes { type: __typename
    ... on CheckRun { name conclusion completedAt } ... on StatusContext { context state createdAt } } } } } } }
  reviews(last: 100) { nodes { state submittedAt author ${ACTOR} } }
  reviewRequests(first: 30) { nodes { requestedReviewer ${REVIEWER} } }
  timelineItems(last: 60, itemTypes: [REVIEW_REQUESTED_EVENT, READY_FOR_REVIEW_EVENT, HEAD_REF_FORCE_PUSHED_EVENT]) { nodes { type: __typename
    ... on ReviewRequestedEvent { createdAt requestedReviewer ${REVIEWER} } ... on ReadyForReviewEvent { createdAt }
    ... on HeadRefForcePushedEvent { createdAt } } }
  closingIssuesReferences(first: 20) { nodes { number repository { nameWithOwner } } } }`;

/** Changed files in the order of their paths, with the lines changed in each. */
export const fileSchema = z.looseObject({ path: z.string(), additions: z.number().catch(0), deletions: z.number().catch(0) });

const reviewer = z
  .looseObject({ type: z.string().catch("User"), login: z.string().optional(), combinedSlug: z.string().optional() })
  .nullish();
export type Reviewer = z.infer<typeof reviewer>;

const context = z.looseObject({
  name: z.string().optional(),
  conclusion: z.string().nullish(),
  completedAt: z.string().nullish(),
  context: z.string().optional(),
  state: z.string().optional(),
  createdAt: z.string().optional(),
});

export const detailsSchema = lightSchema.extend({
  title: z.string(),
  body: z.string().catch(""),
  url: z.string(),
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  isDraft: z.boolean(),
  createdAt: z.string(),
  mergedAt: z.string().nullish(),
  baseRefName: z.string(),
  headRefName: z.string(),
  additions: z.number(),
  deletions: z.number(),
  author: actor,
  mergedBy: actor,
  mergeCommit: z.looseObject({ oid: z.string() }).nullish(),
  milestone: z.looseObject({ title: z.string() }).nullish(),
  assignees: nodesOf(z.looseObject({ login: z.string() })),
  labels: nodesOf(z.looseObject({ name: z.string() })),
  files: z
    .looseObject({ nodes: z.array(fileSchema), pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }) })
    .nullish(),
  firstCommit: nodesOf(z.looseObject({ commit: z.looseObject({ committedDate: z.string() }) })),
  head: nodesOf(
    z.looseObject({
      commit: z.looseObject({
        committedDate: z.string(),
        statusCheckRollup: z.looseObject({ contexts: z.looseObject({ nodes: z.array(context.nullable()) }) }).nullish(),
      }),
    }),
  ),
  reviews: nodesOf(z.looseObject({ state: z.string(), submittedAt: z.string().nullish(), author: actor })),
  reviewRequests: nodesOf(z.looseObject({ requestedReviewer: reviewer })),
  timelineItems: nodesOf(z.looseObject({ type: z.string(), createdAt: z.string().optional(), requestedReviewer: reviewer })),
  closingIssuesReferences: nodesOf(z.looseObject({ number: z.number(), repository: z.looseObject({ nameWithOwner: z.string() }) })),
});
export type PullDetails = z.infer<typeof detailsSchema>;
export type PullActor = z.infer<typeof actor>;

/** A list within an answer, without the nulls that stand for what is not shown. */
function nodesOf<Node>(node: z.ZodType<Node>) {
  return z
    .looseObject({ nodes: z.array(node.nullable()) })
    .nullish()
    .transform((list) => (list?.nodes ?? []).flatMap((each) => (each === null ? [] : [each])));
}
