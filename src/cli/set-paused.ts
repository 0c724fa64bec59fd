import { withOperations } from "./open.ts";
import { printJson } from "./print.ts";
import type { Session } from "./session.ts";

/** Pauses or resumes an automation and says so. */
export function setPaused(session: Session, [automation = ""]: readonly string[], paused: boolean): Promise<number> {
  return withOperations(session, async ({ operations }) => {
    await operations.setPaused(automation, paused);
    if (session.json) printJson(session, { automation, paused });
    else session.print(paused ? `${automation} is paused: it runs only by hand.` : `${automation} runs on schedule again.`);
    return 0;
  });
}
