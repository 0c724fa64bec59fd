import type { Automation } from "../core/automation.ts";
import type { Workspace } from "../core/workspace.ts";
import { listOf } from "../lib/text.ts";
import { findAccount, findServiceOf, type Part } from "./find-account.ts";

/** A grant that goes by no account: there is none, or it is not clear which. */
export interface Unconnected {
  automation: string;
  /** The file that says so, as it is shown to people. */
  path: string;
  /** The grant's name. */
  grant: string;
  message: string;
  hint: string;
}

type Granted = Pick<Automation, "id" | "path" | "reads" | "writes">;

/** Every write of the automations that there is no connection for, and every grant that leaves open which of several it means. */
export async function findUnconnected(automations: readonly Granted[], connections: Workspace["connections"]): Promise<Unconnected[]> {
  const found = await Promise.all(
    automations.flatMap(({ id, path, ...grants }) =>
      partsOf(grants).map(async ({ grant, part }) => {
        const fault = await faultOf(id, part, connections);
        return fault ? [{ automation: id, path, grant, ...fault }] : [];
      }),
    ),
  );
  return found.flat();
}

function partsOf({ reads, writes }: Pick<Granted, "reads" | "writes">): { grant: string; part: Part }[] {
  return [
    ...reads.map(({ name, connector: id, options }) => ({ grant: name, part: { as: "connectors", id, options } as const })),
    ...writes.map(({ name, delivery: id, options }) => ({ grant: name, part: { as: "deliveries", id, options } as const })),
  ];
}

async function faultOf(
  automation: string,
  part: Part,
  connections: Workspace["connections"],
): Promise<{ message: string; hint: string } | undefined> {
  const service = (await findAccount(part, connections)) ? undefined : await findServiceOf(part);
  if (!service) return undefined;
  const { kind, title } = service;
  const names = Object.entries(connections).flatMap(([name, connection]) => (connection.kind === kind ? [name] : []));
  if (names.length > 0) {
    const message = `expected ${automation} to say which connection to ${title} it means, got none of ${listOf(names)}`;
    return { message, hint: "Name the one that is meant with `connection:`." };
  }
  // What can't be read is told in each briefing, and may have an example in its place.
  if (part.as === "connectors") return undefined;
  const message = `expected a connection to ${title} for ${automation} to write by, got none: its briefings can't be sent`;
  return { message, hint: `Run \`chief connect ${kind}\`.` };
}
