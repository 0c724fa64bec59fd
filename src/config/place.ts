import { statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { ConfigError } from "../core/errors.ts";
import { hashOfBytes } from "../lib/hash.ts";
import type { Environment } from "./environment.ts";
import { loadWorkspace } from "./load.ts";
import type { LoadedWorkspace } from "./parse.ts";

/** Which folder to open, and what to use where it brings nothing of its own. */
export interface Place {
  /** Absolute. */
  directory: string;
  env: Environment;
  /** The definitions that Chief ships, absolute. */
  shipped: string;
  codeVersion: string;
  /** The thresholds that each rule has, by rule id. */
  knownRules: Readonly<Record<string, readonly string[]>>;
}

/**
 * The workspace in a folder. One without configuration and automations is read with the shipped ones and stays as it is:
 * its data lie in the user's own state folder. CHIEF_DATA overrides where data lie.
 * Throws ConfigError `workspace-missing` or `config-invalid`.
 */
export async function openWorkspace({ directory, env, shipped, codeVersion, knownRules }: Place): Promise<LoadedWorkspace> {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError("workspace-missing", `expected ${directory} to be a folder, got none`, {
      hint: "Name another one with --dir, or make one with `chief init`.",
    });
  }
  const request = { root: directory, env, shipped, knownRules, dataDirectory: foreignData(directory, env) };
  const { workspace, warnings } = await loadWorkspace(request, codeVersion);
  const override = env["CHIEF_DATA"];
  return { workspace: override ? { ...workspace, dataDirectory: resolve(directory, override) } : workspace, warnings };
}

/** The XDG state folder's part for one foreign folder, told apart by its path. */
function foreignData(directory: string, env: Environment): string {
  const state = env["XDG_STATE_HOME"] ?? join(homedir(), ".local", "state");
  return join(state, "chief", `${basename(directory)}-${hashOfBytes(directory).slice(3, 11)}`);
}
