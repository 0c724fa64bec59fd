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

/**
 * What the automations name and is not connected, each once: every write that there is no connection for, every source without which nobody would be
 * asked how things stand, and every grant that leaves open which of several connections it means.
 */
export async function findUnconnected(automations: readonly Granted[], connections: Workspace["connections"]): Promise<Unconnected[]> {
  const found = await Promise.all(
    automations.map(async ({ id, path, ...grants }) => {
      const asks = grants.writes.some(({ carries }) => carries === "questions");
      const faults = await Promise.all(
        partsOf(grants).map(async ({ grant, part }) => {
          const fault = await faultOf({ automation: id, asks }, part, connections);
          return fault ? [{ automation: id, path, grant, ...fault }] : [];
        }),
      );
      return [...new Map(faults.flat().map((fault) => [fault.message, fault])).values()];
    }),
  );
  return found.flat();
}

function partsOf({ reads, writes }: Pick<Granted, "reads" | "writes">): { grant: string; part: Part }[] {
  return [
    ...reads.map(({ name, connector: id, options }) => ({ grant: name, part: { as: "connectors", id, options } as const })),
    ...writes.map(({ name, delivery: id, options }) => ({ grant: name, part: { as: "deliveries", id, options } as const })),
  ];
}

/** Whose part it is, and whether people are asked by it how things stand. */
interface Whose {
  automation: string;
  asks: boolean;
}

async function faultOf(
  { automation, asks }: Whose,
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
  const connect = `Run \`chief connect ${kind}\``;
  if (part.as === "deliveries") {
    const message = `expected a connection to ${title} for ${automation} to write by, got none: what it writes there can't be sent`;
    return { message, hint: `${connect}.` };
  }
  // What can't be read is told in each briefing, and may have an example in its place.
  if (!asks) return undefined;
  const message = `expected a connection to ${title} for ${automation} to read ${part.id} by before it asks people, got none: it asks nobody`;
  return { message, hint: `${connect}, or take ${part.id} out of reads, flows and the text below.` };
}
