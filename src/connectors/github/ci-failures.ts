import type { Item } from "../../core/item.ts";
import { ciFailuresIn } from "../../core/kinds/ci-failure.ts";
import type { CiJob } from "../../core/kinds/ci-job.ts";
import type { Shelf } from "../../core/ports/outside.ts";
import { countOf, listOf } from "../../lib/text.ts";
import type { Ask } from "./ask.ts";
import { createGreens } from "./ci-green.ts";
import { MOST_FAILURES, readRunFailures, type Reading } from "./ci-run-failures.ts";
import { isFailedJob } from "./ci-reports.ts";
import type { CiRead } from "./ci-runs.ts";
import type { Memory } from "./cursor.ts";
import type { Downloads } from "./download.ts";

/** Jobs that a note names. */
const MOST_NAMES = 3;

/** What failures are read with. */
export interface FailureWish {
  ask: Ask;
  repository: string;
  picture: readonly Item[];
  memory: Memory;
  shelf: Shelf | undefined;
  downloads: Downloads;
  /** Failures told in this fetch, of all repositories. */
  told: { count: number };
}

/**
 * What went wrong in the jobs that failed: as their test reports tell it, or else their logs. What the fetch before brought is told from it.
 * The newest are read first, and those that are left come with the next fetch.
 */
export async function readFailures(jobs: readonly CiJob[], wish: FailureWish): Promise<CiRead> {
  const { ask, repository, picture, memory, downloads, shelf, told } = wish;
  const own = ciFailuresIn(picture).filter((failure) => failure.repository === repository);
  const key = `silent ${repository}`;
  const reading: Reading = {
    ...{ ask, repository, downloads, told, greens: createGreens(jobs, downloads, shelf), read: { items: [], failures: [], notes: [] } },
    known: new Map([...Map.groupBy(own, ({ jobId }) => jobId)].map(([id, failures]) => [id, failures.map(({ item }) => item)])),
    silent: new Set(memory.known.get(key)?.split(" ")),
    ...{ left: { jobs: 0, failures: 0 }, gone: [], large: [] },
  };
  const failed = jobs.filter(isFailedJob).toSorted((a, b) => (a.item.updatedAt > b.item.updatedAt ? -1 : 1));
  for (const run of new Set(failed.map((job) => job.run))) {
    await readRunFailures(
      failed.filter((job) => job.run === run),
      jobs.filter((job) => job.run === run),
      reading,
    );
  }
  const silent = failed.flatMap(({ jobId }) => (reading.silent.has(jobId) ? [jobId] : []));
  if (silent.length > 0) memory.seen.set(key, silent.join(" "));
  reading.read.notes.push(...notesOf(reading));
  return reading.read;
}

function notesOf({ repository, left, gone, large, told }: Reading): string[] {
  const isFull = told.count >= MOST_FAILURES;
  const notes = [
    left.failures > 0 && `Left out ${countOf(left.failures, "failure")} of ${repository}, whose jobs have too many to tell.`,
    left.jobs > 0 &&
      isFull &&
      `Told ${countOf(told.count, "failure")} and left out those of ${countOf(left.jobs, "older job")} of ${repository}.`,
    left.jobs > 0 &&
      !isFull &&
      `Leaves the logs of ${countOf(left.jobs, "failed job")} of ${repository} to the next run, so as to end in time.`,
    gone.length > 0 &&
      `GitHub keeps the logs of ${namesOf(gone)} of ${repository} no more: how long it does is set there, under Settings, Actions.`,
    large.length > 0 &&
      `The logs of ${namesOf(large)} of ${repository} are larger than 100 MiB and were not read: have these jobs say less.`,
  ];
  return notes.filter((note) => note !== false);
}

function namesOf(jobs: readonly CiJob[]): string {
  const names = [...new Set(jobs.map(({ item }) => item.title))];
  const more = names.length - MOST_NAMES;
  return listOf([...names.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} others`] : [])]);
}
