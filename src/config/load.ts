import { ConfigError } from "../core/errors.ts";
import { formatProblem, type Problem } from "../lib/problem.ts";
import type { LoadedWorkspace, ParsedWorkspace } from "./parse.ts";
import { findCached, keepCached } from "./cache.ts";
import { readSources, type Sources, type WorkspaceRequest } from "./sources.ts";

/** Parses what was read: a workspace, or all that is wrong with all of its files. YAML and zod are loaded here and not before. */
export async function parseSources(request: WorkspaceRequest, sources: Sources): Promise<ParsedWorkspace> {
  const { parseWorkspace } = await import("./parse.ts");
  return parseWorkspace(request, sources);
}

/**
 * Reads config/chief.yaml and the people file, and parses what was not parsed before by this version of the code.
 * Throws ConfigError `config-invalid` that names every problem.
 */
export async function loadWorkspace(request: WorkspaceRequest, codeVersion = ""): Promise<LoadedWorkspace> {
  const sources = await readSources(request, codeVersion);
  const cached = codeVersion === "" ? undefined : findCached(request.root, sources.hash);
  if (cached) return cached;
  const parsed = await parseSources(request, sources);
  if (!parsed.ok) throw configError(parsed.problems);
  const { workspace, warnings, missing } = parsed;
  const loaded = { workspace, warnings, missing };
  // What is missing now may be there the next time, without a change in any source.
  if (codeVersion !== "" && missing.length === 0) keepCached(request.root, { hash: sources.hash, loaded });
  return loaded;
}

/** One error for all problems of a configuration. */
export function configError(problems: readonly Problem[]): ConfigError {
  const hint = "Correct the lines named above; config/chief.example.yaml shows every key.";
  return new ConfigError("config-invalid", problems.map(formatProblem).join("\n"), { hint });
}
