import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { failuresOfLog, failuresOfReport } from "../../../analysis/ci/failures.ts";
import type { CiRun } from "../../../analysis/ci/group/types.ts";
import { addGreen, takeLog, type GreenLines } from "../../../analysis/ci/log.ts";
import type { Failure } from "../../../core/ci-failure.ts";
import { PermanentError } from "../../../core/errors.ts";
import { LINES } from "../../../analysis/ci/parameters.ts";
import { readReport } from "../../../lib/junit/read-report.ts";
import { readLogLines } from "../../../lib/log-lines.ts";
import { unreadable, type FoundFile, type FoundRun, type FoundRuns } from "./to-runs.ts";

/** A run with what failed in it. */
export interface ReadRun {
  readonly found: FoundRun;
  readonly run: CiRun;
  readonly failures: readonly Failure[];
}

/** All that was read of some runs. */
export interface ReadRuns {
  readonly read: readonly ReadRun[];
  /** Runs of which a file can't be read, with why: they are left out. */
  readonly broken: FoundRuns["broken"];
  /** What is odd about a file, by its name. */
  readonly remarks: readonly { source: string; remark: string }[];
}

interface Reading {
  remarks: { source: string; remark: string }[];
  signal: AbortSignal;
}

/** Green logs of a job with which a red one is compared, the latest. */
const GREEN_LOGS = 3;
const MOST_TESTS = 20_000;
const HEAD_BYTES = 400;

/** Reads the red ones of the runs, each beside the latest green logs of its job, and notes the green ones. */
export async function readRuns(found: readonly FoundRun[], greens: readonly FoundRun[], signal: AbortSignal): Promise<ReadRuns> {
  const remarks: { source: string; remark: string }[] = [];
  const red = found.filter(({ words }) => words.conclusion !== "success");
  const green = [...greens, ...found.filter(({ words }) => words.conclusion === "success")];
  const linesOf = greenLines(green, signal);
  const read = green.map((each): ReadRun => ({ found: each, run: toRun(each, "success"), failures: [] }));
  const broken: ReadRuns["broken"][number][] = [];
  for (const each of red) {
    try {
      const failures = await failuresOf(each, await linesOf(each.job), { remarks, signal });
      read.push({ found: each, run: toRun(each, failures.length > 0 ? "failure" : "success"), failures });
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      broken.push({ source: each.files[0]?.source ?? each.job, error });
    }
  }
  return { read, remarks, broken };
}

function toRun({ words, job }: FoundRun, otherwise: CiRun["conclusion"]): CiRun {
  const { branch = "", sha = "", at, attempt = 1, conclusion = otherwise } = words;
  return { job, branch, sha, at: at === undefined ? "" : new Date(at).toISOString(), attempt, conclusion };
}

/** Read once for each job, when first asked for. */
function greenLines(greens: readonly FoundRun[], signal: AbortSignal): (job: string) => Promise<GreenLines | null> {
  const known = new Map<string, Promise<GreenLines | null>>();
  const read = async (job: string): Promise<GreenLines | null> => {
    const latest = greens
      .filter((run) => run.job === job)
      .toSorted((a, b) => ((a.words.at ?? "") > (b.words.at ?? "") ? -1 : 1))
      .slice(0, GREEN_LOGS);
    const lines: GreenLines = { keys: new Set() };
    let count = 0;
    for (const file of latest.flatMap(({ files }) => files)) {
      if (await isReport(file)) continue;
      await eachBatch(file, { remarks: new Set(), signal }, (batch) => addGreen(lines, batch));
      count += 1;
    }
    return count === 0 ? null : lines;
  };
  return (job) => {
    const lines = known.get(job) ?? read(job);
    known.set(job, lines);
    return lines;
  };
}

/** What its reports tell; what its logs tell where no report tells anything. A run that is said to have failed has a failure in any case. */
async function failuresOf(run: FoundRun, green: GreenLines | null, reading: Reading): Promise<Failure[]> {
  const { words } = run;
  const [told, logged]: [Failure[], Failure[]] = [[], []];
  for (const file of run.files) {
    if (await isReport(file)) told.push(...(await reportOf(file, reading)));
    else logged.push(...(await logOf(file, green, reading)));
  }
  const found = told.length > 0 ? told : logged;
  const [first] = run.files;
  const isSilent = found.length === 0 && words.conclusion !== undefined && first !== undefined;
  const { job, branch, sha, at, attempt, conclusion } = toRun(run, "failure");
  const place = { job, attempt, conclusion, ...(branch && { branch }), ...(sha && { sha }), ...(at && { at }) };
  return (isSilent ? [silent(first)] : found).map((failure) => ({ ...failure, ...place }));
}

function silent({ source }: FoundFile): Failure {
  return {
    id: `${source}#`,
    source,
    test: null,
    step: null,
    lines: [],
    region: "",
    primaryError: "",
    masked: "",
    errorType: null,
    frames: [],
  };
}

async function reportOf({ path, source }: FoundFile, { remarks, signal }: Reading): Promise<Failure[]> {
  const report = await readReport(createReadStream(path), MOST_TESTS, signal);
  const { trouble, counts, failing } = report;
  if (trouble) remarks.push({ source, remark: trouble.reason });
  const left = counts.failures + counts.errors - failing.length;
  if (left > 0) remarks.push({ source, remark: `${left} further failing tests were left out` });
  return failuresOfReport(source, report);
}

async function logOf(file: FoundFile, green: GreenLines | null, { remarks, signal }: Reading): Promise<Failure[]> {
  const { source } = file;
  const own = new Set<string>();
  const taker = takeLog(green);
  await eachBatch(file, { remarks: own, signal }, taker.push);
  const failures = failuresOfLog(source, taker.end());
  for (const remark of own) remarks.push({ source, remark });
  if (failures.length === 0) remarks.push({ source, remark: "nothing in it says that anything failed" });
  return failures;
}

async function eachBatch(
  { path, source }: FoundFile,
  { remarks, signal }: { remarks: Set<string>; signal: AbortSignal },
  take: (lines: readonly string[]) => void,
): Promise<void> {
  try {
    for await (const lines of readLogLines(createReadStream(path, { signal }), LINES.longest, { remarks })) take(lines);
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(source, "a file that can be read", error);
  }
}

/** By how it begins, not by its name. */
async function isReport({ path, source }: FoundFile): Promise<boolean> {
  const file = await open(path).catch((error: unknown) => {
    throw unreadable(source, "a file that can be read", error);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return /^\W{0,8}<(?:\?xml|testsuites?\b)/.test(buffer.subarray(0, bytesRead).toString("latin1").replaceAll("\u0000", ""));
  } finally {
    await file.close();
  }
}
