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
  else show(session, inspections);
  return inspections.every(({ state }) => state === "works") ? EXIT.ok : EXIT.connection;
}

function show({ print, say, call, tableWidth }: Session, inspections: readonly Inspection[]): void {
  const heading = ["CONNECTION", "KIND", "ACCOUNT", "SECRETS", "STATE"];
  if (inspections.length > 0) print(table([heading, ...inspections.map(cells)], tableWidth));
  else say(`There is none yet. Make one: ${call("connect slack")} or ${call("connect smtp")}`);
}

function cells(inspection: Inspection): string[] {
  const { name, kind, account, secrets, error } = inspection;
  const places = secrets.map(({ key, place }) => `${key}: ${place}`).join("; ");
  return [name, kind, account?.name ?? "unknown", places, [stateInWords(inspection), error?.hint ?? ""].join(". ").replace(/\. $/, "")];
}
