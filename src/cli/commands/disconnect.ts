import { chiefFile, forgetStored, readChief, writeChief } from "../connect/chief-file.ts";
import { findUses } from "../connect/inspect.ts";
import { takeBack, takenBackInWords } from "../connect/take-back.ts";
import { withoutConnection } from "../../config/written-connections.ts";
import { findNearest, listOf } from "../../lib/text.ts";
import { loadAutomations, loadPlace } from "../../shipped.ts";
import { usageError } from "../options.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";

/** Takes a connection out of chief.yaml and forgets the secrets that Chief kept for it, once the service took back what it had granted. */
export async function run(session: Session, [name = ""]: readonly string[]): Promise<number> {
  const { workspace } = await loadPlace(session.directory, session.env);
  const connection = Object.hasOwn(workspace.connections, name) ? workspace.connections[name] : undefined;
  if (!connection) throw unknown(name, Object.keys(workspace.connections));
  if (workspace.models?.connection === name) throw needed(name);
  const { automations } = await loadAutomations(workspace);
  const uses = await findUses(name, connection.kind, { workspace, automations, env: session.env });
  const { [name]: _gone, ...others } = workspace.connections;
  const text = withoutConnection(await readChief(workspace.root), name);
  // Before its secrets are forgotten, and once it is clear that it can be taken out.
  const takenBack = await takeBack(connection, Object.values(others), { ...workspace, env: session.env });
  await writeChief(workspace.root, text);
  const forgotten = forgetStored(workspace, connection, Object.values(others));
  if (session.json) printJson(session, { disconnected: name, forgotten, usedBy: uses.by, takenBack });
  else {
    session.print(`${name} is taken out of ${chiefFile(workspace.root)}.`);
    if (forgotten.length > 0) session.print(`Chief has forgotten ${listOf(forgotten)}.`);
    if (uses.by.length > 0) session.print(`It was used by ${listOf(uses.by)}: \`${session.call("validate")}\` shows what to change there.`);
    session.say(takenBackInWords(takenBack));
  }
  return 0;
}

/** Without it, what says how models are asked would be wrong. */
function needed(name: string) {
  return usageError(
    `expected the name of a connection that nothing else in chief.yaml names, got ${name}, by which models are asked`,
    HINT,
  );
}

const HINT = "Take the lines `models:` out of config/chief.yaml first, or name another connection there.";

function unknown(name: string, names: readonly string[]) {
  const nearest = findNearest(name, names);
  const choice = names.length === 0 ? "There is none." : `There ${names.length === 1 ? "is" : "are"} ${listOf(names)}.`;
  return usageError(`expected the name of a connection, got ${name}`, nearest === undefined ? choice : `Did you mean ${nearest}?`);
}
