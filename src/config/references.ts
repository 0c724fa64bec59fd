import { statSync } from "node:fs";
import { resolve } from "node:path";
import { problemAt, type Problem } from "../lib/problem.ts";
import { nameOfPath } from "../lib/schema-check.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";
import { isConnectionSecret, referencesOf } from "./connections.ts";
import { findVariable, unknownVariable, type Environment } from "./environment.ts";
import type { ChiefFile } from "./schema.ts";

/** What references are checked against. */
interface Places {
  yaml: YamlText;
  env: Environment;
  /** Absolute: paths in references start here. */
  root: string;
}

interface Written {
  path: Path;
  text: string;
  /** Whether an address may stand here as it is. */
  mayBePlain: boolean;
}

const VARIABLE = /^\$\{env:([^}]*)\}$/;
const FILE = /^file:(.+)$/;
const HOW_TO_REFER = 'Write "${env:NAME}" for an environment variable, or "file:PATH" for a file in the workspace, and keep it there.'; // oxlint-disable-line no-template-curly-in-string -- as people write it

/** Whether a value of chief.yaml is a reference to a secret, which stays one. */
export function isSecretPath(path: Path): boolean {
  const [section, , key] = path;
  if (section === "connections") return isConnectionSecret(path);
  return section === "pings" || section === "webhooks" || (section === "hooks" && key === "secret");
}

/** What should be a reference and is none, perhaps the secret itself; no message shows what is written there. */
export function referenceProblems(chief: ChiefFile, { yaml }: Places): Problem[] {
  return writtenIn(chief).flatMap((written) => formProblem(written, yaml) ?? []);
}

/** References that lead nowhere: whoever only reads the record can do without them. */
export function missingSecrets(chief: ChiefFile, places: Places): Problem[] {
  return writtenIn(chief).flatMap((written) => findMissing(written, places) ?? []);
}

function writtenIn({ hooks, webhooks, pings, connections }: ChiefFile): Written[] {
  return [
    ...Object.entries(hooks).map(([name, { secret }]) => ({ path: ["hooks", name, "secret"], text: secret, mayBePlain: false })),
    ...Object.entries(webhooks).flatMap(([name, webhook]) =>
      Object.entries(webhook).map(([key, text]) => ({ path: ["webhooks", name, key], text, mayBePlain: key !== "secret" })),
    ),
    ...Object.entries(pings).map(([name, text]) => ({ path: ["pings", name], text, mayBePlain: true })),
    ...Object.entries(connections).flatMap(([name, connection]) =>
      referencesOf(connection).map(({ path, text }) => ({ path: ["connections", name, ...path], text, mayBePlain: false })),
    ),
  ];
}

function findMissing({ path, text }: Written, { yaml, env, root }: Places): Problem | undefined {
  const [, variable] = VARIABLE.exec(text) ?? [];
  if (variable !== undefined) {
    return findVariable(env, variable) ? undefined : unknownVariable(variable, yaml, path, "Set it before the start.");
  }
  const [, file] = FILE.exec(text) ?? [];
  return file === undefined || isFile(resolve(root, file)) ? undefined : missingFile(file, path, yaml);
}

function formProblem({ path, text, mayBePlain }: Written, yaml: YamlText): Problem | undefined {
  if (VARIABLE.test(text) || FILE.test(text) || (mayBePlain && isAddress(text))) return undefined;
  const wanted = mayBePlain ? "an address that starts with https://, or a reference to one" : "a reference to a secret";
  const got = mayBePlain ? "something else" : "other text, perhaps the secret itself";
  return problemAt(yaml.file, yaml.positionOf(path), `expected ${nameOfPath(path)} to be ${wanted}, got ${got}`, HOW_TO_REFER);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function missingFile(file: string, path: Path, yaml: YamlText): Problem {
  const message = `expected ${nameOfPath(path)} to name a file, got ${JSON.stringify(file)}, which is not there`;
  return problemAt(yaml.file, yaml.positionOf(path), message, "Create it; its path starts at the workspace.");
}

/** A variable within an address would not be filled in. */
function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && !text.includes("${") && URL.canParse(text);
}
