import { dirname } from "node:path";
import { toldByLogsAlone } from "../../analysis/ci/told-once.ts";
import type { ReadRun } from "../../connectors/files/logs/read-runs.ts";
import type { Remark } from "../../connectors/files/logs/to-runs.ts";
import type { Failure } from "../../core/ci-failure.ts";
import { countOf } from "../../lib/text.ts";

/** The failures of all runs; what a report and a log of one folder both tell is told by the report. */
export function eachOnce(read: readonly ReadRun[]): { told: Failure[]; repeated: Remark[] } {
  const folderOf = ({ found }: ReadRun): string => dirname(found.files[0]?.path ?? "");
  const reported = Map.groupBy(read.filter(isReported), folderOf);
  const repeated: Remark[] = [];
  const told = read.flatMap((run) => {
    const reports = isReported(run) ? [] : (reported.get(folderOf(run)) ?? []);
    const own = toldByLogsAlone(
      run.failures,
      reports.flatMap(({ failures }) => failures),
    );
    const count = run.failures.length - own.length;
    const [first] = run.failures;
    if (first && count > 0) repeated.push({ source: first.source, remark: toldBeside(count) });
    return own;
  });
  return { told, repeated };
}

function toldBeside(count: number): string {
  return `${countOf(count, "failure")} of it ${count === 1 ? "is" : "are"} told by a test report beside it`;
}

function isReported({ failures }: ReadRun): boolean {
  return failures.some(({ decided }) => decided?.region.startsWith("report.") === true);
}
