import { createReadStream } from "node:fs";
import { eachFailureOfLog } from "../../../analysis/ci/failures.ts";
import { takeLog, type GreenLines } from "../../../analysis/ci/log.ts";
import { LINES } from "../../../analysis/ci/parameters.ts";
import { eachFailureOfReport } from "../../../analysis/ci/report-failures.ts";
import type { Failure } from "../../../core/ci-failure.ts";
import { inTurns } from "../../../lib/in-turns.ts";
import { readReport } from "../../../lib/junit/read-report.ts";
import { readLogLines } from "../../../lib/log-lines.ts";
import { unpack } from "../../../lib/unpack.ts";
import { unreadable, type FoundFile, type Remark } from "./to-runs.ts";

/** What is the same for all files that are read together. */
export interface Reading {
  /** What is odd about a file is added to these. */
  readonly remarks: Remark[];
  readonly signal: AbortSignal;
}

const MOST_TESTS = 20_000;
/** How test reports, and other documents that are no logs, begin. */
const REPORT =
  /^[^\w<]{0,8}<(?:\?xml|!DOCTYPE|!--|html|testsuites?|testrun|test-run|test-results|TestRun|assemblies|testng-results|coverage|checkstyle)\b/i;

/** Whether a file is a test report, by how it begins once it is unpacked, or by its name. Throws PermanentError for one that can't be read. */
export async function isReport(file: FoundFile, signal: AbortSignal): Promise<boolean> {
  if (/\.(?:xml|trx)(?:\.gz)?$/i.test(file.path)) return true;
  for await (const head of unpack(bytesOf(file, signal), new Set())) {
    return REPORT.test(Buffer.from(head.subarray(0, 400)).toString("latin1").replaceAll("\u0000", ""));
  }
  return false;
}

/** The failures that a test report tells of. Throws PermanentError for one that can't be read. */
export async function failuresOfReportFile(file: FoundFile, { remarks, signal }: Reading): Promise<Failure[]> {
  const { source } = file;
  const odd = new Set<string>();
  const report = await readReport(unpack(bytesOf(file, signal), odd), MOST_TESTS, signal);
  const { trouble, counts, failing } = report;
  const left = counts.failures + counts.errors - failing.length;
  const told = [
    ...odd,
    // What is no text at all can't be a report either.
    ...(trouble && odd.size === 0 ? [trouble.reason] : []),
    ...report.remarks,
    ...(left > 0 ? [`${left} further failing tests were left out`] : []),
  ];
  for (const remark of told) remarks.push({ source, remark });
  return inTurns(eachFailureOfReport(source, report));
}

/** The failures that a log tells of, beside green logs of its job. Throws PermanentError for one that can't be read. */
export async function failuresOfLogFile(file: FoundFile, green: GreenLines | null, { remarks, signal }: Reading): Promise<Failure[]> {
  const { source } = file;
  const odd = new Set<string>();
  const taker = takeLog(green);
  await eachBatch(file, { remarks: odd, signal }, taker.push);
  const log = taker.end();
  const failures = await inTurns(eachFailureOfLog(source, log));
  const isCalm = failures.length === 0 && (log.total > 0 || odd.size === 0);
  for (const remark of [...odd, ...(isCalm ? ["nothing in it says that anything failed"] : [])]) remarks.push({ source, remark });
  return failures;
}

/** Calls `take` with the lines of a log, batch by batch. Throws PermanentError for one that can't be read. */
export async function eachBatch(
  file: FoundFile,
  { remarks, signal }: { remarks: Set<string>; signal: AbortSignal },
  take: (lines: readonly string[]) => void,
): Promise<void> {
  for await (const lines of readLogLines(bytesOf(file, signal), LINES.longest, { remarks })) take(lines);
}

async function* bytesOf({ path, source }: FoundFile, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(source, "a file that can be read", error);
  }
}
