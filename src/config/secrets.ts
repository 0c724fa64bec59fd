import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError } from "../core/errors.ts";
import type { SecretReference } from "../core/secret.ts";
import { explainFailure } from "../lib/written-file.ts";
import { findVariable, type Environment } from "./environment.ts";

/** Where references lead to. */
export interface SecretPlaces {
  env: Environment;
  /** Absolute: relative paths start here. */
  root: string;
}

const VARIABLE = /^\$\{env:([^}]+)\}$/;
const FILE = /^file:(.+)$/;
/** Far above any secret; a larger file was not meant. */
const LARGEST_FILE = 64 * 1024;
/** What a file's mode allows to anybody but its owner. */
const OTHERS = 0o077;

/** Whether a text is a reference, rather than what references lead to. */
export function isReference(text: string): boolean {
  return VARIABLE.test(text) || FILE.test(text);
}

/**
 * The secret that a reference leads to; of a file, without the newline at its end.
 * Throws ConfigError, which names the reference and never what is behind it: `secret-missing` where there is nothing, or the
 * reference is none, `secret-exposed` where others than its owner can use the file.
 */
export function readSecret(reference: SecretReference, { env, root }: SecretPlaces): string {
  const [, variable] = VARIABLE.exec(reference) ?? [];
  if (variable !== undefined) return readVariable(reference, variable, env);
  const [, path] = FILE.exec(reference) ?? [];
  if (path !== undefined) return readSecretFile(reference, resolve(root, path));
  // It may be the secret itself, so it is not shown.
  throw new ConfigError("secret-missing", "expected a reference to a secret, got other text", {
    hint: "Write ${env:NAME} for an environment variable, or file: and a path.", // oxlint-disable-line no-template-curly-in-string -- as people write it
  });
}

function readVariable(reference: SecretReference, name: string, env: Environment): string {
  return expectText(reference, findVariable(env, name) ?? "", `Set the environment variable ${name} before the start.`);
}

function readSecretFile(reference: SecretReference, path: string): string {
  const { text, mode } = readPlainFile(reference, path);
  // Windows has no such modes: every file there says that all may read it.
  if (process.platform !== "win32" && (mode & OTHERS) !== 0) {
    const shown = (mode & 0o777).toString(8).padStart(4, "0");
    throw new ConfigError("secret-exposed", `expected the file of ${reference} to be its owner's alone, got the mode ${shown}`, {
      hint: `Run \`chmod 600 ${path}\`; if others have used this machine, make a new secret.`,
    });
  }
  return expectText(reference, text.replace(/\r?\n$/, ""), `Write the secret into ${path}.`);
}

function readPlainFile(reference: SecretReference, path: string): { text: string; mode: number } {
  try {
    const found = statSync(path);
    // A pipe would block the read for ever.
    if (!found.isFile() || found.size > LARGEST_FILE) throw missing(reference, "something else", "Name a small text file.");
    return { text: readFileSync(path, "utf8"), mode: found.mode };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw missing(reference, "no file that can be read", explainFailure(error).hint);
  }
}

function expectText(reference: SecretReference, text: string, hint: string): string {
  if (text === "") throw missing(reference, "nothing", hint);
  return text;
}

function missing(reference: SecretReference, got: string, hint: string): ConfigError {
  return new ConfigError("secret-missing", `expected ${reference} to lead to a secret, got ${got}`, { hint });
}
