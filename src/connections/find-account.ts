import type { Connection, ConnectionKind } from "../core/connection.ts";
import type { Workspace } from "../core/workspace.ts";
import { loadService, SERVICE_KINDS } from "./registry.ts";
import type { Service } from "./service.ts";

/** Something that may go by an account: one grant or trigger. */
export interface Part {
  as: "deliveries" | "connectors" | "events";
  id: string;
  /** As its own schema parsed them. */
  options: unknown;
}

/** One service's own way within a part, such as `plan.notion`, with what is said of it. */
export interface Way {
  id: string;
  options: unknown;
}

/** A part that goes by one of several services names it by a key of its options: each key is a way of its own. */
export function waysOf({ id, options }: Pick<Part, "id" | "options">): Way[] {
  const inner = typeof options === "object" && options !== null ? Object.entries(options) : [];
  return [{ id, options }, ...inner.map(([key, value]): Way => ({ id: `${id}.${key}`, options: value }))];
}

/** The connection that a part goes by, and how its service is connected. */
export interface FoundAccount {
  name: string;
  connection: Connection;
  service: Service;
}

/** The one that a part means: by its name, or the only one there is. Undefined where it needs none, and where there is none or it is unclear which. */
export async function findAccount(part: Part, connections: Workspace["connections"]): Promise<FoundAccount | undefined> {
  // Only the services that there are accounts of are loaded.
  const service = await findAmong(part, [...new Set(Object.values(connections).map(({ kind }) => kind))]);
  const way = service && waysOf(part).find(({ id }) => service.serves[part.as].includes(id));
  if (!way) return undefined;
  const ofKind = Object.entries(connections).filter(([, { kind }]) => kind === service.kind);
  const wanted = nameIn(way.options) ?? (ofKind.length === 1 ? ofKind[0]?.[0] : undefined);
  const found = ofKind.find(([name]) => name === wanted);
  return found && { name: found[0], connection: found[1], service };
}

/** The one of that name. */
export async function findNamed(name: string, connections: Workspace["connections"]): Promise<FoundAccount | undefined> {
  const connection = Object.hasOwn(connections, name) ? connections[name] : undefined;
  return connection && { name, connection, service: await loadService(connection.kind) };
}

/** The service that a part goes by, whether there is an account of it or not. */
export function findServiceOf(part: Part): Promise<Service | undefined> {
  return findAmong(part, SERVICE_KINDS);
}

async function findAmong(part: Part, kinds: readonly ConnectionKind[]): Promise<Service | undefined> {
  const services = await Promise.all(kinds.map(loadService));
  const ways = waysOf(part);
  return services.find(({ serves }) => ways.some(({ id }) => serves[part.as].includes(id)));
}

function nameIn(options: unknown): string | undefined {
  const name = typeof options === "object" && options !== null && "connection" in options ? options.connection : undefined;
  return typeof name === "string" ? name : undefined;
}
