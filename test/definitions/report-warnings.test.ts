import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { formatProblem } from "../../src/lib/problem.ts";
import { shippedConnectors } from "../support/connectors.ts";
import { loadFiles, markdown } from "./workspace.ts";

async function warningsOf(context: TestContext, report: string, reads: string): Promise<string[]> {
  const content = markdown(`on: { schedule: "0 8 * * *" }\nreport: ${report}\nreads: [{ ${reads} }]\nwrites: [console]`);
  return (await loadFiles(context, { "checks.md": content }, { connectors: shippedConnectors() })).warnings.map(formatProblem);
}

test("a report on the checks of pull requests that can't know of any is warned of, one on any logs is not", async (context) => {
  const [warning = "", ...others] = await warningsOf(context, "pull_request_checks", "files: { as: logs }");
  assert.match(
    warning,
    /expected pull requests to be read, got none, so that this report never has anything to tell.*"report: ci_failures"/s,
  );
  assert.deepEqual(others, []);
  assert.deepEqual(await warningsOf(context, "ci_failures", "files: { as: logs }"), []);
  assert.deepEqual(await warningsOf(context, "pull_request_checks", "github: { failures: true }"), []);
});
