import type { Accounts } from "../../core/connection.ts";
import type { Item, Window } from "../../core/item.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { sealItem } from "../../lib/hash.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { openAsk, type Ask } from "./ask.ts";
import { readWhy } from "./ci-why.ts";
import { readChecks } from "./ci.ts";
import { recall, toCursor, type Memory } from "./cursor.ts";
import { createDownloads, type Downloads } from "./download.ts";
import type { Failure } from "./failure.ts";
import { findWork, type Found } from "./find.ts";
import { mergeIssues, readIssues } from "./issues.ts";
import { withKnown } from "./past.ts";
import { readPlan } from "./plan.ts";
import { readPulls, uniqueOf } from "./pulls.ts";
import { reachOf } from "./reach.ts";
import { readReleases } from "./releases.ts";
import { toRollouts } from "./rollouts.ts";
import { type GitHubOptions, type PartName } from "./schema.ts";

/** What one part brought. */
interface Read {
  items: readonly Item[];
  failures: readonly Failure[];
  notes?: readonly string[];
}

/** The pull requests of a grant and what belongs to them; throws where GitHub can't be asked, and where it is told to stop. */
export async function fetchWork(context: FetchContext<GitHubOptions>, accounts: Accounts<"github">, clock: Clock): Promise<Fetched> {
  const { options, signal, window, cursor, picture, timezone } = context;
  signal.throwIfAborted();
  const ask = await openAsk(accounts, options.connection, { signal, clock, timezone });
  const viewer = await ask.viewer();
  if (!viewer.ok) return { items: [], failures: [viewer.failure], notes: [] };
  const memory = recall(context);
  const reach = reachOf(window, options.weeks);
  const found = await findWork(ask, options, { memory, picture, viewer: viewer.value, reach });
  const downloads = createDownloads(ask, signal, clock);
  const read = await readParts(context, ask, { found, memory, viewer: viewer.value, reach, downloads });
  const plans = await readPlans(ask, context);
  const parts = [found, ...read, ...plans];
  // An issue that is a task of the plan is told as that, once.
  const tasks = plans.flatMap((part) => part.items);
  const isTask = new Set(tasks.map(({ id }) => id));
  const others = withKnown(
    read.flatMap((part) => part.items),
    found.known,
  );
  const items = [...others.filter(({ id }) => !isTask.has(id)), ...tasks].toSorted(byTime);
  const isNamed = cursor !== undefined || options.repositories !== undefined;
  return {
    items,
    failures: uniqueOf(parts.flatMap(({ failures }) => failures)),
    notes: [...(isNamed ? [] : [placesNote(found.repositories)]), ...new Set(parts.flatMap(({ notes = [] }) => notes))],
    ...(viewer.value !== null && { me: [{ account: `github:${viewer.value}` }] }),
    cursor: toCursor(memory, context, items.length),
  };
}

async function readPlans(ask: Ask, { options, timezone, picture }: FetchContext<GitHubOptions>): Promise<Read[]> {
  const { plan, repositories = [], max } = options;
  const read: Read[] = [];
  if (plan) for (const repository of repositories) read.push(await readPlan(ask, { repository, plan, timezone, picture, max }));
  return read;
}

interface Way {
  found: Found;
  memory: Memory;
  viewer: string | null;
  reach: Window;
  downloads: Downloads;
}

/** One part after the other: GitHub wishes for no calls side by side. */
async function readParts(
  context: FetchContext<GitHubOptions>,
  ask: Ask,
  { found, memory, viewer, reach, downloads }: Way,
): Promise<Read[]> {
  const { options, window, picture, progress, shelf } = context;
  const wish = { window, memory, picture, max: options.max, viewer };
  const has = (part: PartName): boolean => options.include.includes(part);
  const told = { count: 0 };
  const read: Read[] = [];
  if (has("pull_requests")) read.push(await readPulls(ask, found.pulls, { viewer, picture, now: window.to, progress }));
  found.remember(read.every(({ failures }) => failures.length === 0));
  if (has("issues")) read.push(await readAllIssues(ask, found.repositories, { ...wish, window: reach }));
  for (const repository of found.repositories) {
    if (has("deployments")) read.push(rolloutsOf(repository, found, reach));
    if (has("releases")) read.push(await readReleases(ask, repository, { ...wish, window: reach }));
    const open = found.pulls.filter((pull) => pull.repository.nameWithOwner === repository && !pull.closedAt);
    const heads = new Map(open.map(({ headRefOid, number }) => [headRefOid, number]));
    const defaultBranch = found.defaultBranches.get(repository);
    const checks = { ...wish, repository, defaultBranch, heads, shelf, downloads, told };
    if (has("checks")) read.push(await (options.failures ? readWhy : readChecks)(ask, checks));
    progress(`read ${repository}`);
  }
  return read;
}

async function readAllIssues(ask: Ask, repositories: readonly string[], wish: Parameters<typeof readIssues>[2]): Promise<Read> {
  const read = [];
  const own = wish.viewer === null ? [] : (["assigned", "mentioned"] as const);
  for (const filter of own) read.push(await readIssues(ask, { filter }, wish));
  for (const repository of repositories) read.push(await readIssues(ask, { repository }, wish));
  return {
    items: mergeIssues(read.flatMap(({ items }) => items)),
    failures: read.flatMap(({ failures }) => failures),
    notes: read.flatMap(({ notes }) => notes),
  };
}

function rolloutsOf(repository: string, { deployments }: Found, reach: Window): Read {
  const { drafts, failures } = toRollouts(repository, deployments.get(repository) ?? [], reach);
  return { items: drafts.map(sealItem), failures };
}

function byTime(a: Item, b: Item): number {
  if (a.ts !== b.ts) return a.ts < b.ts ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Where nothing is named, people are told once what is read. */
function placesNote(repositories: readonly string[]): string {
  if (repositories.length === 0) return "No pull request waits for you or is yours at GitHub: name repositories to read these.";
  return `Reads ${countOf(repositories.length, "repository")} at GitHub: ${listOf(repositories)}.`;
}
