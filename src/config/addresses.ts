import type { SecretReference, Webhook, Workspace } from "../core/workspace.ts";
import type { Environment } from "./environment.ts";
import { isReference, readSecret } from "./secrets.ts";

/** Addresses of the configuration in force, with the secrets that they refer to; both throw ConfigError where one is missing. */
export interface Addresses {
  webhookOf(name: string): Webhook | undefined;
  /** Empty where there is none of that name. */
  pingOf(name: string): string;
}

/** Read anew each time they are asked for, and never kept. */
export function createAddresses(inForce: () => Workspace, env: Environment): Addresses {
  const read = (reference: SecretReference): string =>
    isReference(reference) ? readSecret(reference, { env, root: inForce().root }) : reference;
  return {
    webhookOf(name) {
      const webhook = inForce().webhooks[name];
      if (!webhook) return undefined;
      const { url, secret, lookup } = webhook;
      return { url: read(url), secret: read(secret), ...(lookup !== undefined && { lookup: read(lookup) }) };
    },
    pingOf: (name) => read(inForce().pings[name] ?? ""),
  };
}
