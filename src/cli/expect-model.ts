import { findNearest, listOf } from "../lib/text.ts";
import { loadPlace } from "../shipped.ts";
import { inspect } from "./connect/inspect.ts";
import { usageError } from "./options.ts";
import type { Session } from "./session.ts";

/** Of a list of hundreds nobody reads more. */
const MOST_TOLD = 20;

/** Throws a usage error where the service by which models are asked lists its models, and none of that name; goes on where its list can't be had. */
export async function expectModel({ directory, env }: Pick<Session, "directory" | "env">, model: string): Promise<void> {
  const { workspace } = await loadPlace(directory, env);
  const name = workspace.models?.connection ?? "";
  const connection = Object.hasOwn(workspace.connections, name) ? workspace.connections[name] : undefined;
  if (!connection) return;
  const { account } = await inspect(name, connection, { workspace, automations: [], env });
  const ids = account?.models?.map(({ id }) => id) ?? [];
  if (ids.length === 0 || ids.some((id) => id === model || id === `${model}:latest`)) return;
  const nearest = findNearest(model, ids);
  const hint = nearest === undefined ? `There ${ids.length === 1 ? "is" : "are"} ${listUpTo(ids)}.` : `Did you mean ${nearest}?`;
  throw usageError(`expected a model that ${name} has, got ${model}`, hint);
}

/** The first of them, and how many more there are. */
export function listUpTo(ids: readonly string[]): string {
  return listOf(ids.length <= MOST_TOLD ? ids : [...ids.slice(0, MOST_TOLD), `${ids.length - MOST_TOLD} more`]);
}
