import { findRun } from "../find-run.ts";
import { withOperations, withReading } from "../open.ts";
import type { Options } from "../options.ts";
import { oneLine, printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { signed } from "../signed.ts";

/** Stops a run that has not ended; who did it, and why, is kept with it. */
export async function run(session: Session, [wanted = ""]: readonly string[], options: Options): Promise<number> {
  const { id } = await withReading(session, ({ store }) => findRun(store.runs, wanted));
  return withOperations(session, async ({ operations, workspace }) => {
    const cancelled = await operations.cancel(id, `cancelled by ${signed(workspace.owner, options)}`);
    if (session.json) printJson(session, { run: id, cancelled });
    else session.print(`${oneLine(id)} ${cancelled ? "was cancelled." : "had ended already."}`);
    return 0;
  });
}
