import { ConfigError } from "../core/errors.ts";
import type { Workspace } from "../core/workspace.ts";
import { referencesOf } from "./connections.ts";
import type { Environment } from "./environment.ts";
import { isReference } from "./secret-places.ts";
import { readSecret } from "./secrets.ts";

type Referring = Pick<Workspace, "root" | "dataDirectory" | "hooks" | "webhooks" | "pings" | "connections">;

/** The values behind all references of a configuration, each once, as they are now. One that can't be read can't be told either, and is left out. */
export function secretValues(workspace: Referring, env: Environment): string[] {
  const { hooks, webhooks, pings, connections, root, dataDirectory } = workspace;
  const references = [
    ...Object.values(hooks).map(({ secret }) => secret),
    ...Object.values(webhooks).flatMap(({ url, secret, lookup = "" }) => [url, secret, lookup]),
    ...Object.values(pings),
    ...Object.values(connections).flatMap((connection) => referencesOf(connection).map(({ text }) => text)),
  ];
  const values = references.filter(isReference).flatMap((reference) => {
    try {
      return [readSecret(reference, { env, root, dataDirectory })];
    } catch (error) {
      if (error instanceof ConfigError) return [];
      throw error;
    }
  });
  return [...new Set(values)];
}
