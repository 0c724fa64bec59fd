import { ConfigError } from "../core/errors.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { nameOfPath } from "../lib/schema-check.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";
import { isConnectionSecret, mayHoldSecret, referencesOf } from "./connection-secrets.ts";
import { unknownVariable } from "./environment.ts";
import type { ChiefFile } from "./schema.ts";
import { findSecretPlace, HOW_TO_REFER, parseReference, type SecretPlace, type SecretPlaces } from "./secret-places.ts";

/** What references are checked against. */
interface Places extends SecretPlaces {
  yaml: YamlText;
}

interface Written {
  path: Path;
  text: string;
  /** Whether an address may stand here as it is. */
  mayBePlain: boolean;
}

/** Whether a value of chief.yaml is a reference to a secret, which stays one. */
export function isSecretPath(path: Path): boolean {
  const [section, , key] = path;
  if (section === "connections") return isConnectionSecret(path);
  return section === "pings" || section === "webhooks" || (section === "hooks" && key === "secret");
}

/** Whether what is written there is shown in no message. */
export function isHiddenPath(path: Path): boolean {
  return isSecretPath(path) || (path[0] === "connections" && mayHoldSecret(path));
}

/** What should be a reference and is none, perhaps the secret itself; no message shows what is written there. */
export function referenceProblems(chief: ChiefFile, yaml: YamlText): Problem[] {
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

function findMissing({ path, text }: Written, { yaml, ...places }: Places): Problem | undefined {
  const wanted = parseReference(text);
  try {
    return !wanted || findSecretPlace(text, places) ? undefined : missingProblem(wanted, path, yaml);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return problemAt(yaml.file, yaml.positionOf(path), error.message, error.hint);
  }
}

function missingProblem(wanted: SecretPlace, path: Path, yaml: YamlText): Problem {
  if (wanted.kind === "variable") return unknownVariable(wanted.name, yaml, path, "Set it before the start.");
  const [what, hint] =
    wanted.kind === "file"
      ? [`name a file, got ${JSON.stringify(wanted.path)}`, "Create it; its path starts at the workspace."]
      : [`name a stored secret, got ${JSON.stringify(wanted.name)}`, "Run `chief connect` for it again."];
  return problemAt(yaml.file, yaml.positionOf(path), `expected ${nameOfPath(path)} to ${what}, which is not there`, hint);
}

function formProblem({ path, text, mayBePlain }: Written, yaml: YamlText): Problem | undefined {
  if (parseReference(text) || (mayBePlain && isAddress(text))) return undefined;
  const wanted = mayBePlain ? "an address that starts with https://, or a reference to one" : "a reference to a secret";
  const got = mayBePlain ? "something else" : "other text, perhaps the secret itself";
  return problemAt(yaml.file, yaml.positionOf(path), `expected ${nameOfPath(path)} to be ${wanted}, got ${got}`, HOW_TO_REFER);
}

/** A variable within an address would not be filled in. */
function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && !text.includes("${") && URL.canParse(text);
}
