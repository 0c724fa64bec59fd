import { connectCall } from "../lib/connect-call.ts";
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
  throw ofKind.length === 0 ? unconnected(kind, name) : unclear(kind, name, listOf(ofKind.map((each) => each.name)));
}

function unconnected(kind: ConnectionKind, name: string = kind): PermanentError {
  return new PermanentError(CONNECTION_MISSING, `expected an account of ${kind} to be connected, got none`, {
    hint: `Run \`${connectCall(kind, name)}\`, or take it out of the automation.`,
  });
}

function unclear(kind: ConnectionKind, name: string | undefined, got: string): PermanentError {
  const wanted = name === undefined ? `one connection to ${kind}` : `a connection to ${kind} called ${name}`;
  return new PermanentError("connection-unclear", `expected ${wanted} in config/chief.yaml, got ${got}`, {
    hint: name === undefined ? "Name the one that is meant with `connection:`." : `Run \`${connectCall(kind, name)}\`, or name another.`,
  });
}

function isOfKind<Kind extends ConnectionKind>(connection: Connection, kind: Kind): connection is ConnectionOf<Kind> {
  return connection.kind === kind;
}
