import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { failuresOfLog, failuresOfReport } from "../../analysis/ci/failures.ts";
import type { CiRun } from "../../analysis/ci/group/types.ts";
import { addGreen, takeLog, type GreenLines } from "../../analysis/ci/log.ts";
import type { Failure } from "../../core/ci-failure.ts";
import { PermanentError } from "../../core/errors.ts";
import { readReport } from "../../lib/junit/read-report.ts";
import type { Session } from "../session.ts";
import type { FoundFile, FoundRun } from "./find-runs.ts";
import { eachBatch } from "./read-log.ts";

/** All that was read of some runs. */
export interface ReadRuns {
  readonly failures: readonly Failure[];
  readonly runs: readonly CiRun[];
  /** What is odd about a file, by its name. */
  readonly remarks: readonly { source: string; remark: string }[];
}

/** Green logs of a job with which a red one is compared, the latest. */
const GREEN_LOGS = 3;
const MOST_TESTS = 20_000;
const HEAD_BYTES = 400;

/** Reads the red ones of the runs, each beside the latest green logs of its job, and notes the green ones. */
export async function readRuns(session: Session, found: readonly FoundRun[], greens: readonly FoundRun[]): Promise<ReadRuns> {
  const remarks: { source: string; remark: string }[] = [];
  const red = found.filter(({ words }) => words.conclusion !== "success");
  const green = [...greens, ...found.filter(({ words }) => words.conclusion === "success")];
  const linesOf = greenLines(session, green);
  const failures: Failure[] = [];
  const runs = green.map((run) => toRun(run, "success"));
  for (const run of red) {
    const read = await failuresOf(session, run, await linesOf(run.job), remarks);
    failures.push(...read);
    runs.push(toRun(run, read.length > 0 ? "failure" : "success"));
  }
  return { failures, runs, remarks };
}

function toRun({ words, job }: FoundRun, otherwise: CiRun["conclusion"]): CiRun {
  const { branch = "", sha = "", at, attempt = 1, conclusion = otherwise } = words;
  return { job, branch, sha, at: at === undefined ? "" : new Date(at).toISOString(), attempt, conclusion };
}

/** Read once for each job, when first asked for. */
function greenLines(session: Session, greens: readonly FoundRun[]): (job: string) => Promise<GreenLines | null> {
  const known = new Map<string, Promise<GreenLines | null>>();
  const read = async (job: string): Promise<GreenLines | null> => {
    const latest = greens
      .filter((run) => run.job === job)
      .toSorted((a, b) => ((a.words.at ?? "") > (b.words.at ?? "") ? -1 : 1))
      .slice(0, GREEN_LOGS);
    const lines: GreenLines = { keys: new Set() };
    let count = 0;
    for (const { path } of latest.flatMap(({ files }) => files)) {
      if (await isReport(path)) continue;
      await eachBatch(session, path, new Set(), (batch) => addGreen(lines, batch));
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
async function failuresOf(
  session: Session,
  run: FoundRun,
  green: GreenLines | null,
  remarks: { source: string; remark: string }[],
): Promise<Failure[]> {
  const { words } = run;
  const [told, logged]: [Failure[], Failure[]] = [[], []];
  for (const file of run.files) {
    if (await isReport(file.path)) told.push(...(await reportOf(file, remarks)));
    else logged.push(...(await logOf(session, file, green, remarks)));
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

async function reportOf({ path, source }: FoundFile, remarks: { source: string; remark: string }[]): Promise<Failure[]> {
  const report = await readReport(createReadStream(path), MOST_TESTS, AbortSignal.timeout(600_000));
  const { trouble, counts, failing } = report;
  if (trouble) remarks.push({ source, remark: trouble.reason });
  const left = counts.failures + counts.errors - failing.length;
  if (left > 0) remarks.push({ source, remark: `${left} further failing tests were left out` });
  return failuresOfReport(source, report);
}

async function logOf(
  session: Session,
  { path, source }: FoundFile,
  green: GreenLines | null,
  remarks: { source: string; remark: string }[],
): Promise<Failure[]> {
  const own = new Set<string>();
  const taker = takeLog(green);
  await eachBatch(session, path, own, taker.push);
  const failures = failuresOfLog(source, taker.end());
  for (const remark of own) remarks.push({ source, remark });
  if (failures.length === 0) remarks.push({ source, remark: "nothing in it says that anything failed" });
  return failures;
}

/** By how it begins, not by its name. */
async function isReport(path: string): Promise<boolean> {
  const file = await open(path).catch((error: unknown) => {
    throw new PermanentError("file-unreadable", `expected ${path} to be a file that can be read, got ${String(error)}`, {
      hint: "Make it readable, or name other logs and reports.",
    });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return /^\W{0,8}<(?:\?xml|testsuites?\b)/.test(buffer.subarray(0, bytesRead).toString("latin1").replaceAll("\u0000", ""));
  } finally {
    await file.close();
  }
}
