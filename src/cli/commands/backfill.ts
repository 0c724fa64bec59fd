import type { BackfilledSlot, BackfillRequest } from "../../core/ports/operations.ts";
import { countOf } from "../../lib/text.ts";
import { formatInstant, type Reader } from "../../render/prose.ts";
import { EXIT } from "../exit.ts";
import { exitCodeOfRun } from "../failure.ts";
import { pickAutomation, withOperations, withReading, type Working } from "../open.ts";
import { usageError, type Options } from "../options.ts";
import { parseDay } from "../parse-day.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";
import { untilStopped } from "../stop-signal.ts";

/** Starts the times of a span that have not run, or with --dry-run only says which; waits for the runs where no daemon does them. */
export async function run(session: Session, [wanted = ""]: readonly string[], options: Options): Promise<number> {
  const request = await withReading(session, async (reading): Promise<BackfillRequest> => {
    const { id, timezone } = await pickAutomation(session, reading, wanted);
    const from = parseDay("--from", options.text("from"), timezone, "first");
    const to = parseDay("--to", options.text("to"), timezone, "last");
    if (from > to) throw usageError(`expected --from to be no later than --to, got ${from} and ${to}`, "Exchange them.");
    return { automation: id, from, to, dryRun: options.flag("dryRun") };
  });
  return withOperations(session, async (working) => {
    const slots = await working.operations.backfill(request);
    const reader = { timezone: working.workspace.calendar.timezone, asOf: new Date().toISOString() };
    if (session.json) printJson(session, { ...request, slots });
    else printSlots(session, slots, request, reader);
    return working.here ? untilEnded(session, slots, working) : EXIT.ok;
  });
}

function printSlots(session: Session, slots: readonly BackfilledSlot[], { dryRun }: BackfillRequest, reader: Reader): void {
  if (slots.length === 0) session.say("Nothing was due in that span.");
  else session.print(table([["DUE", "WAS", "NOW"], ...slots.map((slot) => row(slot, dryRun, reader))], session.tableWidth));
  const count = slots.filter(starts).length;
  if (dryRun && count > 0) session.say(`${countOf(count, "run")} would start; without --dry-run ${count === 1 ? "it does" : "they do"}.`);
}

function row(slot: BackfilledSlot, dryRun: boolean, reader: Reader): string[] {
  const was = slot.state === "unknown" ? "not recorded" : slot.state.replace("_", " ");
  const now = dryRun ? (starts(slot) ? "would start" : "stays as it is") : slot.started ? "started" : "stays as it is";
  return [formatInstant(slot.nominalAt, reader), was, now];
}

/** Whether a slot is one of those that have not run. */
function starts({ state, started }: BackfilledSlot): boolean {
  return started || state === "unknown" || state === "missed" || state === "skipped";
}

/** Ctrl-C leaves the rest to the next start of Chief. */
async function untilEnded(session: Session, slots: readonly BackfilledSlot[], { operations }: Working): Promise<number> {
  const started = slots.filter((slot) => slot.started);
  if (started.length === 0) return EXIT.ok;
  const stopped = untilStopped(session.surroundings).then(() => undefined);
  const runs = await Promise.race([Promise.all(started.map(({ id }) => operations.ended(id))), stopped]);
  if (!runs) {
    session.say(`Stopped; what has not ended goes on with the next ${session.call("start")}.`);
    return EXIT.interrupted;
  }
  return runs.map(exitCodeOfRun).find((code) => code !== EXIT.ok) ?? EXIT.ok;
}
