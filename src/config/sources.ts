import { existsSync, readdirSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { KnownNames, Workspace } from "../core/workspace.ts";
import { hashOf } from "../lib/hash.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { systemTimezoneMark } from "../lib/timezone.ts";
import { explainFailure, readWrittenFile, type WrittenFile } from "../lib/written-file.ts";
import { referencedEnvironment, type Environment } from "./environment.ts";
import type { YamlText, Path } from "../lib/yaml-text.ts";

/** The folder of a workspace that holds chief.yaml and the files it names. */
export const CONFIG_FOLDER = "config";
/** The file that makes a folder a workspace. */
export const CHIEF_FILE = "chief.yaml";
const AUTOMATIONS = "automations";

export type KnownRules = Readonly<Record<string, readonly string[]>>;

export interface WorkspaceRequest {
  /** Absolute path of the workspace. */
  root: string;
  env: Environment;
  /** Absolute path of the definitions to use where the workspace has no folder of its own for them. */
  shipped?: string;
  /** Absolute path of the data where the workspace has no config/chief.yaml, so that a foreign folder stays as it is. */
  dataDirectory?: string;
  /** Absolute path of the data, whatever chief.yaml says. */
  dataOverride?: string;
  /** Asked for the thresholds that each rule has, by rule id, when there is something to check; unchecked when absent. */
  knownRules?: (() => Promise<KnownRules>) | undefined;
  /** Parses the grants of `alerts.to`; when absent, what is written there is not used. */
  readWrites?: ReadWrites | undefined;
}

/** Grants as they stand under `writes`, parsed by the deliveries that they name. */
export type ReadWrites = (
  written: readonly WrittenWrite[],
  place: { yaml: YamlText; path: Path; names: Pick<KnownNames, "webhooks" | "connections" | "people"> },
) => Promise<{ grants: Workspace["alerts"]["to"]; problems: readonly Problem[] }>;

/** A delivery's id, or one with its options. */
export type WrittenWrite = string | Readonly<Record<string, unknown>>;

/** All that a workspace is made of, read but not parsed. */
export interface Sources {
  /** By the file's name in the config folder; examples are left out. */
  files: ReadonlyMap<string, WrittenFile>;
  problems: readonly Problem[];
  hasAutomations: boolean;
  systemTimezoneMark: string;
  /** Equal hashes parse to equal workspaces. */
  hash: string;
}

/** Reads the config folder; never throws for what it finds there. */
export async function readSources(request: WorkspaceRequest, codeVersion = ""): Promise<Sources> {
  const { names, others, problem } = await listConfig(request.root);
  const readFile = (name: string) => ({
    name,
    file: readWrittenFile(join(request.root, CONFIG_FOLDER, name), `${CONFIG_FOLDER}/${name}`),
  });
  const written = names.map(readFile);
  const read = [
    ...written,
    ...others.filter((name) => written.some(({ file }) => file.ok && file.text.includes(`file:${name}`))).map(readFile),
  ];
  const files = new Map(read.flatMap(({ name, file }) => (file.ok ? [[name, file] as const] : [])));
  const unreadable = read.flatMap(({ file }) => (file.ok ? [] : [file.problem]));
  const found = {
    problems: problem ? [problem] : unreadable,
    hasAutomations: names.includes(CHIEF_FILE)
      ? existsSync(join(request.root, AUTOMATIONS))
      : hasDefinition(join(request.root, AUTOMATIONS)),
    systemTimezoneMark: systemTimezoneMark(),
  };
  const { env, knownRules: _checkedByThisCode, readWrites: _parsedByThisCode, ...fixed } = request;
  const hashes = [...files].map(([name, file]) => ({ name, hash: file.hash, env: referencedEnvironment(file.text, env) }));
  return { ...found, files, hash: hashOf({ codeVersion, ...fixed, ...found, hashes }) };
}

/**
 * The YAML files of the config folder, and the others that one of them may name, such as a calendar.
 * Without a chief.yaml the folder is somebody else's: what its config/ holds is not meant for Chief.
 */
async function listConfig(root: string): Promise<{ names: string[]; others: string[]; problem?: Problem }> {
  const none = { names: [], others: [] };
  try {
    const names = (await readdir(join(root, CONFIG_FOLDER))).filter((name) => /^[^._]/.test(name)).sort();
    if (!names.includes(CHIEF_FILE)) return none;
    return {
      names: names.filter((name) => /\.ya?ml$/.test(name) && !/\.example\.ya?ml$/.test(name)),
      others: names.filter((name) => /\.(?:ics|txt)$/.test(name)),
    };
  } catch (error) {
    if (isAbsent(error)) return none;
    const { message, hint } = explainFailure(error);
    return { ...none, problem: problemAt(CONFIG_FOLDER, { line: 1, column: 1 }, message, hint) };
  }
}

/** Whether a folder, whosoever it is, holds a Markdown file with front matter: other programs keep their automations under that name too. */
function hasDefinition(folder: string): boolean {
  try {
    const names = readdirSync(folder).filter((name) => /^[^._].*\.md$/.test(name));
    return names.some((name) => {
      const file = readWrittenFile(join(folder, name), name);
      return file.ok && file.text.startsWith("---\n");
    });
  } catch (error) {
    return !isAbsent(error);
  }
}

/** A file in the folder's place is no folder either. */
function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
