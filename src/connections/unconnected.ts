import type { Automation } from "../core/automation.ts";
import type { Workspace } from "../core/workspace.ts";
import { findAccount, findServiceOf, type Part } from "./find-account.ts";

/** A place that an automation is to write to, and that it has no account for. */
export interface Unconnected {
  automation: string;
  /** The file that says so, as it is shown to people. */
  path: string;
  /** The grant's name. */
  grant: string;
  message: string;
  hint: string;
}

type Writer = Pick<Automation, "id" | "path" | "writes">;

/** Every write of the automations that no connection is there for. */
export async function findUnconnected(automations: readonly Writer[], connections: Workspace["connections"]): Promise<Unconnected[]> {
  const found = await Promise.all(
    automations.flatMap(({ id, path, writes }) =>
      writes.map(async ({ name, delivery, options }) => {
        const service = await serviceWanted({ as: "deliveries", id: delivery, options }, connections);
        if (!service) return [];
        const message = `expected a connection to ${service.title} for ${id} to write by, got none: its briefings can't be sent`;
        return [{ automation: id, path, grant: name, message, hint: `Run \`chief connect ${service.kind}\`.` }];
      }),
    ),
  );
  return found.flat();
}

async function serviceWanted(part: Part, connections: Workspace["connections"]) {
  return (await findAccount(part, connections)) ? undefined : findServiceOf(part);
}
