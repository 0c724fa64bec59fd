import { CONNECTION_MISSING, type Connection, type ConnectionKind, type ConnectionOf, type Connections } from "../core/connection.ts";
import { PermanentError } from "../core/errors.ts";
import type { SecretReference } from "../core/secret.ts";
import type { Webhook, Workspace } from "../core/workspace.ts";
import { listOf } from "../lib/text.ts";
import type { Environment } from "./environment.ts";
import { isReference } from "./secret-places.ts";
import { readSecret } from "./secrets.ts";

/** Addresses of the configuration in force, with the secrets that they refer to; both throw ConfigError where one is missing. */
export interface Addresses {
  webhookOf(name: string): Webhook | undefined;
  /** Empty where there is none of that name. */
  pingOf(name: string): string;
  connections: Connections;
}

/** What addresses and accounts are looked up in. */
export type AddressBook = Pick<Workspace, "root" | "dataDirectory" | "webhooks" | "pings" | "connections">;

/** Read anew each time they are asked for, and never kept. */
export function createAddresses(inForce: () => AddressBook, env: Environment): Addresses {
  const read = (reference: SecretReference): string => (isReference(reference) ? readSecret(reference, { ...inForce(), env }) : reference);
  return {
    webhookOf(name) {
      const webhook = inForce().webhooks[name];
      if (!webhook) return undefined;
      const { url, secret, lookup } = webhook;
      return { url: read(url), secret: read(secret), ...(lookup !== undefined && { lookup: read(lookup) }) };
    },
    pingOf: (name) => read(inForce().pings[name] ?? ""),
    connections: { get: (kind, name) => pickConnection(inForce().connections, kind, name), readSecret: read },
  };
}

function pickConnection<Kind extends ConnectionKind>(all: Workspace["connections"], kind: Kind, name?: string) {
  const ofKind = Object.entries(all).flatMap(([key, connection]) => (isOfKind(connection, kind) ? [{ ...connection, name: key }] : []));
  const found = name === undefined && ofKind.length === 1 ? ofKind[0] : ofKind.find((each) => each.name === name);
  if (found) return found;
  const wanted = name === undefined ? `one connection to ${kind}` : `a connection to ${kind} called ${name}`;
  const got = ofKind.length === 0 ? "none" : listOf(ofKind.map((each) => each.name));
  throw new PermanentError(CONNECTION_MISSING, `expected ${wanted} in config/chief.yaml, got ${got}`, {
    hint:
      ofKind.length > 1
        ? "Name the one that is meant with `connection:`."
        : `Run \`chief connect ${kind} ${name ?? kind}\`, or take it out of the automation.`,
  });
}

function isOfKind<Kind extends ConnectionKind>(connection: Connection, kind: Kind): connection is ConnectionOf<Kind> {
  return connection.kind === kind;
}
