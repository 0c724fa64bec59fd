import { findRun } from "../find-run.ts";
import { followRun } from "../follow-run.ts";
import { withReading } from "../open.ts";
import type { Session } from "../session.ts";

/** Takes a run that failed, died or was cancelled up again after its last good step, waits for its end, and prints its briefing. */
export async function run(session: Session, [wanted = ""]: readonly string[]): Promise<number> {
  const { id } = await withReading(session, ({ store }) => findRun(store.runs, wanted));
  return followRun(session, async (operations) => {
    await operations.retry(id);
    return id;
  });
}
