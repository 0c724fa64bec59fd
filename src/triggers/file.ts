import { OWNER_ONLY } from "../core/audience.ts";
import { watch as watchFolder, type FSWatcher } from "node:fs";
import { isAbsolute, join, normalize, posix, sep } from "node:path";
import { z } from "zod";
import { toStoredError } from "../core/errors.ts";
import type { Event } from "../core/event.ts";
import type { EventSource, Subscription, WatchContext } from "../core/ports/events.ts";
import { instantOf } from "../lib/clock.ts";
import { countOf, listOf } from "../lib/text.ts";
import {
  baselineAfter,
  findChanges,
  isTouchOnly,
  takeBaseline,
  untilStill,
  type Baseline,
  type Change,
  type Moving,
} from "./file-changes.ts";
import { findWatched, type Sighting } from "./file-paths.ts";

const path = z.string().min(1).max(500).refine(isWithin, { error: "to be a path within the workspace" });

const schema = z
  .union([path, z.array(path).min(1).max(50)], { error: "to be a path within the workspace, or a list of them" })
  .transform((written) => ({ paths: [...new Set([written].flat())] }))
  .describe("Files, folders, or patterns with * and **, relative to the workspace: runs when one of these files changes.");

export type FileOptions = z.infer<typeof schema>;

const SCAN_EVERY_MS = 30_000;
/** How soon after a hint of the system to look: one change mostly gives several. */
const HINT_WAIT_MS = 200;
const MOST_FILES = 10_000;
/** Folders beyond these are only scanned: the system has so many watches and no more. */
const MOST_FOLDERS_WATCHED = 500;

/** Files of the workspace that are created, changed or deleted, also while Chief was down. What is there at first is no news. */
export const fileSource: EventSource<FileOptions> = {
  id: "file",
  schema,
  // A comma within a path must not look like one between two.
  topic: ({ paths }) => `file:${paths.map((path) => path.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",")}`,
  describe: ({ paths }) => `when a file of ${listOf(paths.map((each) => (each === "." ? "the workspace" : each)))} changes`,
  audience: () => OWNER_ONLY,
  async watch(context) {
    const stops = context.subscriptions.map((subscription) => follow(subscription, context));
    return async () => void (await Promise.all(stops.map((stop) => stop())));
  },
};

function isWithin(written: string): boolean {
  const steps = normalize(written).split(sep);
  return !isAbsolute(written) && !["..", "~"].includes(steps[0] ?? "");
}

/** The system's hints make it quick, the scans make it true. */
function follow({ topic, options }: Subscription<FileOptions>, context: WatchContext<FileOptions>): () => Promise<void> {
  const { clock, logger, cursors, root } = context;
  const moving: Moving = new Map();
  const hints = createHints(root, hear);
  let baseline: Baseline | undefined;
  let cancelTimer = (): void => {};
  let timerAt = Infinity;
  let isStopped = false;
  let isScanning = true;
  let isHinted = false;
  let work = scan();

  async function scan(): Promise<void> {
    try {
      const sighting = await findWatched(root, options.paths, MOST_FILES);
      if (!isStopped) hints.follow(sighting.folders);
      if (sighting.isFull) logger.warn({ topic }, `only the first ${countOf(MOST_FILES, "file")} are followed`);
      baseline ??= await loadBaseline(topic, sighting, context);
      baseline = await tell(sighting, baseline);
    } catch (error) {
      logger.warn({ topic, error: toStoredError(error) }, "changes of files could not be told; trying again");
    }
    isScanning = false;
    arm(isHinted ? HINT_WAIT_MS : Math.min(untilStill(moving, clock.now()), SCAN_EVERY_MS));
    isHinted = false;
  }

  async function tell(sighting: Sighting, known: Baseline): Promise<Baseline> {
    const changes = await findChanges(root, sighting, known, { moving, now: clock.now() });
    if (changes.length === 0) return known;
    for (const change of changes) {
      if (isStopped) return known;
      if (!change.isOwn && !isTouchOnly(change, known)) await context.emit(eventOf(change, topic, known.round, instantOf(clock)));
    }
    const after = baselineAfter(known, changes);
    await cursors.save(topic, after);
    return after;
  }

  /** A change that comes while a scan is under way may lie behind it. */
  function hear(): void {
    if (isScanning) isHinted = true;
    else arm(HINT_WAIT_MS);
  }

  /** The earlier of what is wanted and what is set. */
  function arm(ms: number): void {
    const at = clock.now() + ms;
    if (isStopped || at >= timerAt) return;
    cancelTimer();
    timerAt = at;
    cancelTimer = clock.after(ms, () => {
      timerAt = Infinity;
      isScanning = true;
      work = scan();
    });
  }

  return async () => {
    isStopped = true;
    cancelTimer();
    hints.close();
    await work;
  };
}

async function loadBaseline(topic: string, sighting: Sighting, { root, cursors }: WatchContext<FileOptions>): Promise<Baseline> {
  const kept = await cursors.load(topic);
  if (isBaseline(kept)) return kept;
  const fresh = await takeBaseline(root, sighting);
  await cursors.save(topic, fresh);
  return fresh;
}

function isBaseline(kept: unknown): kept is Baseline {
  return typeof kept === "object" && kept !== null && "round" in kept && "files" in kept;
}

/** Told once more after a crash, a change has the same round and so the same id. */
function eventOf({ path, change, known }: Change, topic: string, round: number, at: string): Event {
  const folder = posix.dirname(path);
  return {
    source: topic.replace(":", "/"),
    id: `${path}@${round}-${change === "deleted" ? "deleted" : known.hash}`,
    topic,
    at,
    title: `${path} was ${change}`,
    fields: { path, name: posix.basename(path), folder, change, bytes: change === "deleted" ? 0 : known.bytes },
  };
}

/** Watches folders, not what lies below them: so hidden and foreign folders cost nothing. */
function createHints(root: string, hint: () => void): { follow(folders: ReadonlySet<string>): void; close(): void } {
  const watchers = new Map<string, FSWatcher>();
  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder: string): void => {
    try {
      const watcher = watchFolder(join(root, folder), { persistent: false }, hint);
      watchers.set(folder, watcher);
      watcher.on("error", () => drop(folder));
    } catch {
      // The next scan sees what a watch that the system refuses would have told.
    }
  };
  return {
    follow(folders) {
      for (const folder of watchers.keys()) if (!folders.has(folder)) drop(folder);
      for (const folder of folders) if (!watchers.has(folder) && watchers.size < MOST_FOLDERS_WATCHED) add(folder);
    },
    close: () => [...watchers.keys()].forEach(drop),
  };
}
