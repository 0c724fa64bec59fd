import type { CiRun } from "../../../analysis/ci/group/types.ts";
import { addGreen, type GreenLines } from "../../../analysis/ci/log.ts";
import type { Failure } from "../../../core/ci-failure.ts";
import { PermanentError } from "../../../core/errors.ts";
import { eachOnce } from "./each-once.ts";
import { eachBatch, failuresOfLogFile, failuresOfReportFile, isReport, type Reading } from "./read-file.ts";
import type { FoundFile, FoundRun, FoundRuns, ReadRun, Remark } from "./to-runs.ts";

/** All that was read of some runs. */
export interface ReadRuns {
  readonly read: readonly ReadRun[];
  /** Runs of which a file can't be read, with why: they are left out. */
  readonly broken: FoundRuns["broken"];
  /** What is odd about a file, by its name. */
  readonly remarks: readonly Remark[];
}

/** Green logs of a job with which a red one is compared, the latest. */
const GREEN_LOGS = 3;

/** Reads the red ones of the runs, each beside the latest green logs of its job, and notes the green ones. No failure is told twice. */
export async function readRuns(found: readonly FoundRun[], greens: readonly FoundRun[], signal: AbortSignal): Promise<ReadRuns> {
  const remarks: Remark[] = [];
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
  const { told, repeated } = eachOnce(read);
  return { read: told, remarks: [...remarks, ...repeated], broken };
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
      if (await isReport(file, signal)) continue;
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
  const [told, logged]: [Failure[][], Failure[][]] = [[], []];
  for (const file of run.files) {
    if (await isReport(file, reading.signal)) told.push(await failuresOfReportFile(file, reading));
    else logged.push(await failuresOfLogFile(file, green, reading));
  }
  const found = told.flat().length > 0 ? told.flat() : logged.flat();
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
