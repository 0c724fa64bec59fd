import { lstat } from "node:fs/promises";
import { join } from "node:path";
import type { Seen, Sighting } from "./file-paths.ts";
import { readContent } from "./file-hash.ts";

/** What was told of a topic's files: kept from one start to the next. */
export interface Baseline {
  /** Counts the tellings, so that a file that becomes again what it was is told again. */
  round: number;
  files: Record<string, Known>;
}

type Known = Seen & { hash: string };

/** A file that is another than it was. */
export interface Change {
  path: string;
  change: "created" | "changed" | "deleted";
  /** What it is now; of a deleted one what it was. */
  known: Known;
  /** Chief wrote it. */
  isOwn: boolean;
}

/** Files that differ, and since when they have looked as they do: milliseconds since the epoch. */
export type Moving = Map<string, { look: string; since: number }>;

/** A file that is still being written, or replaced, is not told before it has been still for so long. */
const STILL_MS = 2_000;

/** How long until the first of them may have been still for long enough; Infinity where nothing moves. */
export function untilStill(moving: Moving, now: number): number {
  return Math.min(...[...moving.values()].map(({ since }) => Math.max(since + STILL_MS - now, 0)));
}

/** What a first look takes for granted. */
export async function takeBaseline(root: string, { files }: Sighting): Promise<Baseline> {
  const known: [string, Known][] = [];
  for (const [path, seen] of files) {
    const content = await readContent(join(root, path), seen).catch(() => undefined);
    if (content) known.push([path, { ...seen, hash: content.hash }]);
  }
  return { round: 1, files: Object.fromEntries(known) };
}

/** The changes that have been still for long enough, in the order of their paths; `moving` keeps those that have not. */
export async function findChanges(
  root: string,
  { files }: Sighting,
  baseline: Baseline,
  { moving, now }: { moving: Moving; now: number },
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const path of new Set([...files.keys(), ...Object.keys(baseline.files)])) {
    const seen = files.get(path);
    const known = knownOf(baseline, path);
    if (isSame(seen, known)) moving.delete(path);
    else if (isStill(path, seen, moving, now)) {
      moving.delete(path);
      changes.push(...(await changeOf(root, path, seen, known)));
    }
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The baseline after changes were told. */
export function baselineAfter({ round, files }: Baseline, changes: readonly Change[]): Baseline {
  const after = new Map(Object.entries(files));
  for (const { path, change, known } of changes) {
    if (change === "deleted") after.delete(path);
    else after.set(path, known);
  }
  return { round: round + 1, files: Object.fromEntries(after) };
}

/** Whether a change left the content as it was. */
export function isTouchOnly(change: Change, baseline: Baseline): boolean {
  return change.change === "changed" && knownOf(baseline, change.path)?.hash === change.known.hash;
}

function knownOf({ files }: Baseline, path: string): Known | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

function isSame(seen: Seen | undefined, known: Known | undefined): boolean {
  return seen?.bytes === known?.bytes && seen?.modifiedAt === known?.modifiedAt;
}

function isStill(path: string, seen: Seen | undefined, moving: Moving, now: number): boolean {
  const look = seen ? `${seen.bytes} ${seen.modifiedAt}` : "gone";
  const before = moving.get(path);
  if (before?.look === look) return now - before.since >= STILL_MS;
  moving.set(path, { look, since: now });
  return false;
}

async function changeOf(root: string, path: string, seen: Seen | undefined, known: Known | undefined): Promise<Change[]> {
  if (!seen) return known && (await isGone(join(root, path))) ? [{ path, change: "deleted", known, isOwn: false }] : [];
  // One that can't be read, or is gone meanwhile, is looked at again by the next scan.
  const content = await readContent(join(root, path), seen).catch(() => undefined);
  if (!content) return [];
  return [{ path, change: known ? "changed" : "created", known: { ...seen, hash: content.hash }, isOwn: content.isOwn }];
}

/** Only what is surely not there was deleted: it may lie in a folder that just can't be read, or beyond the most files that are followed. */
async function isGone(absolute: string): Promise<boolean> {
  return lstat(absolute).then(
    () => false,
    (error: unknown) => error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"),
  );
}
