import { loadAutomations, loadPlace } from "../../shipped.ts";
import { inspectAll, type Inspection } from "../connect/inspect.ts";
import { stateInWords } from "../connect/words.ts";
import { EXIT } from "../exit.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

/** The accounts of this workspace: each service is asked who we are there. */
export async function run(session: Session): Promise<number> {
  const { workspace } = await loadPlace(session.directory, session.env);
  const { automations } = await loadAutomations(workspace);
  const inspections = await inspectAll({ workspace, automations, env: session.env });
  if (session.json) printJson(session, { connections: inspections });
  else if (inspections.length > 0)
    session.print(table([["CONNECTION", "KIND", "ACCOUNT", "SECRETS", "STATE"], ...inspections.map(cells)], session.tableWidth));
  else session.say(`There is none yet. Make one: ${session.call("connect slack")} or ${session.call("connect smtp")}`);
  return inspections.every(({ state }) => state === "works") ? EXIT.ok : EXIT.connection;
}

function cells(inspection: Inspection): string[] {
  const { name, kind, account, secrets, error } = inspection;
  const places = secrets.map(({ key, place }) => `${key}: ${place}`).join("; ");
  return [name, kind, account?.name ?? "unknown", places, [stateInWords(inspection), error?.hint ?? ""].join(". ").replace(/\. $/, "")];
}
