import { createReadStream } from "node:fs";
import { eachFailureOfLog } from "../../analysis/ci/failures.ts";
import { takeLog, type GreenLines } from "../../analysis/ci/log.ts";
import { eachFailureOfReport } from "../../analysis/ci/report-failures.ts";
import type { Failure } from "../../core/ci-failure.ts";
import { PermanentError } from "../../core/errors.ts";
import { inTurns } from "../../lib/in-turns.ts";
import { readReport } from "../../lib/junit/read-report.ts";
import { unpack } from "../../lib/unpack.ts";
import type { Session } from "../session.ts";
import type { FoundFile, Remark } from "./find-runs.ts";
import { eachBatch } from "./read-log.ts";

const MOST_TESTS = 20_000;
/** How test reports, and other documents that are no logs, begin. */
const REPORT =
  /^[^\w<]{0,8}<(?:\?xml|!DOCTYPE|!--|html|testsuites?|testrun|test-run|test-results|TestRun|assemblies|testng-results|coverage|checkstyle)\b/i;

/** Whether a file is a test report, by how it begins once it is unpacked, or by its name. Throws PermanentError for one that can't be read. */
export async function isReport(path: string): Promise<boolean> {
  if (/\.(?:xml|trx)(?:\.gz)?$/i.test(path)) return true;
  try {
    for await (const head of unpack(createReadStream(path), new Set())) {
      return REPORT.test(Buffer.from(head.subarray(0, 400)).toString("latin1").replaceAll("\u0000", ""));
    }
    return false;
  } catch (error) {
    throw new PermanentError("file-unreadable", `expected ${path} to be a file that can be read, got ${String(error)}`, {
      hint: "Make it readable, or name other logs and reports.",
      cause: error,
    });
  }
}

/** The failures that a test report tells of; what is odd about it is added to `remarks`. */
export async function failuresOfReportFile({ path, source }: FoundFile, remarks: Remark[]): Promise<Failure[]> {
  const odd = new Set<string>();
  const report = await readReport(unpack(createReadStream(path), odd), MOST_TESTS, AbortSignal.timeout(600_000));
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

/** The failures that a log tells of, beside green logs of its job; what is odd about it is added to `remarks`. */
export async function failuresOfLogFile(
  session: Session,
  { path, source }: FoundFile,
  green: GreenLines | null,
  remarks: Remark[],
): Promise<Failure[]> {
  const odd = new Set<string>();
  const taker = takeLog(green);
  await eachBatch(session, path, odd, taker.push);
  const log = taker.end();
  const failures = await inTurns(eachFailureOfLog(source, log));
  const isCalm = failures.length === 0 && (log.total > 0 || odd.size === 0);
  for (const remark of [...odd, ...(isCalm ? ["nothing in it says that anything failed"] : [])]) remarks.push({ source, remark });
  return failures;
}
