import type { Automation } from "../core/automation.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import type { YamlText } from "../lib/yaml-text.ts";

/** What its writer may not have meant: a report on the checks of pull requests that reads none, since logs in folders are of none. */
export function reportWarnings({ report, reads }: Pick<Automation, "report" | "reads">, yaml: YamlText): Problem[] {
  if (report !== "pull_request_checks" || reads.some(({ connector }) => connector === "github")) return [];
  return [problemAt(yaml.file, yaml.positionOf(["reads"]), UNKNOWN, READ)];
}

const UNKNOWN = "expected pull requests to be read, got none, so that this report never has anything to tell";
const READ = 'Add "- github: { failures: true }" under reads, or take "report: ci_failures", which tells of any logs.';
