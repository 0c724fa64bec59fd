import { readFileSync, statSync } from "node:fs";
import { ConfigError } from "../core/errors.ts";
import type { SecretReference } from "../core/secret.ts";
import { learnSecret } from "../lib/known-secrets.ts";
import { explainFailure } from "../lib/written-file.ts";
import { readCredential } from "./credentials.ts";
import { exposed, isHandedSafely } from "./private-file.ts";
import { findInKeychain } from "./keychain.ts";
import { findSecretPlace, HOW_TO_REFER, parseReference, type SecretPlace, type SecretPlaces } from "./secret-places.ts";

/** Far above any secret; a larger file was not meant. */
const LARGEST_FILE = 64 * 1024;

/**
 * The secret that a reference leads to; of a file, without the newline at its end. From then on it is shown nowhere.
 * Throws ConfigError, which names the reference and never what is behind it: `secret-missing` where there is nothing, or the
 * reference is none, `secret-exposed` where others than its owner can use the file, `secret-locked` where it is kept under another key,
 * `keychain-closed` where the keychain can't be opened.
 */
export function readSecret(reference: SecretReference, places: SecretPlaces): string {
  const wanted = parseReference(reference);
  if (!wanted) {
    // It may be the secret itself, so it is not shown.
    throw new ConfigError("secret-missing", "expected a reference to a secret, got other text", { hint: HOW_TO_REFER });
  }
  const place = findSecretPlace(reference, places);
  const text = place && textAt(reference, place, places);
  if (text) {
    learnSecret(text);
    return text;
  }
  throw missing(reference, place || wanted.kind !== "file" ? "nothing" : "no file that can be read", wayOut(wanted, place));
}

function textAt(reference: SecretReference, place: SecretPlace, { env, dataDirectory, root }: SecretPlaces): string | undefined {
  if (place.kind === "variable") return env[place.name];
  if (place.kind === "keychain") return findInKeychain(place.name);
  if (place.kind === "file") return readSecretFile(reference, place.path).replace(/\r?\n$/, "");
  return readCredential({ directory: dataDirectory, masterKey: () => findMasterKey({ env, root, dataDirectory }) }, place.name);
}

const MASTER_KEY = ["$", "{env:CHIEF_MASTER_KEY}"].join("");

/** What stored secrets are encrypted with, by whoever started Chief; undefined where nobody says. Throws the same as `readSecret`. */
export function findMasterKey(places: SecretPlaces): string | undefined {
  return findSecretPlace(MASTER_KEY, places) && readSecret(MASTER_KEY, places);
}

function wayOut(wanted: SecretPlace, place: SecretPlace | undefined): string {
  if (place?.kind === "file") return `Write the secret into ${place.path}.`;
  if (wanted.kind === "variable") return `Set the environment variable ${wanted.name} before the start.`;
  if (wanted.kind === "keychain") return `Put it into your keychain: service chief, account ${wanted.name}.`;
  if (wanted.kind === "stored") return "Run `chief connect` for this connection again.";
  return "Create it, or remove what points to it.";
}

function readSecretFile(reference: SecretReference, path: string): string {
  try {
    const found = statSync(path);
    // A pipe would block the read for ever.
    if (!found.isFile() || found.size > LARGEST_FILE) throw missing(reference, "something else", "Name a small text file.");
    const text = readFileSync(path, "utf8");
    if (!isHandedSafely(path, found, process.getuid?.())) throw exposed(path, found.mode, `the file of ${reference}`);
    return text;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw missing(reference, "no file that can be read", explainFailure(error).hint);
  }
}

function missing(reference: SecretReference, got: string, hint: string): ConfigError {
  return new ConfigError("secret-missing", `expected ${reference} to lead to a secret, got ${got}`, { hint });
}
