import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { junitConnector } from "../../../src/connectors/junit/index.ts";
import type { FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import { contextFor, type Prepared } from "../contract.ts";

/** When files of test workspaces changed. */
const EDITED = new Date("2026-11-18T10:00:00.000Z");
/** A week that ends on a Thursday morning. */
export const WEEK = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };

const top = await mkdtemp(join(tmpdir(), "chief-junit-"));

/** For the end of a test file. */
export async function removeWorkspaces(): Promise<void> {
  await rm(top, { recursive: true });
}

/** A new folder with these files in `test-results/`. */
export async function createWorkspace(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(join(top, "workspace-"));
  await mkdir(join(root, "test-results"));
  for (const [path, content] of Object.entries(files)) await writeReport(root, path, content);
  return root;
}

/** Writes a file into `test-results/`. */
export async function writeReport(root: string, path: string, content: string | Uint8Array, at = EDITED): Promise<void> {
  const full = join(root, "test-results", path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  await utimes(full, at, at);
}

/** What the contract's tests are given. */
export function prepared(root: string, options: unknown = {}): Prepared {
  return { root, options, window: WEEK };
}

/** Reads a workspace as a definition with these options would. */
export function fetchFrom(root: string, options: unknown = {}, changes: Partial<FetchContext<unknown>> = {}): Promise<Fetched> {
  const context = contextFor(junitConnector, prepared(root, options), changes);
  return junitConnector.fetch({ ...context, options: junitConnector.schema.parse(options) });
}

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
