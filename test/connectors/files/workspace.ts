import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesConnector } from "../../../src/connectors/files/index.ts";
import type { FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import type { Item } from "../../../src/core/item.ts";
import { contextFor, type Prepared } from "../contract.ts";

/** When files of test workspaces changed, unless a test says otherwise. */
export const EDITED = "2026-11-18T10:00:00.000Z";
/** A week that ends on a Thursday morning. */
export const WEEK = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };

const top = await mkdtemp(join(tmpdir(), "chief-files-"));

/** For the end of a test file. */
export async function removeWorkspaces(): Promise<void> {
  await rm(top, { recursive: true });
}

/** A new folder with these files, all changed at EDITED. */
export async function createWorkspace(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await mkdtemp(join(top, "workspace-"));
  for (const [path, content] of Object.entries(files)) await writeAt(root, path, content);
  return root;
}

/** Writes a file that then seems to have changed at `at`. */
export async function writeAt(root: string, path: string, content: string | Uint8Array, at = EDITED): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
  await utimes(join(root, path), new Date(at), new Date(at));
}

/** What the contract's tests are given. */
export function prepared(root: string, options: unknown = {}): Prepared {
  return { root, options, window: WEEK };
}

/** Reads a workspace as a definition with these options would. */
export function fetchFrom(root: string, options: unknown = {}, changes: Partial<FetchContext<unknown>> = {}): Promise<Fetched> {
  const context = contextFor(filesConnector, prepared(root, options), changes);
  return filesConnector.fetch({ ...context, options: filesConnector.schema.parse(options) });
}

/** The tasks by their titles. */
export function tasksOf({ items }: Fetched): Map<string, Item> {
  return new Map(items.filter((item) => item.kind === "task").map((item) => [item.title, item]));
}
