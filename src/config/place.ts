import { statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { ConfigError } from "../core/errors.ts";
import { hashOfBytes } from "../lib/hash.ts";
import type { Environment } from "./environment.ts";
import { sortProblems, type Problem } from "../lib/problem.ts";
import { configError, loadWorkspace, parseSources } from "./load.ts";
import type { LoadedWorkspace } from "./parse.ts";
import { readSources, type WorkspaceRequest } from "./sources.ts";

/** Which folder to open, and what to use where it brings nothing of its own. */
export interface Place {
  /** Absolute. */
  directory: string;
  env: Environment;
  /** The definitions that Chief ships, absolute. */
  shipped: string;
  codeVersion: string;
  knownRules: WorkspaceRequest["knownRules"];
  readWrites: WorkspaceRequest["readWrites"];
}

/**
 * The workspace in a folder. One without configuration and automations is read with the shipped ones and stays as it is:
 * its data lie in the user's own state folder. CHIEF_DATA overrides where data lie.
 * Throws ConfigError `workspace-missing` or `config-invalid`.
 */
export function openWorkspace(place: Place): Promise<LoadedWorkspace> {
  return loadWorkspace(requestOf(place), place.codeVersion);
}

/** The same for whoever goes to work there: throws ConfigError `config-invalid` for a secret that is missing, too. */
export async function openForWork(place: Place): Promise<LoadedWorkspace> {
  const loaded = await openWorkspace(place);
  if (loaded.missing.length > 0) throw configError(loaded.missing);
  return loaded;
}

/** What is wrong with a workspace's configuration, with the workspace as it would be without the files that are broken. */
export async function checkWorkspace(place: Place): Promise<LoadedWorkspace & { problems: Problem[] }> {
  const request = requestOf(place);
  const sources = await readSources(request);
  const parsed = await parseSources(request, sources);
  if (parsed.ok) return { ...parsed, problems: parsed.missing };
  const broken = new Set(parsed.problems.map(({ file }) => file));
  const sound = new Map([...sources.files].map(([name, file]) => [name, broken.has(file.path) ? { ...file, text: "" } : file]));
  const rest = await parseSources(request, { ...sources, files: sound, problems: [] });
  if (!rest.ok) throw configError(parsed.problems);
  const problems = sortProblems([...parsed.problems, ...parsed.missing]);
  return { ...rest, problems, warnings: parsed.warnings };
}

function requestOf({ directory, env, shipped, knownRules, readWrites }: Place): WorkspaceRequest {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError("workspace-missing", `expected ${directory} to be a folder, got none`, {
      hint: "Name another one with --dir, or make one with `chief init`.",
    });
  }
  const override = env["CHIEF_DATA"];
  const data = { dataDirectory: foreignData(directory, env), ...(override && { dataOverride: resolve(directory, override) }) };
  return { root: directory, env, shipped, knownRules, readWrites, ...data };
}

/** The XDG state folder's part for one foreign folder, told apart by its path. */
function foreignData(directory: string, env: Environment): string {
  const state = env["XDG_STATE_HOME"] ?? join(homedir(), ".local", "state");
  return join(state, "chief", `${basename(directory)}-${hashOfBytes(directory).slice(3, 11)}`);
}
