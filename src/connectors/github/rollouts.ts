import { z } from "zod";
import type { DraftItem, Window } from "../../core/item.ts";
import type { RolloutFields } from "../../core/kinds/rollout.ts";
import { actorOf, instantOf, webAddress } from "./actors.ts";
import { oddPart, type Failure } from "./failure.ts";
import { plainLine, plainLines } from "./plain-text.ts";
import { soundOf } from "./read-list.ts";

/** A repository's deployments with the last that was said of each (https://docs.github.com/graphql/reference/objects#deployment). */
export function deploymentsField(page: string): string {
  return `deployments(orderBy: { field: CREATED_AT, direction: DESC }, ${page}) { nodes {
    databaseId environment createdAt commitOid ref { name } description creator { login }
    latestStatus { state createdAt logUrl environmentUrl } } pageInfo { hasNextPage endCursor } }`;
}

/** One of them, as far as it is read. */
export const deploymentSchema = z.looseObject({
  databaseId: z.number(),
  environment: z.string().nullish(),
  createdAt: z.string(),
  commitOid: z.string(),
  ref: z.looseObject({ name: z.string() }).nullish(),
  description: z.string().nullish(),
  creator: z.looseObject({ login: z.string() }).nullish(),
  latestStatus: z
    .looseObject({ state: z.string(), createdAt: z.string(), logUrl: z.string().nullish(), environmentUrl: z.string().nullish() })
    .nullish(),
});
type Deployment = z.infer<typeof deploymentSchema>;

/** https://docs.github.com/graphql/reference/enums#deploymentstatusstate; what nothing was said of yet is planned. */
const STATES: Readonly<Record<string, RolloutFields["state"]>> = {
  PENDING: "planned",
  QUEUED: "planned",
  WAITING: "paused",
  IN_PROGRESS: "running",
  SUCCESS: "done",
  FAILURE: "failed",
  ERROR: "failed",
};

/** Deployments as Items: those of the window, and the latest of each environment that is not at its end. */
export function toRollouts(repository: string, nodes: readonly unknown[], window: Window): { drafts: DraftItem[]; failures: Failure[] } {
  const { rows, isSound } = soundOf(deploymentSchema, nodes);
  const known = rows.filter(({ createdAt }) => Date.parse(createdAt) <= Date.parse(window.to));
  const latest = new Set(new Map(known.toReversed().map((each) => [each.environment, each])).values());
  const drafts = known.map((each) => ({ each, draft: toDraft(repository, each, latest.has(each)) }));
  const isWanted = ({ each, draft }: (typeof drafts)[number]): boolean =>
    draft.updatedAt >= window.from || (latest.has(each) && isOpen(draft));
  return {
    drafts: drafts.filter(isWanted).map(({ draft }) => draft),
    failures: isSound ? [] : [oddPart(`deployments of ${repository}`)],
  };
}

function isOpen({ fields }: DraftItem): boolean {
  return fields["state"] !== "done" && fields["state"] !== "withdrawn";
}

function toDraft(repository: string, deployment: Deployment, isLatest: boolean): DraftItem {
  const { databaseId, createdAt, latestStatus, creator, description, commitOid, ref } = deployment;
  const ts = instantOf(createdAt) ?? createdAt;
  const since = instantOf(latestStatus?.createdAt) ?? ts;
  const environment = plainLine(deployment.environment ?? "production");
  const url = webAddress(latestStatus?.environmentUrl) ?? webAddress(latestStatus?.logUrl);
  const fields: RolloutFields = {
    ...{ service: repository, stage: environment, plannedStages: [], state: stateOf(deployment, isLatest), stageSince: since },
    ...{ plannedStageHours: null, nextStepAt: null, rollback: null, health: null },
    version: ref ? plainLine(ref.name) : commitOid.slice(0, 7),
  };
  return {
    ...{ id: `github:${repository}/deployments/${databaseId}`, source: "github", kind: "rollout", ts, updatedAt: since },
    title: `${repository} to ${environment}`,
    body: plainLines(description ?? ""),
    ...(url !== undefined && { url }),
    actors: creator ? [actorOf(creator.login, "owner")] : [],
    fields: { ...fields },
  };
}

/** One becomes inactive when the next takes its place: only where there is no next was it taken back. */
function stateOf({ latestStatus }: Deployment, isLatest: boolean): RolloutFields["state"] {
  if (!latestStatus) return "planned";
  return STATES[latestStatus.state] ?? (isLatest ? "withdrawn" : "done");
}
