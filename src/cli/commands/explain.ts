import { pickAutomation, withReading } from "../open.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";
import { explain } from "../../shipped.ts";

/** What an automation may do, in words made from the very grants that are enforced. */
export function run(session: Session, [wanted = ""]: readonly string[]): Promise<number> {
  return withReading(session, async (reading) => {
    const automation = await pickAutomation(session, reading, wanted);
    const sentences = await explain(automation);
    if (session.json) printJson(session, { automation: automation.id, hash: automation.hash, sentences });
    else session.print([automation.name, ...sentences.map((sentence) => sentence.text)].join("\n"));
    return 0;
  });
}
