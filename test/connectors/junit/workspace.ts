import { junitConnector } from "../../../src/connectors/junit/index.ts";
import { openWorkspaces } from "../workspaces.ts";

/** Workspaces with their files in `test-results/`. */
export const {
  remove: removeWorkspaces,
  create: createWorkspace,
  write: writeReport,
  fetch: fetchFrom,
} = await openWorkspaces(junitConnector, "test-results");

/** A report with these elements in it. */
export function report(...elements: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="shop">${elements.join("\n")}</testsuite>\n`;
}

/** A test that failed. */
export function failed(name: string, message = "expected 1, got 2"): string {
  return `<testcase classname="cart" name="${name}"><failure message="${message}" type="AssertionError">at cart.ts:12</failure></testcase>`;
}

/** A test that passed. */
export function passed(name: string): string {
  return `<testcase classname="cart" name="${name}" time="0.25"/>`;
}
