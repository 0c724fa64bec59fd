import type { Fact, Item } from "../../core/item.ts";
import type { PullRequest } from "../../core/kinds/pull-request.ts";
import { isOfRepository } from "./join.ts";

/** One change that was merged, however many sources tell of it. */
export interface Merge {
  /** What speaks for it: its pull request, or else the change of a default branch. */
  item: Item;
  /** Other items that tell of the same: its commits on the default branch, its backports. */
  also: readonly Item[];
  /** When it was merged, a UTC instant, and the fact that says so. */
  at: string;
  mergedAt: Fact;
  repository: string;
  /** Absent where only a commit tells of it. */
  pull?: PullRequest;
  /** Hashes under which it is known. */
  shas: readonly string[];
  /** Its files with the lines changed in each. */
  files: readonly ChangedFile[];
  /** Lines that were added and removed. */
  size: number;
  /** A program made it, or it only takes up a new version of what others make. */
  isRoutine: boolean;
  /** What it says that it takes back: `owner/name#12`, or a commit. */
  reverts: string | null;
  /** The commit that it says it was picked from. */
  pickedFrom: string | null;
  /** It went to a branch beside the one that everybody works from. */
  isAside: boolean;
}

export interface ChangedFile {
  path: string;
  lines: number;
}

/** The order of time; of one moment the order of ids, so that it is the same on every run. */
export function byTime(a: Merge, b: Merge): number {
  return a.at.localeCompare(b.at) || (a.item.id < b.item.id ? -1 : 1);
}

/** Whether what is written, as `owner/name#12` or a hash, means this change. */
export function isMeant(written: string, { pull, shas }: Merge): boolean {
  if (/^[0-9a-f]{7,64}$/.test(written)) return shas.some((sha) => sha.startsWith(written));
  return pull !== undefined && written.toLowerCase() === `${pull.repository}#${pull.number}`.toLowerCase();
}

/** Whether two changes are of one repository, as far as their sources tell. */
export function isSameRepository(a: Merge, b: Merge): boolean {
  if (a.repository === b.repository) return true;
  const [pull, other] = a.pull === undefined ? [b.pull, a] : [a.pull, b];
  return pull !== undefined && other.pull === undefined && isOfRepository(other.item, other.repository, pull.repository);
}
