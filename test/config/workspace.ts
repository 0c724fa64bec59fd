import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { loadWorkspace, parseSources } from "../../src/config/load.ts";
import type { LoadedWorkspace } from "../../src/config/parse.ts";
import { readSources, type WorkspaceRequest } from "../../src/config/sources.ts";
import { formatProblem } from "../../src/lib/problem.ts";

/** A workspace for one test; files by their path in it. */
export async function workspaceWith(context: TestContext, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "chief-config-"));
  context.after(() => rm(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

interface More {
  people?: string;
  /** By their path in the workspace. */
  files?: Readonly<Record<string, string>>;
  request?: Partial<WorkspaceRequest>;
}

async function requestFor(context: TestContext, chief: string, { people, files, request }: More): Promise<WorkspaceRequest> {
  const written = { "config/chief.yaml": chief, ...(people === undefined ? {} : { "config/people.yaml": people }), ...files };
  return { root: await workspaceWith(context, written), env: {}, ...request };
}

/** The workspace of one chief.yaml. */
export async function load(context: TestContext, chief: string, more: More = {}): Promise<LoadedWorkspace> {
  return loadWorkspace(await requestFor(context, chief, more));
}

/** All that is said about one chief.yaml. */
export async function problemsOf(context: TestContext, chief: string, more: More = {}): Promise<string[]> {
  const request = await requestFor(context, chief, more);
  const parsed = await parseSources(request, await readSources(request));
  return [...(parsed.ok ? [] : parsed.problems), ...parsed.missing].map(formatProblem);
}

/** `${env:NAME}`, which would otherwise look like a mistake. */
export const REFERENCE = (name: string): string => ["$", `{env:${name}}`].join("");
