import { dirname } from "node:path";
import { toldByLogsAlone } from "../../../analysis/ci/told-once.ts";
import { countOf } from "../../../lib/text.ts";
import type { ReadRun, Remark } from "./to-runs.ts";

/** What a report and a log of one folder both tell is told by the report; a log that tells nothing else is no run of its own. */
export function eachOnce(read: readonly ReadRun[]): { told: ReadRun[]; repeated: Remark[] } {
  const folderOf = ({ found }: ReadRun): string => dirname(found.files[0]?.path ?? "");
  const reported = Map.groupBy(read.filter(isReported), folderOf);
  const repeated: Remark[] = [];
  const told = read.flatMap((run): ReadRun[] => {
    const reports = isReported(run) ? [] : (reported.get(folderOf(run)) ?? []);
    const failures = toldByLogsAlone(
      run.failures,
      reports.flatMap((report) => report.failures),
    );
    const count = run.failures.length - failures.length;
    const [first] = run.failures;
    if (!first || count === 0) return [run];
    repeated.push({ source: first.source, remark: toldBeside(count) });
    return failures.length === 0 ? [] : [{ ...run, failures }];
  });
  return { told, repeated };
}

function toldBeside(count: number): string {
  return `${countOf(count, "failure")} of it ${count === 1 ? "is" : "are"} told by a test report beside it`;
}

function isReported({ failures }: ReadRun): boolean {
  return failures.some(({ decided }) => decided?.region.startsWith("report.") === true);
}
