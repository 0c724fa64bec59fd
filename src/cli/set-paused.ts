import { formatInstant } from "../render/prose.ts";
import { withOperations, withReading } from "./open.ts";
import { printJson } from "./print.ts";
import type { Session } from "./session.ts";

/** Pauses or resumes an automation and says so; where failures had paused it, it says that too. */
export async function setPaused(session: Session, [automation = ""]: readonly string[], paused: boolean): Promise<number> {
  const before = await withReading(session, async ({ store }) =>
    (await store.definitions.paused()).find((each) => each.automation === automation),
  );
  return withOperations(session, async ({ operations, workspace }) => {
    await operations.setPaused(automation, paused);
    if (session.json) printJson(session, { automation, paused });
    else {
      session.print(paused ? `${automation} is paused: it runs only by hand.` : `${automation} runs on schedule again.`);
      if (before && before.reason !== "") {
        const since = formatInstant(before.at, { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() });
        session.say(`It ${paused ? "has been" : "had been"} paused since ${since}: ${before.reason}.`);
      }
    }
    return 0;
  });
}
