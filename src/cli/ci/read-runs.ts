import type { CiRun } from "../../analysis/ci/group/types.ts";
import { addGreen, type GreenLines } from "../../analysis/ci/log.ts";
import type { Failure } from "../../core/ci-failure.ts";
import type { Session } from "../session.ts";
import type { FoundFile, FoundRun, Remark } from "./find-runs.ts";
import { failuresOfLogFile, failuresOfReportFile, isReport } from "./read-file.ts";
import { eachBatch } from "./read-log.ts";

/** All that was read of some runs. */
export interface ReadRuns {
  readonly failures: readonly Failure[];
  readonly runs: readonly CiRun[];
  /** What is odd about a file, by its name. */
  readonly remarks: readonly Remark[];
}

/** Green logs of a job with which a red one is compared, the latest. */
const GREEN_LOGS = 3;

/** Reads the red ones of the runs, each beside the latest green logs of its job, and notes the green ones. */
export async function readRuns(session: Session, found: readonly FoundRun[], greens: readonly FoundRun[]): Promise<ReadRuns> {
  const remarks: Remark[] = [];
  const red = found.filter(({ words }) => words.conclusion !== "success");
  const green = [...greens, ...found.filter(({ words }) => words.conclusion === "success")];
  const linesOf = greenLines(session, green);
  const failures: Failure[][] = [];
  const runs = green.map((run) => toRun(run, "success"));
  for (const run of red) {
    const read = await failuresOf(session, run, await linesOf(run.job), remarks);
    failures.push(read);
    runs.push(toRun(run, read.length > 0 ? "failure" : "success"));
  }
  return { failures: failures.flat(), runs, remarks };
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
async function failuresOf(session: Session, run: FoundRun, green: GreenLines | null, remarks: Remark[]): Promise<Failure[]> {
  const { words } = run;
  const [told, logged]: [Failure[][], Failure[][]] = [[], []];
  for (const file of run.files) {
    if (await isReport(file.path)) told.push(await failuresOfReportFile(file, remarks));
    else logged.push(await failuresOfLogFile(session, file, green, remarks));
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
