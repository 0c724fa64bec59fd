import { freeModels } from "../../config/prices.ts";
import { formatProblem } from "../../lib/problem.ts";
import { countOf } from "../../lib/text.ts";
import { freeInWords } from "../../policy/model-words.ts";
import { EXIT } from "../exit.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { loadPlace, validatePlace } from "../../shipped.ts";

/** Checks configuration and automations; prints every mistake of every file. */
export async function run(session: Session): Promise<number> {
  const { automations, problems, warnings } = await validatePlace(session.directory, session.env);
  if (session.json) printJson(session, { valid: problems.length === 0, problems, warnings });
  else {
    for (const problem of problems) session.print(formatProblem(problem));
    for (const warning of warnings) session.print(`Warning: ${formatProblem(warning)}`);
    const mistakes = problems.length === 0 ? "no mistakes" : countOf(problems.length, "mistake");
    session.print(`${countOf(automations.length, "automation")} ready, ${mistakes}, ${countOf(warnings.length, "warning")}.`);
    if (problems.length === 0) await sayWhatIsFree(session);
  }
  return problems.length === 0 ? EXIT.ok : EXIT.invalid;
}

async function sayWhatIsFree({ directory, env, say }: Session): Promise<void> {
  const free = freeModels((await loadPlace(directory, env)).workspace);
  if (free.length > 0) say(freeInWords(free).trim());
}
