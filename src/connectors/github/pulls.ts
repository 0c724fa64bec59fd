import type { Item } from "../../core/item.ts";
import { pullRequestsIn, type PullRequest } from "../../core/kinds/pull-request.ts";
import { sealItem } from "../../lib/hash.ts";
import type { Ask } from "./ask.ts";
import { oddPart, type Failure } from "./failure.ts";
import { failureOf, readListings, type Listing } from "./listing.ts";
import { plainLine } from "./plain-text.ts";
import { checksOf } from "./pull-checks.ts";
import { toPullDraft } from "./pull-item.ts";
import { DETAILS, detailsSchema, fileSchema, type LightPull, type PullDetails } from "./pull-wire.ts";
import { soundOf } from "./read-list.ts";

/** Pull requests in one call, with all that is told of each: more would take GitHub too long. */
const AT_ONCE = 25;
/** Files of one pull request. */
const MOST_FILES = 300;

const WHAT = "pull requests";

/** What the run brings along. */
export interface Circumstances {
  viewer: string | null;
  picture: readonly Item[];
  /** The end of the window. */
  now: string;
  progress(message: string): void;
}

/** Pull requests with all that is told of them. What has not changed is told from the fetch before, without a call. */
export async function readPulls(
  ask: Ask,
  wanted: readonly LightPull[],
  { viewer, picture, now, progress }: Circumstances,
): Promise<{ items: Item[]; failures: Failure[] }> {
  const known = new Map(pullRequestsIn(picture).map((pull) => [`${pull.repository}#${pull.number}`, pull]));
  const beforeOf = ({ repository, number }: LightPull): PullRequest | undefined => known.get(`${repository.nameWithOwner}#${number}`);
  const changed = wanted.filter((pull) => !isUnchanged(pull, beforeOf(pull), viewer));
  const isChanged = new Set(changed);
  const items = wanted.flatMap((pull) => (isChanged.has(pull) ? [] : (beforeOf(pull)?.item ?? [])));
  const failures: Failure[] = [];
  for (let start = 0; start < changed.length; start += AT_ONCE) {
    const read = await readDetails(ask, changed.slice(start, start + AT_ONCE));
    const { files, failures: missing } = await readFiles(ask, read.pulls);
    const toItem = (pull: PullDetails): Item =>
      sealItem(toPullDraft(pull, { viewer, before: beforeOf(pull), now, files: files.get(pull.id) ?? [] }));
    items.push(...read.pulls.map(toItem));
    failures.push(...read.failures, ...missing);
    progress(`read ${Math.min(start + AT_ONCE, changed.length)} of ${changed.length} changed pull requests`);
  }
  return { items, failures: uniqueOf(failures) };
}

/** What failed may fail in more ways without another sign, so it is looked at again as long as it is open. */
function isUnchanged(pull: LightPull, before: PullRequest | undefined, viewer: string | null): boolean {
  if (before === undefined || (before.checks === "failed" && before.state === "open")) return false;
  if (before.viewer !== (viewer === null ? null : `github:${viewer}`)) return false;
  const isSame = Date.parse(before.item.updatedAt) === Date.parse(pull.updatedAt) && before.headSha === pull.headRefOid;
  const isMergeable = before.state !== "open" || pull.mergeable === "UNKNOWN" || before.mergeable === (pull.mergeable === "MERGEABLE");
  return isSame && isMergeable && before.checks === checksOf(pull);
}

async function readDetails(ask: Ask, wanted: readonly LightPull[]): Promise<{ pulls: PullDetails[]; failures: Failure[] }> {
  const answer = await ask.graph(WHAT, `query { nodes(ids: ${JSON.stringify(wanted.map(({ id }) => id))}) { ${DETAILS} } }`);
  if (!answer.ok) return { pulls: [], failures: [answer.failure] };
  const { data, errors } = answer.value;
  const list = data["nodes"];
  const { rows, isSound } = Array.isArray(list) ? soundOf(detailsSchema, list) : { rows: [], isSound: false };
  return { pulls: rows, failures: [...(isSound ? [] : [oddPart(WHAT)]), ...errors.map((error) => failureOf(WHAT, error))] };
}

/** The first hundred files come with the pull request; a large one is read on. */
async function readFiles(ask: Ask, pulls: readonly PullDetails[]): Promise<{ files: Map<string, string[]>; failures: Failure[] }> {
  const large = pulls.filter(({ files }) => files?.pageInfo.hasNextPage === true);
  const rest = await readListings(ask, large.map(filesOf));
  const more = new Map(large.map(({ id }, index) => [id, soundOf(fileSchema, rest[index]?.nodes ?? []).rows]));
  const linesOf = ({ id, files }: PullDetails): string[] => [...(files?.nodes ?? []), ...(more.get(id) ?? [])].map(toLine);
  return {
    files: new Map(pulls.map((pull) => [pull.id, linesOf(pull).slice(0, MOST_FILES)])),
    failures: rest.flatMap(({ failures }) => failures),
  };
}

function filesOf({ id, files }: PullDetails): Listing {
  const after = files?.pageInfo.endCursor ?? "";
  const field = (page: string): string => {
    const from = page.includes("after:") ? page : `${page}, after: ${JSON.stringify(after)}`;
    const nodes = "nodes { path additions deletions } pageInfo { hasNextPage endCursor }";
    return `node(id: ${JSON.stringify(id)}) { ... on PullRequest { page: files(${from}) { ${nodes} } } }`;
  };
  return { what: "changed files", field, max: MOST_FILES - 100 };
}

function toLine({ path, additions, deletions }: { path: string; additions: number; deletions: number }): string {
  return `${plainLine(path)} ${additions + deletions}`;
}

/** Each once: what fails in one call fails in the others. */
export function uniqueOf(failures: readonly Failure[]): Failure[] {
  return [...new Map(failures.map((failure) => [`${failure.what}: ${failure.error}`, failure])).values()];
}
