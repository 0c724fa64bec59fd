import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../lib/replace-file.ts";
import { notWritable } from "../database/sqlite-errors.ts";

/** A name as the record holds it: `k1:` and its HMAC-SHA256. Only who has the key can tell whether a name that they know is meant. */
export type Keyed = (name: string) => string;

const KEY_BYTES = 32;

export function createKeyed(bytes: Uint8Array): Keyed {
  // Made a key once: bytes would be made one for each name, which takes six times as long as all the rest.
  const key = createSecretKey(bytes);
  return (name) => `k1:${createHmac("sha256", key).update(name).digest("hex")}`;
}

/** For a database that no file holds: its names are known for as long as this process lives. */
export const keyedInMemory: Keyed = createKeyed(randomBytes(KEY_BYTES));

/**
 * By the key of a data directory, which is made where there is none, for its owner alone. It lies outside the database, so that a copy
 * of that alone tells no names. Throws ConfigError `data-not-writable`.
 */
export function openKeyed(directory: string): Keyed {
  try {
    const path = pathOf(directory);
    if (!existsSync(path)) replaceFile(path, randomBytes(KEY_BYTES));
    return createKeyed(readFileSync(path));
  } catch (error) {
    throw notWritable(directory, error);
  }
}

/** The same for whoever only reads: without a key no name is told. */
export function findKeyed(directory: string): Keyed {
  const path = pathOf(directory);
  return existsSync(path) ? createKeyed(readFileSync(path)) : keyedInMemory;
}

function pathOf(directory: string): string {
  return join(directory, "audit.key");
}
