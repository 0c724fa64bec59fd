import type { Item, Window } from "../../core/item.ts";
import { pullRequestsIn } from "../../core/kinds/pull-request.ts";
import { rolloutsIn } from "../../core/kinds/rollout.ts";
import { instantOf } from "./actors.ts";
import type { Memory } from "./cursor.ts";
import { lightSchema } from "./pull-wire.ts";
import { deploymentSchema } from "./rollouts.ts";

/** GitHub shows some things late: a list is read again from so long before the last that was seen. */
const OVERLAP_MS = 60 * 60 * 1000;

/** What is known of a list whose entries are in the order of an instant, the latest first. */
export interface Past {
  /** Its name among the marks. */
  key: string;
  /** Where reading may stop: what is older lies before the reach, or is known. A UTC instant. */
  until: string;
  /** What is later is left to the next fetch. A UTC instant. */
  to: string;
  /** From the fetch before, within the reach. */
  items: readonly Item[];
  /** The instant of an entry by which the list is ordered. */
  instantIn(node: unknown): string | undefined;
}

/** What is needed to know what was there before. */
export interface Before {
  memory: Memory;
  picture: readonly Item[];
  viewer: string | null;
  reach: Window;
}

/** Pull requests that were merged or closed; one that changes comes up again, at the top of the list. */
export function pastPulls(repository: string, before: Before): Past {
  const name = repository.toLowerCase();
  const own = pullRequestsIn(before.picture).filter((pull) => pull.repository.toLowerCase() === name);
  const done = own.filter(({ closedAt }) => (closedAt ?? "") >= before.reach.from).map(({ item }) => item);
  return pastOf(`done ${repository} ${before.viewer ?? ""}`, done, before, (node) => lightSchema.safeParse(node).data?.updatedAt);
}

/** Deployments; the list is in the order of their beginning, so it is read down to the first that was not over. */
export function pastRollouts(repository: string, before: Before): Past {
  const own = rolloutsIn(before.picture).filter(({ service, item }) => service === repository && item.updatedAt >= before.reach.from);
  const items = own.map(({ item }) => item);
  const past = pastOf(`deployments ${repository}`, items, before, (node) => deploymentSchema.safeParse(node).data?.createdAt);
  const open = own.filter(({ state }) => state === "planned" || state === "running" || state === "paused");
  const earliest = [past.until, ...open.map(({ item }) => item.ts)].toSorted()[0] ?? past.until;
  return { ...past, until: latestOf(earliest, before.reach.from) };
}

/** What is not marked was not read to its end: nothing is known of it. */
function pastOf(key: string, items: readonly Item[], { memory, reach }: Before, dateIn: (node: unknown) => string | undefined): Past {
  const mark = memory.known.get(key);
  const instantIn = (node: unknown): string | undefined => instantOf(dateIn(node)) ?? undefined;
  if (mark === undefined) return { key, until: reach.from, to: reach.to, items: [], instantIn };
  const late = new Date(Date.parse(mark) - OVERLAP_MS).toISOString();
  return { key, until: latestOf(late, reach.from), to: reach.to, items, instantIn };
}

function latestOf(a: string, b: string): string {
  return a > b ? a : b;
}

/** Marks a list with the instant of its latest entry that was told, or as before where it could not be read in full. */
export function markPast({ key, to, instantIn }: Past, nodes: readonly unknown[], isWhole: boolean, { known, seen }: Memory): void {
  const before = known.get(key);
  const instants = nodes.flatMap((node) => instantIn(node) ?? []).filter((instant) => instant <= to);
  const latest = [...instants, ...(before === undefined ? [] : [before])].toSorted().at(-1);
  const mark = isWhole ? latest : before;
  if (mark !== undefined) seen.set(key, mark);
}

/** What the fetch before brought and this one did not have to ask for. */
export function withKnown(read: readonly Item[], known: readonly Item[]): Item[] {
  const ids = new Set(read.map(({ id }) => id));
  return [...read, ...known.filter(({ id }) => !ids.has(id))];
}
