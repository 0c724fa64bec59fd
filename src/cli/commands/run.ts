import type { Briefing } from "../../core/briefing.ts";
import type { Run } from "../../core/run.ts";
import { renderTerminal } from "../../render/terminal.ts";
import { exitCodeOfRun } from "../failure.ts";
import { withOperations, withReading, type Reading } from "../open.ts";
import { parseInstant, type Options } from "../options.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";

/** Runs one automation now, waits for its end, and prints its briefing. */
export async function run(session: Session, [automation = ""]: readonly string[], options: Options): Promise<number> {
  const asOf = options.text("asOf");
  const request = { automation, dryRun: options.flag("dryRun"), ...(asOf !== undefined && { asOf: parseInstant("--as-of", asOf) }) };
  const { ended, here } = await withOperations(session, async (working) => {
    const id = await working.operations.run(request);
    return { ended: await working.operations.ended(id), here: working.here };
  });
  await withReading(session, (reading) => printRun(session, ended, reading, here));
  return exitCodeOfRun(ended.status);
}

async function printRun(session: Session, run: Run, { store }: Reading, here: boolean): Promise<void> {
  const briefing = run.briefing === undefined ? undefined : await store.documents.get<Briefing>(run.briefing);
  const messages = await store.outbox.ofRun(run.id);
  // The console delivery prints where Chief runs: where that was here, the briefing has been read already.
  const isPrinted = here && messages.some((message) => message.delivery === "console" && message.state === "sent");
  if (session.json) printJson(session, { run, briefing: briefing ?? null });
  else if (briefing && !isPrinted) session.print(renderTerminal(briefing, session).trimEnd());
  if (run.status !== "succeeded") session.say(`The run ended as ${run.status}: ${run.reason}`);
  if (run.error?.hint !== undefined) session.say(`  ${run.error.hint}`);
  for (const { delivery, error } of messages.filter((message) => message.state === "undeliverable")) {
    session.say(`The briefing could not be delivered to ${delivery}: ${error?.message}`);
  }
}
