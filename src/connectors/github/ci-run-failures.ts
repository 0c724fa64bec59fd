import type { Failure } from "../../core/ci-failure.ts";
import type { Item } from "../../core/item.ts";
import type { CiJob } from "../../core/kinds/ci-job.ts";
import type { Ask } from "./ask.ts";
import { toFailureItem } from "./ci-failure-item.ts";
import type { Greens } from "./ci-green.ts";
import { readLog, type ReadLog } from "./ci-log.ts";
import { findArchives, readReports, type RunReport } from "./ci-reports.ts";
import type { CiRead } from "./ci-runs.ts";
import type { Downloads } from "./download.ts";

/** Failures that one fetch tells. */
export const MOST_FAILURES = 2_000;
const MOST_OF_JOB = 100;
/** Names of a report's tests that are looked for in logs, to tell whose it is. */
const MOST_TESTS = 3;
const SHORTEST_NAME = 4;

/** What is known while the failures of one repository are read. */
export interface Reading {
  ask: Ask;
  repository: string;
  downloads: Downloads;
  /** Failures told in this fetch, of all repositories. */
  told: { count: number };
  greens: Greens;
  /** Failures from the fetch before, by job. */
  known: ReadonlyMap<string, readonly Item[]>;
  /** Ids of jobs of which nothing more can be read. */
  silent: Set<string>;
  read: CiRead;
  left: { jobs: number; failures: number };
  gone: CiJob[];
  large: CiJob[];
}

/** Reads what is not known yet of the failed jobs of one run; `jobs` are all of its jobs. */
export async function readRunFailures(failed: readonly CiJob[], jobs: readonly CiJob[], reading: Reading): Promise<void> {
  const { known, silent, left } = reading;
  for (const { jobId } of failed) tell(known.get(jobId) ?? [], reading);
  const pending = failed.filter(({ jobId }) => !known.has(jobId) && !silent.has(jobId));
  if (pending.length === 0) return;
  const reports = await reportsOf(pending, jobs, reading);
  if (!reports) {
    left.jobs += pending.length;
    return;
  }
  const unsure = reports.filter(({ jobs: writers }) => writers.length > 1);
  const names = unsure.flatMap(namesIn);
  const logs = new Map<CiJob, ReadLog>();
  for (const job of pending) {
    const isTold = unsure.length === 0 && reports.some((report) => isBy(job, report, logs));
    const log = isTold ? undefined : await logOf(job, names, reading);
    if (log) logs.set(job, log);
  }
  for (const job of pending) {
    const told = reports.filter((report) => isBy(job, report, logs)).flatMap(({ failures }) => failures);
    tellJob(job, told.length > 0 ? eachOnce(told) : (logs.get(job)?.failures ?? []), reading);
  }
}

function tellJob(job: CiJob, failures: readonly Failure[], reading: Reading): void {
  tell(
    failures.slice(0, MOST_OF_JOB).map((failure) => toFailureItem(job, failure)),
    reading,
  );
  reading.left.failures += Math.max(0, failures.length - MOST_OF_JOB);
}

function tell(items: readonly Item[], { told, read, left }: Reading): void {
  const room = Math.max(0, MOST_FAILURES - told.count);
  read.items.push(...items.slice(0, room));
  told.count += Math.min(items.length, room);
  left.failures += Math.max(0, items.length - room);
}

/** The reports of a run; undefined where it has to wait for the next fetch. */
async function reportsOf([first]: readonly CiJob[], jobs: readonly CiJob[], reading: Reading): Promise<readonly RunReport[] | undefined> {
  const { ask, downloads, read, told } = reading;
  if (!first || told.count >= MOST_FAILURES || !downloads.hasRoom(1)) return undefined;
  const archives = await findArchives(ask, first);
  if (archives.ok && !downloads.hasRoom(archives.value.length)) return undefined;
  const answer = archives.ok ? await readReports(archives.value, jobs, downloads) : archives;
  if (!answer.ok) {
    read.failures.push(answer.failure);
    return undefined;
  }
  read.notes.push(...answer.value.notes);
  return answer.value.reports;
}

/** What the log of a job says; undefined where it can't be read, or not in this fetch. */
async function logOf(job: CiJob, names: readonly string[], reading: Reading): Promise<ReadLog | undefined> {
  const { downloads, greens, silent, read, left, told } = reading;
  const missing = await greens.missing(job);
  if (told.count >= MOST_FAILURES || !downloads.hasRoom(1 + missing.length)) {
    left.jobs += 1;
    return undefined;
  }
  const answer = await readLog(job, await greens.linesOf(job), { downloads, names });
  if (!answer.ok) {
    read.failures.push(answer.failure);
    return undefined;
  }
  const { value: log } = answer;
  if (log === null) reading.gone.push(job);
  else if (log.isCut) reading.large.push(job);
  if (log === null || log.isCut || log.failures.length === 0) silent.add(job.jobId);
  return log === null || log.isCut ? undefined : log;
}

/** Whether a job wrote a report: where several may have, the one whose log alone names most of its tests. */
function isBy(job: CiJob, report: RunReport, logs: ReadonlyMap<CiJob, ReadLog>): boolean {
  const names = namesIn(report);
  const ranked = report.jobs.map((each) => ({ each, count: names.filter((name) => logs.get(each)?.named.has(name)).length }));
  const most = Math.max(...ranked.map(({ count }) => count));
  const [best, other] = ranked.filter(({ count }) => count === most);
  return best?.each === job && other === undefined;
}

function namesIn({ failures }: RunReport): string[] {
  const names = failures.map(({ test }) => test?.split(" > ").at(-1) ?? "");
  return names.filter((name) => name.length >= SHORTEST_NAME).slice(0, MOST_TESTS);
}

/** A test that several reports tell of is one. */
function eachOnce(failures: readonly Failure[]): Failure[] {
  const tests = Map.groupBy(failures, ({ id, source }) => id.slice(source.length));
  return [...tests.values()].flatMap(([first]) => (first ? [first] : []));
}
