import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { SecretReference } from "../core/secret.ts";
import { hasCredential } from "./credentials.ts";
import { findInKeychain } from "./keychain.ts";
import { findVariable, type Environment } from "./environment.ts";

/** Where references lead to. */
export interface SecretPlaces {
  env: Environment;
  /** Absolute: relative paths start here. */
  root: string;
  /** Absolute: where Chief itself keeps secrets. */
  dataDirectory: string;
}

/** A place that a secret can be read from. */
export type SecretPlace =
  | { kind: "variable"; name: string }
  /** `named` is what led there, where the reference itself did not: `SLACK_BOT_TOKEN_FILE`. */
  | { kind: "file"; path: string; named?: string }
  | { kind: "stored"; name: string }
  | { kind: "keychain"; name: string };

const VARIABLE = /^\$\{env:([^}]+)\}$/;
const FILE = /^file:(.+)$/;
const KEPT = /^(stored|keychain):([A-Za-z0-9][\w.-]*)$/;

/** How people write references. */
export const HOW_TO_REFER =
  'Write "${env:NAME}" for an environment variable, "file:PATH" for a file in the workspace, or "keychain:NAME", and keep it there.'; // oxlint-disable-line no-template-curly-in-string -- as people write it

/** What a text refers to; undefined where it is no reference, but perhaps what references lead to. */
export function parseReference(text: string): SecretPlace | undefined {
  const [, variable] = VARIABLE.exec(text) ?? [];
  if (variable !== undefined) return { kind: "variable", name: variable };
  const [, path] = FILE.exec(text) ?? [];
  if (path !== undefined) return { kind: "file", path };
  const [, keeper, name] = KEPT.exec(text) ?? [];
  return name === undefined ? undefined : { kind: keeper === "stored" ? "stored" : "keychain", name };
}

/** Whether a text is a reference, rather than what references lead to. */
export function isReference(text: string): boolean {
  return parseReference(text) !== undefined;
}

/**
 * Where the secret of a reference lies now; undefined where nothing is there, or the text is no reference. A variable that is not set
 * is looked for in the file that NAME_FILE names, and among the credentials that systemd hands over
 * (https://systemd.io/CREDENTIALS). Throws ConfigError `secret-exposed` or `secret-damaged` for stored secrets that can't be used,
 * `keychain-closed` where the keychain can't.
 */
export function findSecretPlace(reference: SecretReference, places: SecretPlaces): SecretPlace | undefined {
  const wanted = parseReference(reference);
  if (wanted?.kind === "variable") return findVariablePlace(wanted.name, places);
  if (wanted?.kind === "keychain") return findInKeychain(wanted.name) === undefined ? undefined : wanted;
  if (wanted?.kind === "stored") return hasCredential(places.dataDirectory, wanted.name) ? wanted : undefined;
  return wanted && filePlace(resolve(places.root, wanted.path));
}

function findVariablePlace(name: string, { env, root }: SecretPlaces): SecretPlace | undefined {
  if (isSet(env, name)) return { kind: "variable", name };
  const file = findVariable(env, `${name}_FILE`);
  if (file) return filePlace(resolve(root, file), `${name}_FILE`);
  const handed = findVariable(env, "CREDENTIALS_DIRECTORY");
  return handed && /^[\w.-]+$/.test(name) ? filePlace(join(handed, name), "CREDENTIALS_DIRECTORY") : undefined;
}

function isSet(env: Environment, name: string): boolean {
  return (findVariable(env, name) ?? "") !== "";
}

function filePlace(path: string, named?: string): SecretPlace | undefined {
  if (!statSync(path, { throwIfNoEntry: false })) return undefined;
  return { kind: "file", path, ...(named !== undefined && { named }) };
}
