import { addGreen, type GreenLines } from "../../analysis/ci/log.ts";
import { lineKey } from "../../analysis/ci/line-key.ts";
import { LINES } from "../../analysis/ci/parameters.ts";
import type { CiJob } from "../../core/kinds/ci-job.ts";
import type { Shelf } from "../../core/ports/outside.ts";
import { readLogLines } from "../../lib/log-lines.ts";
import { logOf } from "./ci-log.ts";
import type { Downloads } from "./download.ts";

/** Green logs of a job with which a red one is compared, the latest. */
const MOST_LOGS = 3;
const LONGEST_KEPT = 1_000_000;
/** Where lines are told apart in another way, what was kept of them before means nothing: it is not found under this name. */
const WAY = lineKey("Done in 3.5 s with 0 errors and 12 warnings, build a1b2c3d4e5").toString(36);

/** What green logs say. */
export interface Greens {
  /** Logs that would have to be read first, to know what all is said when a job is well. */
  missing(job: CiJob): Promise<readonly CiJob[]>;
  /** The lines of these logs; null where there is none. Reads those that are missing. */
  linesOf(job: CiJob): Promise<GreenLines | null>;
}

/** Looks among `jobs` for those that passed on the default branch. Each log is read once, and kept on the shelf as numbers. */
export function createGreens(jobs: readonly CiJob[], downloads: Downloads, shelf: Shelf | undefined): Greens {
  const passed = jobs.filter(({ isDefaultBranch, conclusion }) => isDefaultBranch && conclusion === "passed");
  const byJob = Map.groupBy(
    passed.toSorted((a, b) => (a.item.updatedAt > b.item.updatedAt ? -1 : 1)),
    nameOf,
  );
  const logsOf = (job: CiJob): CiJob[] => (byJob.get(nameOf(job)) ?? []).slice(0, MOST_LOGS);
  const known = new Map<string, Set<number>>();
  const find = async ({ jobId }: CiJob): Promise<Set<number> | undefined> => {
    const keys = known.get(jobId) ?? unpack(await shelf?.find(shelfName(jobId)));
    if (keys) known.set(jobId, keys);
    return keys;
  };
  const read = async (job: CiJob): Promise<Set<number>> => {
    const keys = await readKeys(job, downloads);
    known.set(job.jobId, keys);
    const packed = pack(keys);
    if (keys.size > 0 && packed.length <= LONGEST_KEPT) await shelf?.keep(shelfName(job.jobId), packed);
    return keys;
  };
  return {
    async missing(job) {
      const found = await Promise.all(logsOf(job).map(async (log) => ((await find(log)) ? [] : [log])));
      return found.flat();
    },
    async linesOf(job) {
      const keys = new Set<number>();
      for (const log of logsOf(job)) for (const key of (await find(log)) ?? (await read(log))) keys.add(key);
      return keys.size === 0 ? null : { keys };
    },
  };
}

function nameOf({ repository, workflow, job }: CiJob): string {
  return JSON.stringify([repository, workflow, job]);
}

function shelfName(jobId: string): string {
  return `green log ${jobId} by ${WAY}`;
}

/** A log that can't be read says nothing: red ones are then read beside fewer. */
async function readKeys(job: CiJob, downloads: Downloads): Promise<Set<number>> {
  const answer = await downloads.read(logOf(job), async (chunks) => {
    const lines: GreenLines = { keys: new Set() };
    for await (const batch of readLogLines(chunks, LINES.longest, { remarks: new Set() })) addGreen(lines, batch);
    return lines.keys;
  });
  return (answer.ok && answer.value?.value) || new Set();
}

/** Numbers in order, each as what it is more than the one before, to the base of 36. */
function pack(keys: ReadonlySet<number>): string {
  let before = 0;
  const inOrder = Float64Array.from(keys)
    .sort()
    .filter((key) => key >= 0);
  return Array.from(inOrder, (key) => {
    const more = key - before;
    before = key;
    return more.toString(36);
  }).join(" ");
}

function unpack(text: string | undefined): Set<number> | undefined {
  if (text === undefined) return undefined;
  let key = 0;
  const keys = new Set(text.split(" ").map((more) => (key += Number.parseInt(more, 36))));
  return keys.has(NaN) ? undefined : keys;
}
