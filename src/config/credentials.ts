import { chmodSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../core/errors.ts";
import { parseOwnJson } from "../lib/json.ts";
import { replaceFile } from "../lib/replace-file.ts";
import { seal, unseal, type Sealed } from "./credential-seal.ts";
import { expectPrivate, isPrivate } from "./private-file.ts";

/** Where Chief keeps secrets itself, and what they are encrypted with. */
export interface CredentialPlace {
  /** The data directory, absolute. */
  directory: string;
  /** Asked only where it is needed; undefined where secrets are kept as they are. */
  masterKey(): string | undefined;
}

/** Lets one process at a time do what it is given. */
export type OneAtATime = <Result>(work: () => Result) => Result;

type Secrets = Readonly<Record<string, { plain: string } | { sealed: Sealed }>>;
interface CredentialFile {
  schema: 1;
  secrets: Secrets;
}

/** Whether a secret of this name is kept. Throws ConfigError `secret-exposed` or `secret-damaged`. */
export function hasCredential(directory: string, name: string): boolean {
  return Object.hasOwn(load(directory), name);
}

/** Whether it is kept encrypted. Throws the same. */
export function isEncrypted(directory: string, name: string): boolean {
  const kept = load(directory)[name];
  return kept !== undefined && "sealed" in kept;
}

/** A secret that is kept; undefined where there is none of that name. Throws the same, and `secret-locked` where the key does not fit. */
export function readCredential({ directory, masterKey }: CredentialPlace, name: string): string | undefined {
  const secrets = load(directory);
  const kept = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (!kept || "plain" in kept) return kept?.plain;
  const key = masterKey();
  const secret = key === undefined ? undefined : unseal(name, kept.sealed, key);
  if (secret !== undefined) return secret;
  throw new ConfigError(
    "secret-locked",
    `expected CHIEF_MASTER_KEY to open stored:${name}, got ${key === undefined ? "none" : "another key"}`,
    {
      hint: "Set CHIEF_MASTER_KEY to the key that it was kept with, or run `chief connect` again.",
    },
  );
}

/** Keeps secrets by their names, encrypted where there is a master key. Throws the same as reading, and `master-key-weak`. */
export function keepCredentials({ directory, masterKey }: CredentialPlace, added: ReadonlyMap<string, string>, inTurn: OneAtATime): void {
  const key = masterKey();
  const entryOf = (name: string, secret: string) => (key === undefined ? { plain: secret } : { sealed: seal(name, secret, key) });
  const entries: Secrets = Object.fromEntries([...added].map(([name, secret]) => [name, entryOf(name, secret)]));
  change(directory, (secrets) => ({ ...secrets, ...entries }), inTurn);
}

/** Forgets secrets; those that are not there are as good as forgotten. */
export function forgetCredentials(directory: string, names: readonly string[], inTurn: OneAtATime): void {
  if (!names.some((name) => hasCredential(directory, name))) return;
  change(directory, (secrets) => Object.fromEntries(Object.entries(secrets).filter(([name]) => !names.includes(name))), inTurn);
}

function change(directory: string, make: (secrets: Secrets) => Secrets, inTurn: OneAtATime): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Made by hand or by an older version it may be open to others, who could put another file in the place of this one.
  if (!isPrivate(statSync(directory).mode)) chmodSync(directory, 0o700);
  inTurn(() => replaceFile(pathOf(directory), `${JSON.stringify({ schema: 1, secrets: make(load(directory)) }, undefined, 2)}\n`));
}

function load(directory: string): Secrets {
  const path = pathOf(directory);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return {};
  expectPrivate(path, found.mode, path);
  const parsed = parse(readFileSync(path, "utf8"));
  if (parsed) return parsed;
  throw new ConfigError("secret-damaged", `expected ${path} to hold secrets that Chief has kept, got something else`, {
    hint: "Move it away, and run `chief connect` again for each connection.",
  });
}

/** Only its outside is looked at: nobody but Chief writes it, and what is sealed tells by itself whether it was changed. */
function parse(text: string): Secrets | undefined {
  try {
    const { schema, secrets } = parseOwnJson<CredentialFile>(text);
    return schema === 1 && typeof secrets === "object" ? secrets : undefined;
  } catch {
    return undefined; // no JSON; what it says instead is not shown
  }
}

function pathOf(directory: string): string {
  return join(directory, "credentials.json");
}
