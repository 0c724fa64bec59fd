import { loadAutomations, loadPlace } from "../../app.ts";
import { countOf } from "../../lib/text.ts";
import { formatProblem } from "../../lib/problem.ts";
import { EXIT } from "../failure.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";

/** Checks configuration and automations; prints every mistake of every file. */
export async function run(session: Session): Promise<number> {
  const { workspace, warnings } = await loadPlace(session.directory, session.env);
  const loaded = await loadAutomations(workspace);
  const all = [...warnings, ...loaded.warnings];
  if (session.json) printJson(session, { valid: loaded.problems.length === 0, problems: loaded.problems, warnings: all });
  else {
    for (const problem of loaded.problems) session.print(formatProblem(problem));
    for (const warning of all) session.print(`Warning: ${formatProblem(warning)}`);
    const mistakes = loaded.problems.length === 0 ? "no mistakes" : countOf(loaded.problems.length, "mistake");
    session.print(`${countOf(loaded.automations.length, "automation")} ready, ${mistakes}, ${countOf(all.length, "warning")}.`);
  }
  return loaded.problems.length === 0 ? EXIT.ok : EXIT.invalid;
}
