import { findRun } from "../find-run.ts";
import { withOperations, withReading } from "../open.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";

/** Stops a run that has not ended. */
export async function run(session: Session, [wanted = ""]: readonly string[]): Promise<number> {
  const { id } = await withReading(session, ({ store }) => findRun(store.runs, wanted));
  return withOperations(session, async ({ operations, workspace }) => {
    const cancelled = await operations.cancel(id, `cancelled by ${workspace.owner}`);
    if (session.json) printJson(session, { run: id, cancelled });
    else session.print(cancelled ? `${id} was cancelled.` : `${id} had ended already.`);
    return 0;
  });
}
