import { ConfigError } from "../core/errors.ts";
import type { Workspace } from "../core/workspace.ts";
import { knownSecrets } from "../lib/known-secrets.ts";
import { referencesOf } from "./connection-secrets.ts";
import type { Environment } from "./environment.ts";
import { isReference } from "./secret-places.ts";
import { findMasterKey, readSecret } from "./secrets.ts";

type Referring = Referred & Pick<Workspace, "root" | "dataDirectory">;
/** Where a configuration refers to secrets. */
export type Referred = Pick<Workspace, "hooks" | "webhooks" | "pings" | "connections">;

/**
 * The values behind all references of a configuration, what stored ones are encrypted with, and whatever else this process has read as a
 * secret, each once. One that can't be read, and never could, can't be told either, and is left out.
 */
export function secretValues(workspace: Referring, env: Environment): string[] {
  const { root, dataDirectory } = workspace;
  const places = { env, root, dataDirectory };
  const values = referencesIn(workspace).flatMap((reference) => readable(() => readSecret(reference, places)));
  return [...new Set([...values, ...readable(() => findMasterKey(places)), ...knownSecrets()])];
}

/** Has all that a configuration refers to read once, so that it is known as secret before anything of it is used. */
export function learnSecrets(workspace: Referred, read: (reference: string) => string): void {
  for (const reference of referencesIn(workspace)) readable(() => read(reference));
}

function referencesIn({ hooks, webhooks, pings, connections }: Referred): string[] {
  const references = [
    ...Object.values(hooks).map(({ secret }) => secret),
    ...Object.values(webhooks).flatMap(({ url, secret, lookup = "" }) => [url, secret, lookup]),
    ...Object.values(pings),
    ...Object.values(connections).flatMap((connection) => referencesOf(connection).map(({ text }) => text)),
  ];
  return references.filter(isReference);
}

function readable(read: () => string | undefined): string[] {
  try {
    const value = read();
    return value === undefined ? [] : [value];
  } catch (error) {
    if (error instanceof ConfigError) return [];
    throw error;
  }
}
