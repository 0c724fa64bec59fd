import { eachFailureOfLog } from "../../analysis/ci/failures.ts";
import { takeLog, type GreenLines } from "../../analysis/ci/log.ts";
import { LINES } from "../../analysis/ci/parameters.ts";
import type { Failure } from "../../core/ci-failure.ts";
import type { CiJob } from "../../core/kinds/ci-job.ts";
import { inTurns } from "../../lib/in-turns.ts";
import { readLogLines } from "../../lib/log-lines.ts";
import type { Answer } from "./ask.ts";
import type { Downloads } from "./download.ts";

/** What a log says, and which of some names it holds. */
export interface ReadLog {
  failures: Failure[];
  named: ReadonlySet<string>;
}

const MAX_BYTES = 100 * 1024 * 1024;

/** The log of a job, as it is downloaded. */
export function logOf({ repository, workflow, job, jobId }: CiJob) {
  return {
    what: `log of ${workflow} / ${job} of ${repository}`,
    path: `/repos/${repository}/actions/jobs/${jobId}/logs`,
    maxBytes: MAX_BYTES,
  };
}

/** Reads the log of a job that failed as it comes in, beside what green logs say. */
export async function readLog(
  job: CiJob,
  green: GreenLines | null,
  { downloads, names }: { downloads: Downloads; names: readonly string[] },
): Promise<Answer<(ReadLog & { isCut: boolean }) | null>> {
  const answer = await downloads.read(logOf(job), async (chunks) => {
    const taker = takeLog(green);
    const missing = new Set(names);
    for await (const lines of readLogLines(chunks, LINES.longest, { remarks: new Set() })) {
      taker.push(lines);
      for (const name of missing) if (lines.some((line) => line.includes(name))) missing.delete(name);
    }
    return { failures: await inTurns(eachFailureOfLog("log", taker.end())), named: new Set(names.filter((name) => !missing.has(name))) };
  });
  if (!answer.ok || answer.value === null) return answer.ok ? { ok: true, value: null } : answer;
  return { ok: true, value: { ...answer.value.value, isCut: answer.value.isCut } };
}
